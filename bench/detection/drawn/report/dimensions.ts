import type { Software } from './agents.js';
import type { Weighted } from './draw.js';
import type { OriginKind } from './origins.js';
import type { SessionNaming } from './sessions.js';

export type ProcessName =
  | 'periodic'
  | 'nightly'
  | 'office-slots'
  | 'month-end'
  | 'steady'
  | 'rolling'
  | 'sparse'
  | 'backfill'
  | 'diurnal'
  | 'hawkes'
  | 'markov'
  | 'pareto'
  | 'queue'
  | 'autoscale'
  | 'incidents'
  | 'cached-traffic'
  | 'steady-and-surges';

export type ChooserName =
  | 'one'
  | 'few'
  | 'set'
  | 'some-of-set'
  | 'path'
  | 'account'
  | 'account-region'
  | 'tagged'
  | 'popular'
  | 'popular-team'
  | 'sharded'
  | 'preferential'
  | 'remote';

/** What the dimensions of a machine's principal are drawn from; each is drawn independently of the others. */
export interface MachinePriors {
  readonly processes: Weighted<ProcessName>;
  readonly choosers: Weighted<ChooserName>;
  readonly sessions: Weighted<SessionNaming>;
  readonly origins: Weighted<OriginKind>;
  readonly software: Weighted<Software>;
  /** Factor on the organisation's calls per day. */
  readonly volume: number;
}
