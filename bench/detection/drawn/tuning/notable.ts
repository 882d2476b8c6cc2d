import { poisson } from '../../../../src/simulate/distributions.js';
import type { Random } from '../../../../src/simulate/random.js';
import type { LabCallName } from '../lab-scenario.js';
import { drawAgent } from './agents.js';
import { Caller } from './caller.js';
import { DAY, HOUR, workingTime } from './calendar.js';
import { someOf, type DrawnSecret } from './catalogue.js';
import { logUniform, stream, uniform, weighted } from './draw.js';
import type { Presence } from './fleet.js';
import { History, secretKey } from './history.js';
import { drawPerson } from './personas/person.js';
import { RecentPresence } from './recent-presence.js';
import type { DrawnPrincipal, World } from './world.js';

/** One piece of unusual but honest work. */
interface Occasion {
  readonly why: string;
  readonly weight: number;
  readonly by: readonly DrawnPrincipal['sort'][];
  /** Secrets that it may read: those of the account that the principal does not read otherwise, its team's, or its own. */
  readonly of: 'others' | 'team' | 'account' | 'own';
  readonly count: readonly [number, number];
  /** Seconds. */
  readonly duration: readonly [number, number];
  /** Further calls for each secret. */
  readonly and: readonly LabCallName[];
  /** Done with the role from a person's own machine. */
  readonly fromLaptop?: boolean;
}

const OCCASIONS: readonly Occasion[] = [
  {
    why: 'somebody debugs an incident with the secrets of many other teams',
    weight: 3,
    by: ['people', 'person', 'user'],
    of: 'others',
    count: [20, 60],
    duration: [HOUR, 7 * HOUR],
    and: [],
  },
  {
    why: 'somebody migrates the secrets of a team by hand, once',
    weight: 2,
    by: ['people', 'person', 'user'],
    of: 'team',
    count: [25, 150],
    duration: [20 * 60, 2 * DAY],
    and: ['CreateSecret'],
  },
  {
    why: 'a job reads everything for the first time',
    weight: 2,
    by: ['program', 'administration'],
    of: 'account',
    count: [40, 400],
    duration: [30, 2 * HOUR],
    and: [],
  },
  {
    why: 'a team changes all of its credentials after a leak',
    weight: 1,
    by: ['people', 'person'],
    of: 'team',
    count: [15, 80],
    duration: [HOUR, 9 * HOUR],
    and: ['DescribeSecret', 'PutSecretValue'],
  },
  {
    why: 'somebody audits who uses which credential',
    weight: 1,
    by: ['people', 'person', 'ci'],
    of: 'others',
    count: [40, 300],
    duration: [10 * 60, 5 * HOUR],
    and: ['DescribeSecret'],
  },
  {
    why: 'a developer uses the role of a program from home',
    weight: 0.7,
    by: ['program'],
    of: 'own',
    count: [1, 6],
    duration: [5 * 60, 4 * HOUR],
    and: [],
    fromLaptop: true,
  },
];

/**
 * Adds honest work that an analyst would want to see once, 0.5 to 2 times for 100 principals and 30 days beside what
 * personas mark themselves. The world's calls are in time order; the new ones are at their end.
 */
export function addNotable(world: World): void {
  const random = stream(world.seed, 'notable');
  const history = new History(world);
  const mean = uniform(random, 0.5, 2) * (world.identities / 100) * (world.days / 30);
  const taken = new Set<number>();
  for (let i = poisson(random, mean); i > 0; i--) {
    const occasion = weighted(
      random,
      OCCASIONS.map((one) => [one, one.weight] as const),
    );
    const usable = world.drawn.filter(
      ({ index, sort, permission }) =>
        occasion.by.includes(sort) &&
        !taken.has(index) &&
        (occasion.of === 'own' || permission === 'account' || permission === 'everything') &&
        history.calls(index).some(({ address }) => !address.endsWith('.amazonaws.com')),
    );
    if (usable.length === 0) continue;
    const principal = random.pick(usable);
    taken.add(principal.index);
    happen(random, world, history, principal, occasion);
  }
}

function happen(
  random: Random,
  world: World,
  history: History,
  principal: DrawnPrincipal,
  occasion: Occasion,
): void {
  const { index, account, team } = principal;
  const { office } = world.organisation.teams[team]!;
  const start = workingTime(random, office, { from: world.span.from + 2 * DAY, to: world.span.to - HOUR });
  const secrets = secretsOf(random, world, history, principal, occasion, start);
  const recent = new RecentPresence(history, random);
  const presence =
    occasion.fromLaptop === true ? laptop(random, world, principal, start) : recent.at(principal, start);
  if (presence === null || secrets.length < occasion.count[0]) return;
  const caller = new Caller(world.calls, world.span, index, account.id, account.region, random.chance(0.2));
  const duration = logUniform(random, ...occasion.duration);
  let now = start;
  if (random.chance(0.7) && occasion.of !== 'own') caller.call(presence, 'ListSecrets', now++);
  for (const secret of secrets) {
    const as =
      occasion.fromLaptop === true
        ? presence
        : (recent.at(principal, Math.max(start, now - HOUR)) ?? presence);
    caller.get(as, now, secret);
    for (const name of occasion.and)
      caller.call(as, name, now + 2, { secret: name === 'CreateSecret' ? copyOf(secret) : secret });
    now += (duration / secrets.length) * uniform(random, 0.2, 1.8);
  }
  const to = Math.min(world.span.to, Math.floor(now) + 10);
  world.notable.push({ principal: index, from: start, to, why: occasion.why });
}

function secretsOf(
  random: Random,
  world: World,
  history: History,
  { index, account, team }: DrawnPrincipal,
  { of, count }: Occasion,
  time: number,
): DrawnSecret[] {
  const usual = history.usual(index).secrets;
  const local = world.catalogue.inAccount(account, time).filter((secret) => {
    const read = usual.has(secretKey(secret.secret));
    if (of === 'own') return read;
    if (of === 'account') return true;
    return of === 'team' ? secret.team === team : secret.team !== team && !read;
  });
  return someOf(random, local, Math.round(logUniform(random, ...count)));
}

function laptop(random: Random, world: World, { team }: DrawnPrincipal, time: number): Presence {
  const person = drawPerson(random, { world, team, pool: [], user: false, perDay: 0 });
  const userAgent = drawAgent(random, 'cli', world.span, 1000)(time, 0);
  return { ...person.terminal.at(time), userAgent };
}

function copyOf(secret: DrawnSecret): DrawnSecret {
  return {
    ...secret,
    secret: {
      ...secret.secret,
      name: `${secret.secret.name}-v2`,
      suffix: secret.secret.suffix.toUpperCase(),
    },
  };
}
