import type { Persona } from './persona.js';
import type { PersonaName } from './persona-name.js';
import { batchLoader, lambda } from './personas/event-driven.js';
import { growing, newcomer } from './personas/changing.js';
import { signUps, tenants } from './personas/tenants.js';
import { administrator, person } from './personas/people.js';
import { rotation } from './personas/rotation.js';
import { ci, jobRuns } from './personas/runs.js';
import { monthEnd, nightly, operator, weekly } from './personas/scheduled.js';
import { container, crossAccount, fleet, instance, legacyUser } from './personas/steady.js';

export const PERSONAS: Readonly<Record<PersonaName, Persona>> = {
  lambda,
  operator,
  nightly,
  weekly,
  'month-end': monthEnd,
  ci,
  'job-runs': jobRuns,
  person,
  administrator,
  rotation,
  tenants,
  'sign-ups': signUps,
  growing,
  newcomer,
  container,
  instance,
  'legacy-user': legacyUser,
  'cross-account': crossAccount,
  fleet,
  'batch-loader': batchLoader,
};

/**
 * The personas of the principals. Principal `i` has the persona at `i` modulo the length, so a larger organisation
 * has the principals of a smaller one and more. Every persona is among the first 28 of `mixed`.
 */
export const MIXES: Readonly<Record<string, readonly PersonaName[]>> = {
  mixed: spread(
    'lambda person operator ci container nightly instance legacy-user rotation tenants ' +
      'job-runs administrator weekly month-end fleet batch-loader cross-account lambda person lambda ' +
      'growing person container sign-ups ci instance nightly newcomer person tenants ' +
      'container person lambda job-runs ci instance lambda rotation person nightly',
  ),
  services: spread(
    'lambda container instance growing fleet batch-loader lambda tenants nightly container ' +
      'lambda sign-ups instance weekly lambda container newcomer rotation growing nightly',
  ),
  people: spread(
    'person person person ci administrator person person ci person lambda ' +
      'person person administrator ci growing person person weekly person newcomer',
  ),
  kubernetes: spread(
    'operator container lambda operator job-runs container ci fleet ' +
      'growing container operator sign-ups job-runs container newcomer operator',
  ),
  data: spread(
    'job-runs nightly batch-loader lambda job-runs instance nightly weekly person job-runs ' +
      'fleet nightly lambda month-end tenants rotation ci legacy-user nightly job-runs ' +
      'growing person administrator lambda cross-account newcomer',
  ),
};

function spread(names: string): readonly PersonaName[] {
  return names.split(' ') as PersonaName[];
}
