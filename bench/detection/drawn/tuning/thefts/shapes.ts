import { DAY } from '../calendar.js';
import type { DrawnPrincipal } from '../world.js';
import type { Shape } from './plan.js';

const sorts =
  (...wanted: readonly DrawnPrincipal['sort'][]): Shape['victim'] =>
  ({ sort }) =>
    wanted.includes(sort);

/** A principal that called before a theft, so that there is something to steal. */
const active: Shape['victim'] = ({ index, sort }, { history }, time) =>
  sort !== 'emergency' &&
  history.before(index, time, 1).some(({ address }) => !address.endsWith('.amazonaws.com'));

const activeOf =
  (...wanted: readonly DrawnPrincipal['sort'][]): Shape['victim'] =>
  (principal, context, time) =>
    sorts(...wanted)(principal, context, time) && active(principal, context, time);

/** What a shape has unless it says otherwise. */
const USUAL: Omit<Shape, 'name' | 'weight'> = {
  victim: active,
  roles: [1, 1],
  where: [['hosting', 3], ['residential', 2], ['proxies', 0.5], ['own-cloud', 1]],
  agent: [['tool', 3], ['victim', 1]],
  credentials: [['replayed', 2], ['new-session', 1]],
  target: [['others', 3], ['account', 1], ['valuable', 2]],
  count: [8, 120],
  pace: [['seconds', 2], ['minutes', 3], ['hours', 2], ['day', 1], ['days', 1]],
  call: [['gets', 4], ['batch-list', 1], ['batch-filter', 1]],
  reconnaissance: [['none', 2], ['list', 3], ['describe', 0.5], ['both', 1]],
  cover: [['none', 1]],
  refused: false,
  guesses: 0,
  when: 'any',
}; // prettier-ignore

const shape = (name: string, weight: number, rest: Partial<Shape>): Shape => ({
  ...USUAL,
  ...rest,
  name,
  weight,
});

