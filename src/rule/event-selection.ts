/** Which events a rule is about, whose they are and what is distinct about them. Plain data; crosses threads. */
export interface EventSelection {
  /** In canonical form, with the rule's extension and filters in it. */
  readonly query: string;
  /** Whose values are distinct or not. Empty: the secret that is asked for, and nothing of other events. */
  readonly distinctFields: readonly string[];
  /** What makes an identity. Empty: all events are one identity's. */
  readonly groupByFields: readonly string[];
  /** Whether events without a value to group by count as `N/A`; else they are dropped. */
  readonly hasOptionalGroupByFields: boolean;
}

/** Leaves events out before anything is counted. Plain data; crosses threads. */
export interface Exclusion {
  readonly name: string;
  readonly query: string;
  /** Event time at which it begins and ends to hold, epoch milliseconds, half-open; always, if absent. */
  readonly from?: number;
  readonly to?: number;
}
