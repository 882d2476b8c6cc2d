import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import type { TimeRange } from '../../model/time.js';
import type { Criterion } from './criterion.js';

/** Something to look for after a search: what, and where and when its records can be. */
export interface Lookup {
  readonly criterion: Criterion;
  /** Accounts and regions whose objects can have it; empty means all. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Event times. */
  readonly range: TimeRange;
  /** How late its records may be delivered, seconds. */
  readonly slack: number;
}

/** Looks for more after a search, in rounds. What several followers want in a round is looked for at once. */
export interface Follower {
  /** Called once a round, after the records of the last one. @returns what to look for; empty when it has all */
  readonly next: () => readonly Lookup[];
  /**
   * Takes a record that fulfils a lookup of this round, and lies in its time. Records come in no particular order, and
   * one that was delivered twice comes twice.
   * @param object address of the object with the record
   */
  readonly take: (lookup: Lookup, event: ApiEvent, object: string) => void;
}
