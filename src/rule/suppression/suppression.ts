/** A suppression of Datadog's as Trailspike uses it. */
export interface Suppression {
  readonly name: string;
  readonly enabled: boolean;
  /** Which rules it is for. */
  readonly ruleQuery: string;
  /** Which signals it suppresses. */
  readonly suppressionQuery?: string;
  /** Which events it leaves out before anything is counted. */
  readonly dataExclusionQuery?: string;
  /** When it begins and ends to hold, in the time of events and signals: epoch milliseconds, half-open. */
  readonly from?: number;
  readonly to?: number;
}

/** What a suppression came to in a run. This is how `summary.json` shows it. */
export interface SuppressionUse {
  readonly name: string;
  readonly enabled: boolean;
  /** Whether its rule query matches the run's rule. */
  readonly forThisRule: boolean;
  /** Events that it left out. One that several match is the first one's. */
  readonly excludedEvents: number;
  /** Signals that it matches. */
  readonly suppressedSignals: number;
}
