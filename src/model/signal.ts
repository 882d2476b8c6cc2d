/** One finding. This is the line format of `signals.ndjson`; other programs read it. */
export interface Signal {
  /** Hash of rule, identity and start: the same on every run. 16 hexadecimal digits. */
  readonly id: string;
  readonly rule: { readonly id: string; readonly name: string };
  readonly status: SignalStatus;
  readonly identity: {
    readonly key: string;
    readonly arn: string;
    readonly type: string;
    readonly accountId: string;
  };
  /** ISO 8601 UTC, first second of the first bucket in it. */
  readonly start: string;
  /** ISO 8601 UTC, first second after its last bucket. */
  readonly end: string;
  readonly observed: {
    readonly retrievals: number;
    readonly failures: number;
    readonly distinctSecrets: number;
    /** Secrets that this identity had never retrieved before `start`. */
    readonly newSecrets: number;
  };
  readonly analyses: readonly Analysis[];
  /**
   * How probable so strong a finding is by chance: the least p-value of its analyses, times the number of analyses
   * that the rule asks for. At most 10^-(detectionTolerance + 1). null: none of them was tested.
   */
  readonly pValue: number | null;
  /** Whether any count is not exact: a large one from a sketch, or one that a batch call implies. */
  readonly estimated: boolean;
  readonly suppressed: { readonly by: string } | null;
  readonly evidence: Evidence;
  readonly classification: { readonly tactic: string; readonly technique: string };
}

export type SignalStatus = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** Why a window was out of the ordinary: the strongest one of its kind within the signal. */
export interface Analysis {
  readonly kind: 'volume' | 'breadth' | 'novelty' | 'origin' | 'denied' | 'matchAllBatch' | 'crossAccount';
  readonly windowSeconds: number;
  readonly observed: number;
  readonly upperBound: number;
  /** `null` where nothing was tested: a fixed threshold was reached, or the identity was still learning. */
  readonly pValue: number | null;
}

/** One that was tested. */
export type TestedAnalysis = Analysis & { readonly pValue: number };

/** What to look at first. Lists are sorted and cut at their stated length; the counts above are whole. */
export interface Evidence {
  /** Secrets retrieved, `REGION:ACCOUNT:NAME`, at most 100, the new ones first. */
  readonly secrets: readonly string[];
  /** Those of them never retrieved before `start`, at most 100. */
  readonly newSecrets: readonly string[];
  /** Origins (`NETWORK|AGENT`) that this identity first used within the signal, at most 20. */
  readonly newOrigins: readonly string[];
  /** Accounts in which the identity's calls were recorded, over its whole life, at most 20. */
  readonly accounts: readonly string[];
  /** Regions in which the identity's calls were recorded, over its whole life, at most 20. */
  readonly regions: readonly string[];
}
