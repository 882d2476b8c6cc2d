import type { AnalysisKind, MethodKind, ThresholdCaseKind } from './analysis-kinds.js';

/** One signal. This is the line format of `signals.ndjson`; other programs read it. */
export interface Signal {
  /** Hash of rule, identity and start: the same on every run. 16 hexadecimal digits. */
  readonly id: string;
  readonly rule: { readonly id: string; readonly name: string };
  readonly status: SignalStatus;
  /** Why it has this status, in short sentences, the most important one first. Empty for a plain Datadog rule. */
  readonly reasons: readonly string[];
  readonly identity: {
    readonly key: string;
    readonly arn: string;
    readonly type: string;
    readonly accountId: string;
  };
  /**
   * Keys of all identities that it is about, sorted. Only a theft that was spread over several identities has more than
   * that of `identity`, which is then the one with the most severe part.
   */
  readonly identities: readonly string[];
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
  /** At most one of each kind. */
  readonly analyses: readonly AnalysisResult[];
  /**
   * How probable such a signal is by chance: the smallest p-value of its analyses, each divided by the share that the
   * analysis has in the error budget of the rule. At most 10^-(detectionTolerance + 1). null: nothing was tested.
   */
  readonly pValue: number | null;
  /** Whether any count is not exact: a large one from a sketch, or one that a batch call implies. */
  readonly estimated: boolean;
  readonly suppressed: { readonly by: string } | null;
  readonly evidence: Evidence;
  /** MITRE ATT&CK ids from the tags of the rule; empty where it has none. */
  readonly classification: { readonly tactic: string; readonly technique: string };
  /** What the rule says to do, with its variables filled in: Markdown. Can be empty. */
  readonly message: string;
}

/** Severities, the least first. */
export const STATUSES = ['info', 'low', 'medium', 'high', 'critical'] as const;

export type SignalStatus = (typeof STATUSES)[number];

/** A number that is higher for a more severe status. */
export function severityOf(status: SignalStatus): number {
  return STATUSES.indexOf(status);
}

/** What one analysis, threshold or new value says about a signal: its strongest window. */
export interface AnalysisResult {
  readonly kind: AnalysisKind | ThresholdCaseKind | MethodKind;
  /** Length of the window in seconds. */
  readonly windowSeconds: number;
  /** What was counted in the window: retrievals, different secrets or denied calls, by kind. */
  readonly observed: number;
  /**
   * What was normal before: the largest count of an earlier window. `volume` in the evaluation window has the upper
   * bound of one bucket here, a threshold the largest count below it, a new value 0.
   */
  readonly upperBound: number;
  /**
   * Probability of such a window by chance, 0 to 1, corrected for the number of window lengths that the analysis
   * tried. null where nothing was tested: a threshold, a new value, or an identity that is still learning.
   */
  readonly pValue: number | null;
}

/** What to look at first. Lists are sorted and cut at the stated length; the counts in `observed` are complete. */
export interface Evidence {
  /** Secrets retrieved, `REGION:ACCOUNT:NAME`, at most 100, the new ones first. */
  readonly secrets: readonly string[];
  /** The secrets among them that were never retrieved before `start`, at most 100. */
  readonly newSecrets: readonly string[];
  /** Origins (`NETWORK|AGENT`) that this identity first used within the signal, at most 20. */
  readonly newOrigins: readonly string[];
  /** Networks among them that are strange to the organisation, at most 20. */
  readonly strangeNetworks: readonly string[];
  /** Accounts in which the identity's calls were recorded, over its whole history, at most 20. */
  readonly accounts: readonly string[];
  /** Regions in which the identity's calls were recorded, over its whole history, at most 20. */
  readonly regions: readonly string[];
}
