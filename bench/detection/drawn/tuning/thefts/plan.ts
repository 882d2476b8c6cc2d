import type { Random } from '../../../../../src/simulate/random.js';
import type { DrawnSecret } from '../catalogue.js';
import type { ThiefPlace } from '../networks/thief-networks.js';
import type { DrawnPrincipal, World } from '../world.js';
import type { History } from '../history.js';

/** From where: a place of the thief's, the victim's own host, or the host of another role. */
export type Where = ThiefPlace | 'victim-host' | 'other-host';

/** With which agent: the victim's own string, another version of its kind, or a tool of the thief's. */
export type TheftAgent = 'victim' | 'tool' | 'console';

/** Credentials: the victim's running session with its key, or a new session of the victim's role. */
export type Credentials = 'replayed' | 'new-session';

/** Which secrets. */
export type Target =
  | 'others' | 'account' | 'own' | 'cold' | 'fresh' | 'path' | 'team' | 'valuable' | 'tenants' | 'other-account'; // prettier-ignore

/** How long the whole theft takes. */
export type Pace = 'seconds' | 'minutes' | 'hours' | 'day' | 'days' | 'weeks';

export type TheftCall = 'gets' | 'batch-list' | 'batch-filter';

export type Reconnaissance = 'none' | 'list' | 'describe' | 'both';

/** What it does first, to look ordinary. */
export type Cover = 'none' | 'own-creations' | 'slow-start' | 'own-reads';

/** One kind of theft: priors for each dimension. */
export interface Shape {
  readonly name: string;
  readonly weight: number;
  /** Which principals it may begin from. */
  readonly victim: (principal: DrawnPrincipal, context: TheftContext, time: number) => boolean;
  readonly roles: readonly [number, number];
  readonly where: readonly (readonly [Where, number])[];
  readonly agent: readonly (readonly [TheftAgent, number])[];
  readonly credentials: readonly (readonly [Credentials, number])[];
  readonly target: readonly (readonly [Target, number])[];
  /** Secrets for each role, log-uniform between both. */
  readonly count: readonly [number, number];
  readonly pace: readonly (readonly [Pace, number])[];
  readonly call: readonly (readonly [TheftCall, number])[];
  readonly reconnaissance: readonly (readonly [Reconnaissance, number])[];
  readonly cover: readonly (readonly [Cover, number])[];
  /** Whether it tries what the victim may not read. */
  readonly refused: boolean;
  /** Share of guessed names that do not exist. */
  readonly guesses: number;
  /** When it begins. */
  readonly when: 'any' | 'night' | 'work' | 'first-day';
}

/** A theft with everything drawn. */
export interface TheftPlan {
  readonly id: string;
  readonly shape: Shape;
  readonly start: number;
  /** Seconds. */
  readonly duration: number;
  readonly loot: readonly Loot[];
  readonly where: Where;
  readonly agent: TheftAgent;
  readonly credentials: Credentials;
  readonly call: TheftCall;
  readonly reconnaissance: Reconnaissance;
  readonly cover: Cover;
}

/** What is taken by one role or user. */
export interface Loot {
  readonly principal: DrawnPrincipal;
  readonly secrets: readonly DrawnSecret[];
}

export interface TheftContext {
  readonly world: World;
  readonly history: History;
  readonly random: Random;
}

/** Whether a principal's policies let it read a secret. */
export function isPermitted(
  { history }: TheftContext,
  { index, permission, account, team, own }: DrawnPrincipal,
  secret: DrawnSecret,
  keyOf: (secret: DrawnSecret) => string,
): boolean {
  if (permission === 'everything') return true;
  const local = secret.secret.accountId === account.id;
  if (permission === 'account' && local) return true;
  if (permission === 'team' && local && secret.team === team) return true;
  return own.includes(secret) || history.usual(index).secrets.has(keyOf(secret));
}
