/**
 * Which events a rule counts, to which identity an event belongs, and which values of an event are distinct. Plain
 * data; can be sent to other threads.
 */
export interface EventSelection {
  /** The query of the rule in canonical form, including its extension and its filters. */
  readonly query: string;
  /**
   * Fields whose distinct values are counted. Empty: the items of calls of an event family; other events then have no
   * distinct values.
   */
  readonly distinctFields: readonly string[];
  /** Fields whose values together are the identity. Empty: all events belong to one identity. */
  readonly groupByFields: readonly string[];
  /** Whether a missing value of a field in `groupByFields` counts as `N/A`. False: the event is dropped. */
  readonly hasOptionalGroupByFields: boolean;
  /**
   * How failed calls that match count. `counted`: like others, as the query says. `apart`: as failures, which disclose
   * nothing; `attempts` and threshold cases look at them. A query that asks for errors counts them in any case.
   */
  readonly failedCalls: FailedCalls;
  /**
   * AWS services whose calls on a principal's behalf do not count, as `userIdentity.invokedBy` names them. An event of
   * theirs is dropped as `invokedByService`; their context is read all the same.
   */
  readonly exceptInvokedBy: readonly string[];
}

export const FAILED_CALLS = ['counted', 'apart'] as const;
export type FailedCalls = (typeof FAILED_CALLS)[number];

/** Excludes events before anything is counted. Plain data; can be sent to other threads. */
export interface Exclusion {
  readonly name: string;
  readonly query: string;
  /** Event times in which it applies, epoch milliseconds: `from` is included, `to` is not. @default no limit */
  readonly from?: number;
  readonly to?: number;
}
