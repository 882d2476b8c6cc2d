import type { AnalysisKind, ThresholdCaseKind } from '../model/analysis-kinds.js';
import type { SeverityOverrides } from '../model/severity-table.js';
import type { SignalStatus } from '../model/signal.js';
import type { EventSelection } from './event-selection.js';

/** How far from normal a window must be: a window signals when its p-value is at most 10^-(tolerance + 1). */
export type DetectionTolerance = 1 | 2 | 3 | 4 | 5;

/** A condition under which a rule signals, and the status of that signal. */
export interface RuleCase {
  readonly status: SignalStatus;
  /** Percentile of the buckets of an identity, 0.5 to below 1: retrievals above it are excess. */
  readonly percentile: number;
}

/**
 * A fixed threshold that a rule sets in addition to its analyses. What is counted in a window of one identity:
 * `denied`: calls that were denied; `matchAllBatch`: batch calls that select everything; `crossAccount`: distinct
 * secrets that belong to another account than the identity.
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

/** What a case of a threshold rule asks for: so many events, or distinct values, in an evaluation window. */
export interface Threshold {
  /** 1 or more. */
  readonly atLeast: number;
  /** Index of the case in `Rule.cases`. */
  readonly caseIndex: number;
}

/** How a new-value rule learns. */
export interface NewValueLearning {
  /** Values of a group are only learned for so many seconds from its first event. */
  readonly learningDuration: number;
  /** The first so many values of a group are only learned. */
  readonly learningValues: number;
  /** A value that did not come for so many seconds is forgotten, and then new again. */
  readonly forgetAfter: number;
}

/**
 * A rule as the detector uses it: all defaults filled in, all durations in whole seconds. It is read from the JSON of
 * a Datadog anomaly detection rule and has the same names. Plain data; can be sent to other threads.
 */
export interface Rule {
  readonly id: string;
  readonly name: string;
  /** What to do about a signal: Markdown with Mustache variables. Can be empty. */
  readonly message: string;
  readonly tags: readonly string[];
  /** Datadog's detection method. @default 'anomaly_detection' */
  readonly method: 'anomaly_detection' | 'threshold' | 'new_value';
  /** Which events it counts. */
  readonly events: EventSelection;
  /** What is counted in a bucket: events, or distinct values of `events.distinctFields`. @default 'count' */
  readonly aggregation: 'count' | 'cardinality';
  /** Length of a bucket in seconds. @default 300 */
  readonly bucketDuration: number;
  /** Length of the history in seconds that an identity needs before it is evaluated. @default 86400 */
  readonly learningDuration: number;
  /** @default 5 */
  readonly detectionTolerance: DetectionTolerance;
  /** Upper bound of a bucket for identities in cold start. Absent: such identities are not evaluated. */
  readonly learningPeriodBaseline?: number;
  /**
   * Whether the baseline is built from history before the evaluated range. Has no effect: Trailspike always reads and
   * uses that history. @default false
   */
  readonly instantaneousBaseline: boolean;
  /** Length of the sliding window in seconds, a multiple of `bucketDuration`. @default 1800 */
  readonly evaluationWindow: number;
  /** A signal ends after this many seconds without another finding. @default 3600, or `evaluationWindow` if longer */
  readonly keepAlive: number;
  /** Maximum length of a signal in seconds. @default 86400, or `keepAlive` if longer */
  readonly maxSignalDuration: number;
  /**
   * Whether the status of a signal depends on what it discloses. True for an anomaly detection rule with Trailspike's
   * own settings; else its cases alone decide.
   */
  readonly graded: boolean;
  /** Statuses that replace those of rows of the severity table. Absent: none. */
  readonly severity?: SeverityOverrides;
  /** In the order of the rule file; the first one that matches sets the status of a signal. Never empty. */
  readonly cases: readonly RuleCase[];
  /** The lowest percentile of all cases: a bucket that is not above it matches no case. @default 0.995 */
  readonly percentile: number;
  /** Minimum number of retrievals above the upper bound in a window that signals. @default 10 */
  readonly minimumExcess: number;
  /**
   * Lengths of the windows that volume and breadth evaluate, in seconds, ascending. Includes `evaluationWindow`.
   * @default [evaluationWindow]
   */
  readonly windows: readonly number[];
  /**
   * What a signal may be about; src/model/analysis-kinds.ts describes each kind. No duplicates; none for other methods
   * than anomaly detection.
   * @default ['volume'], which is what the fields of a Datadog rule describe
   */
  readonly analyses: readonly AnalysisKind[];
  /** Fixed thresholds that it sets in addition to its analyses. @default [] */
  readonly thresholdCases: readonly ThresholdCase[];
  /** Of a threshold rule: descending. Empty for other methods. */
  readonly thresholds: readonly Threshold[];
  /** Of a new-value rule. */
  readonly newValue?: NewValueLearning;
  /** MITRE ATT&CK ids, from the tags `tactic:…` and `technique:…`; empty where it has no such tag. */
  readonly classification: { readonly tactic: string; readonly technique: string };
}
