import type { Activity } from '../../model/activity.js';
import type { Signal } from '../../model/signal.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';
import type { Summary } from '../summary.js';

/** Everything that the report shows: what the other output files of a run hold. */
export interface ReportData {
  readonly summary: Summary;
  /** The most severe first. */
  readonly signals: readonly Signal[];
  readonly evidence: readonly SignalEvidence[];
  readonly activity: readonly Activity[];
  readonly latency: readonly LatencyCurve[];
  /** Whether names are replaced by tokens. */
  readonly isRedacted: boolean;
}

/** The distribution of the latency of a stage. */
export interface LatencyCurve {
  readonly stage: string;
  readonly unit: 'us' | 's';
  /** Percentiles, 0 to below 100, ascending, and the value below which so many are. */
  readonly percentiles: readonly number[];
  readonly values: readonly number[];
}
