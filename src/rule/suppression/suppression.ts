/** A Datadog suppression as Trailspike uses it. */
export interface Suppression {
  readonly name: string;
  readonly enabled: boolean;
  /** Query for the rules that it applies to. */
  readonly ruleQuery: string;
  /** Query for the signals that it suppresses. */
  readonly suppressionQuery?: string;
  /** Query for the events that it excludes before anything is counted. */
  readonly dataExclusionQuery?: string;
  /**
   * Times of events and signals it applies to, epoch milliseconds: `from` is included, `to` is not.
   * @default no limit
   */
  readonly from?: number;
  readonly to?: number;
}

/** What a suppression did in a run. `summary.json` contains it in this format. */
export interface SuppressionUse {
  readonly name: string;
  readonly enabled: boolean;
  /** Whether its rule query matches a rule of the run. */
  readonly forThisRule: boolean;
  /** Number of events that it excluded, added up over the rules. An event that several suppressions match counts for the first one. */
  readonly excludedEvents: number;
  /** Number of signals that it matches. */
  readonly suppressedSignals: number;
}
