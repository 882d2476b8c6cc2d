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
}

/** Excludes events before anything is counted. Plain data; can be sent to other threads. */
export interface Exclusion {
  readonly name: string;
  readonly query: string;
  /** Event times in which it applies, epoch milliseconds: `from` is included, `to` is not. @default no limit */
  readonly from?: number;
  readonly to?: number;
}
