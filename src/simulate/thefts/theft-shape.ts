import { DAY, HOUR, MINUTE } from '../../model/time.js';

export type TheftShapeName =
  | 'dump'
  | 'half-hour'
  | 'outside-replay'
  | 'four-days'
  | 'new-session'
  | 'batch-filters'
  | 'one-day'
  | 'eight-at-once'
  | 'denied-then-granted'
  | 'inside'
  | 'mimic'
  | 'batch-with-children';

/** What a theft does. */
export interface TheftShape {
  readonly name: TheftShapeName;
  /** Fewest and most secrets taken. */
  readonly secrets: readonly [number, number];
  /** Duration, seconds. */
  readonly seconds: number;
  /** Share of the secrets that are not the identity's own, 0 to 1. */
  readonly foreign: number;
  /** `outside`: new network and agent · `mimic`: new network, the identity's agent · `inside`: its usual origin. */
  readonly origin: 'outside' | 'mimic' | 'inside';
  readonly access: 'get' | 'batch' | 'batchWithChildren';
  /** Whether it uses a session name that the role never had. */
  readonly newSession: boolean;
  /** Denied calls in the first half of the time, before the first granted call. */
  readonly denied: number;
}

const PLAIN = { foreign: 0.85, access: 'get', newSession: false, denied: 0, origin: 'outside' } as const;

/** All shapes, in the order in which thefts take them. `dump` does what the technique of Stratus Red Team does. */
export const THEFT_SHAPES: readonly TheftShape[] = [
  { ...PLAIN, name: 'dump', secrets: [20, 28], seconds: 5 },
  { ...PLAIN, name: 'half-hour', secrets: [12, 12], seconds: 30 * MINUTE },
  { ...PLAIN, name: 'outside-replay', secrets: [3, 30], seconds: 2 * MINUTE, foreign: 0 },
  { ...PLAIN, name: 'four-days', secrets: [45, 45], seconds: 4 * DAY },
  { ...PLAIN, name: 'new-session', secrets: [15, 25], seconds: 3 * MINUTE, newSession: true },
  { ...PLAIN, name: 'batch-filters', secrets: [40, 60], seconds: 4, foreign: 1, access: 'batch' },
  { ...PLAIN, name: 'one-day', secrets: [40, 40], seconds: DAY },
  { ...PLAIN, name: 'eight-at-once', secrets: [8, 8], seconds: 20 },
  { ...PLAIN, name: 'denied-then-granted', secrets: [15, 15], seconds: HOUR, denied: 60 },
  { ...PLAIN, name: 'inside', secrets: [20, 30], seconds: 10 * MINUTE, origin: 'inside' },
  { ...PLAIN, name: 'mimic', secrets: [18, 25], seconds: 20 * MINUTE, origin: 'mimic' },
  { ...PLAIN, name: 'batch-with-children', secrets: [40, 60], seconds: 6, access: 'batchWithChildren' },
];
