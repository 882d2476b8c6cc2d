import { total, type Coverage } from '../model/coverage.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import type { StoreTotals } from '../profile/profile-store.js';
import type { EventSelection } from '../rule/event-selection.js';
import { subjectOf } from '../rule/rule-subject.js';
import type { SuppressionUse } from '../rule/suppression/suppression.js';
import type { BucketLines } from '../wire/shard-messages.js';
import type { ObjectFailure } from './ingest/failure-list.js';
import type { RunTimings } from './run-timings.js';

/** What a run came to. */
export interface RunResult {
  /** Findings by start, then identity. Empty when nothing was evaluated (a partition's run). */
  readonly signals: readonly Signal[];
  readonly coverage: Readonly<Coverage>;
  /** What each suppression came to, in the order of their file. */
  readonly suppressions: readonly SuppressionUse[];
  /** Objects that failed, by URI, at most 1,000. */
  readonly failures: readonly ObjectFailure[];
  readonly totals: StoreTotals;
  readonly latency: LatencyRecorder;
  /** Where the time went. */
  readonly timings: RunTimings;
  /** What casts doubt on the answer, one sentence each. */
  readonly warnings: readonly string[];
  /** False when anything listed could not be read or decoded whole. */
  readonly complete: boolean;
  /** Event time judged. */
  readonly range: TimeRange;
  /** Wall time in seconds of reading, and of all. */
  readonly seconds: { readonly reading: number; readonly total: number };
  readonly threads: { readonly decode: number; readonly shards: number; readonly shardRestarts: number };
  /** Largest resident set of the process so far, bytes. */
  readonly peakMemory: number;
}

/** A run whose state is still in memory: given to `onEvaluated`, for what needs more than the result. */
export interface EvaluatedRun extends RunResult {
  /** Lines of `buckets.ndjson` over the judged range, an identity at a time, sorted by identity then bucket. */
  buckets(): AsyncIterable<BucketLines>;
}

/** Fewer objects that take longer do not matter. */
const LEAST_FALLBACKS = 100;

/**
 * Warnings that follow from a run's figures.
 * @param events what the rule is about
 */
export function warningsOf(
  coverage: Coverage,
  totals: StoreTotals,
  identity: string,
  events: EventSelection,
): string[] {
  const warnings: string[] = [];
  if (coverage.decoded + total(coverage.failed) === 0) {
    warnings.push(
      `nothing was read: ${coverage.listed} objects were listed, and none of them was wanted. Check the source, ` +
        '--from and --to, --account and --region. This is not the same as "no anomalies".',
    );
  }
  if (coverage.decoded > 0 && coverage.readOnlyObjects === 0 && coverage.matched === 0) {
    const { retrievals } = subjectOf(events.query);
    const what =
      retrievals.length > 0
        ? `retrievals at all (${retrievals.join(', ')} ${retrievals.length === 1 ? 'is a read event' : 'are read events'})`
        : `what the rule is about (${events.query}) where that is read events`;
    warnings.push(
      'no record in what was read is read-only: this trail may log write events only, and then it cannot show ' +
        `${what}. This is not the same as "no anomalies".`,
    );
  }
  if (coverage.fallbackObjects >= LEAST_FALLBACKS && coverage.fallbackObjects * 2 > coverage.decoded) {
    warnings.push(
      `${coverage.fallbackObjects} of ${coverage.decoded} objects are not in the form that the fast-path decoder accepts. They ` +
        'were read by the reference decoder: the result is right, but the run took several times as long.',
    );
  }
  if (identity === 'arn' && totals.identities >= 10 && totals.sessions * 2 > totals.identities) {
    warnings.push(
      `${totals.sessions} of ${totals.identities} identities are role sessions; a session that is new at every ` +
        'run has no history to be judged by. Consider --identity issuer, which folds sessions into their role.',
    );
  }
  return warnings;
}