/** All kinds of theft. Every other dimension of a theft is drawn from the priors of its kind. */
export const SHAPES: readonly Shape[] = [
  shape('replayed-keys', 1.5, { credentials: [['replayed', 1]], victim: activeOf('program', 'ci', 'user') }),
  shape('own-secrets-elsewhere', 1, { target: [['own', 1]], count: [2, 60], pace: [['seconds', 2], ['minutes', 1]] }),
  shape('account-dump', 1.2, {
    target: [['account', 1]],
    count: [60, 900],
    reconnaissance: [['list', 3], ['both', 1]],
    pace: [['seconds', 1], ['minutes', 3], ['hours', 1]],
  }),
  shape('slow-trickle', 1.2, {
    agent: [['victim', 3], ['tool', 1]],
    where: [['residential', 2], ['hosting', 1], ['victim-host', 3]],
    count: [10, 90],
    call: [['gets', 1]],
    reconnaissance: [['none', 3], ['list', 1]],
    pace: [['days', 2], ['weeks', 2]],
  }),
  shape('on-the-host', 1.5, {
    victim: activeOf('program', 'ci'),
    where: [['victim-host', 1]],
    agent: [['victim', 2], ['tool', 2]],
    credentials: [['replayed', 1]],
    count: [6, 200],
    target: [['others', 2], ['team', 1], ['valuable', 1], ['tenants', 0.5]],
  }),
  shape('handful-on-the-host', 1.5, {
    victim: activeOf('program', 'administration', 'people'),
    where: [['victim-host', 1]],
    agent: [['victim', 1]],
    credentials: [['replayed', 1]],
    count: [1, 4],
    target: [['own', 2], ['team', 2], ['others', 1]],
    call: [['gets', 1]],
    reconnaissance: [['none', 1]],
    pace: [['minutes', 1], ['hours', 1]],
    when: 'work',
  }),
  shape('insider-own-team', 1.3, {
    victim: activeOf('person', 'people'),
    where: [['victim-host', 1]],
    agent: [['victim', 2], ['console', 1]],
    target: [['own', 2], ['team', 1]],
    count: [2, 10],
    pace: [['hours', 1], ['days', 1]],
    call: [['gets', 1]],
    reconnaissance: [['none', 1], ['list', 1]],
    when: 'work',
  }),
  shape('from-a-runner', 1, {
    victim: activeOf('ci', 'program'),
    where: [['ci-range', 1]],
    agent: [['victim', 1], ['tool', 1]],
    credentials: [['new-session', 3], ['replayed', 1]],
    count: [8, 100],
  }),
  shape('match-all-batches', 1.2, {
    target: [['account', 1]],
    call: [['batch-filter', 1]],
    reconnaissance: [['none', 2], ['list', 1]],
    count: [40, 900],
    where: [['hosting', 2], ['victim-host', 1], ['own-endpoint', 1], ['own-cloud', 1]],
  }),
  shape('listed-batches', 0.8, {
    call: [['batch-list', 1]],
    reconnaissance: [['list', 2], ['none', 1]],
    where: [['hosting', 2], ['victim-host', 2], ['residential', 1]],
    count: [20, 200],
  }),
  shape('own-endpoint', 1, { where: [['own-endpoint', 1]], target: [['own', 1], ['others', 2], ['account', 1]], count: [4, 150] }),
  shape('refused-sweep', 1, {
    victim: (principal, context, time) => principal.permission === 'own' && active(principal, context, time),
    target: [['account', 1]],
    refused: true,
    call: [['gets', 1]],
    where: [['hosting', 2], ['victim-host', 2], ['residential', 1]],
    count: [40, 500],
  }),
  shape('guessed-names', 0.6, {
    target: [['path', 2], ['valuable', 1]],
    guesses: 0.6,
    refused: true,
    call: [['gets', 1]],
    reconnaissance: [['none', 1]],
    count: [6, 60],
    where: [['hosting', 1], ['victim-host', 1], ['residential', 1]],
  }),
  shape('many-roles', 1.2, {
    victim: activeOf('program', 'ci'),
    roles: [5, 25],
    count: [1, 8],
    target: [['own', 3], ['team', 1], ['others', 1]],
    call: [['gets', 1]],
    reconnaissance: [['none', 3], ['list', 1]],
    credentials: [['new-session', 2], ['replayed', 1]],
    pace: [['minutes', 1], ['hours', 1], ['day', 1], ['days', 1]],
  }),
  shape('role-chain', 0.8, {
    victim: activeOf('user', 'person', 'people', 'ci'),
    roles: [2, 4],
    credentials: [['new-session', 1]],
    count: [4, 60],
    reconnaissance: [['list', 1], ['both', 1]],
  }),
  shape('decoys', 0.8, {
    cover: [['own-creations', 1]],
    count: [8, 80],
    where: [['victim-host', 2], ['hosting', 1]],
    agent: [['victim', 1], ['tool', 1]],
    call: [['gets', 1]],
    pace: [['hours', 1], ['day', 1], ['days', 1]],
  }),
  shape('slow-start', 0.8, {
    cover: [['slow-start', 2], ['own-reads', 1]],
    where: [['residential', 1], ['own-cloud', 1], ['victim-host', 2]],
    count: [15, 150],
    pace: [['minutes', 1], ['hours', 1], ['day', 1]],
  }),
  shape('cold-backups', 0.8, { target: [['cold', 1]], count: [4, 60], where: [['victim-host', 2], ['hosting', 1], ['residential', 1]] }),
  shape('first-day', 0.8, {
    victim: ({ index }, { history, world }) => {
      const first = history.calls(index)[0]?.time;
      return first !== undefined && first > world.span.from + 8 * DAY && first < world.span.to - 2 * DAY;
    },
    when: 'first-day',
    where: [['victim-host', 1], ['hosting', 1], ['own-cloud', 1]],
    pace: [['seconds', 1], ['minutes', 2], ['hours', 1]],
    count: [10, 150],
  }),
  shape('stolen-login', 1.2, {
    victim: activeOf('people', 'person'),
    agent: [['console', 2], ['tool', 1]],
    where: [['residential', 3], ['hosting', 2], ['proxies', 1]],
    count: [6, 60],
    call: [['gets', 1]],
    reconnaissance: [['both', 2], ['list', 1]],
    pace: [['minutes', 1], ['hours', 2], ['day', 1]],
    when: 'night',
  }),
  shape('emergency-role', 0.4, {
    victim: sorts('emergency'),
    credentials: [['new-session', 1]],
    agent: [['tool', 1]],
    count: [15, 200],
    when: 'night',
  }),
  shape('leaked-user-key', 0.8, { victim: activeOf('user'), count: [3, 80], target: [['own', 1], ['team', 1], ['others', 2], ['account', 1]] }),
  shape('newly-created', 0.8, {
    target: [['fresh', 1]],
    count: [3, 30],
    where: [['victim-host', 2], ['hosting', 1]],
    agent: [['victim', 1], ['tool', 1]],
    call: [['gets', 1]],
    pace: [['hours', 1], ['days', 1]],
  }),
  shape('from-another-host', 0.8, {
    victim: activeOf('program', 'administration'),
    where: [['other-host', 1]],
    credentials: [['new-session', 1], ['replayed', 1]],
    agent: [['victim', 1], ['tool', 2]],
    target: [['own', 1], ['others', 2], ['account', 1]],
    count: [3, 120],
  }),
  shape('backup-role-again', 0.5, {
    victim: activeOf('administration'),
    where: [['victim-host', 1]],
    agent: [['victim', 1]],
    credentials: [['replayed', 1]],
    target: [['account', 1]],
    call: [['gets', 1]],
    reconnaissance: [['none', 1], ['list', 1]],
    count: [50, 900],
  }),
  shape('other-accounts', 0.5, {
    victim: (principal, context, time) => principal.permission === 'everything' && active(principal, context, time),
    target: [['other-account', 1]],
    count: [10, 150],
  }),
]; // prettier-ignore
