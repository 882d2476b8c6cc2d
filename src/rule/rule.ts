import type { AnalysisKind, ThresholdCaseKind } from '../model/analysis-kinds.js';
import type { SignalStatus } from '../model/signal.js';
import type { EventSelection } from './event-selection.js';

/** How far from normal a window must be: a window signals when its p-value is at most 10^-(tolerance + 1). */
export type DetectionTolerance = 1 | 2 | 3 | 4 | 5;

/** When a signal is given, and how grave it is. */
export interface RuleCase {
  readonly status: SignalStatus;
  /** Percentile of an identity's buckets above which retrievals are in excess, 0.5 to below 1. */
  readonly percentile: number;
}

/**
 * A fixed threshold that a rule sets besides its analyses. Counted are, in a window of one identity: `denied`, calls
 * that were denied; `matchAllBatch`, batch calls that select everything; `crossAccount`, different secrets of other
 * accounts than the identity's own.
 */
export interface ThresholdCase {
  readonly kind: ThresholdCaseKind;
  /** What a window must hold at least. @default 20 denied, 1 matchAllBatch, 10 crossAccount */
  readonly atLeast: number;
  /** Length of the window in seconds, a multiple of `bucketDuration`, at most 14 days. @default 86400 */
  readonly window: number;
  /** @default 'info' */
  readonly status: SignalStatus;
}

/**
 * A rule as the detector uses it: every default filled in, every duration in whole seconds. Names are those of
 * Datadog's anomaly detection rule, from whose JSON it is read. Plain data, so it crosses threads as it is.
 */
export interface Rule {
  readonly id: string;
  readonly name: string;
  /** What to do about a signal: Markdown with Mustache variables. May be empty. */
  readonly message: string;
  readonly tags: readonly string[];
  /** Which events it is about. */
  readonly events: EventSelection;
  /** What is counted in a bucket: the events, or the distinct values of `events.distinctFields`. @default 'count' */
  readonly aggregation: 'count' | 'cardinality';
  /** Length of a bucket in seconds. @default 300 */
  readonly bucketDuration: number;
  /** How much history an identity needs before it is judged, in seconds. @default 86400 */
  readonly learningDuration: number;
  /** @default 5 */
  readonly detectionTolerance: DetectionTolerance;
  /** Upper bound of a bucket for identities that are still learning; absent, they are not judged. */
  readonly learningPeriodBaseline?: number;
  /**
   * Whether history before the evaluated range builds the baseline. Kept for the record: a backfill always has
   * its warm-up at hand and always uses it. @default false
   */
  readonly instantaneousBaseline: boolean;
  /** Length of the sliding window in seconds, a multiple of `bucketDuration`, at least 1800. @default 1800 */
  readonly evaluationWindow: number;
  /** A signal that sees nothing more for so many seconds is over. @default 3600, or `evaluationWindow` if longer */
  readonly keepAlive: number;
  /** No signal is longer than so many seconds. @default 86400 */
  readonly maxSignalDuration: number;
  /** In the rule's order; the first that matches gives a signal its status. Never empty. */
  readonly cases: readonly RuleCase[];
  /** The lowest percentile of any case: what is not above this one matches no case. @default 0.995 */
  readonly percentile: number;
  /** Retrievals above the upper bound that a window must have at least. @default 10 */
  readonly minimumExcess: number;
  /**
   * Windows over which volume and breadth are judged, seconds, ascending; `evaluationWindow` is one of them.
   * @default [evaluationWindow]
   */
  readonly windows: readonly number[];
  /**
   * What a signal may be about; src/model/analysis-kinds.ts describes each kind. No duplicates, at least one.
   * @default ['volume'], which is what the fields of a Datadog rule describe
   */
  readonly analyses: readonly AnalysisKind[];
  /** Fixed thresholds that it sets besides. @default [] */
  readonly thresholdCases: readonly ThresholdCase[];
  /** MITRE ATT&CK ids, from the tags `tactic:…` and `technique:…`. @default TA0006 and T1555 */
  readonly classification: { readonly tactic: string; readonly technique: string };
}
