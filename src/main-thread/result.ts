import { total, type Coverage } from '../model/coverage.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import type { Judged } from '../model/judged.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import type { StoreTotals } from '../profile/profile-store.js';
import type { EventSelection } from '../rule/event-selection.js';
import { type RuleSubject, subjectOf } from '../rule/rule-subject.js';
import type { SuppressionUse } from '../rule/suppression/suppression.js';
import type { ObjectFailure } from './ingest/failure-list.js';
import type { RunTimings } from './run-timings.js';

/** The results of a run. */
export interface RunResult {
  /** Whether signals were looked for. False after a run over one partition. */
  readonly evaluated: boolean;
  /** What part of the activity was judged, and by what; nothing when nothing was evaluated. */
  readonly judged: Judged;
  /** Findings, sorted by start, then by identity. Empty when nothing was evaluated. */
  readonly signals: readonly Signal[];
  /** Signals that disclose nothing (`info`) and are left out of `signals`. */
  readonly infoSignals: number;
  readonly coverage: Readonly<Coverage>;
  /** What each suppression left out and marked, in the order of their file. */
  readonly suppressions: readonly SuppressionUse[];
  /** Objects that failed, by URI, at most 1,000. */
  readonly failures: readonly ObjectFailure[];
  readonly totals: StoreTotals;
  /** What an item of the rule's events is called: a secret, a parameter, … */
  readonly noun: RuleSubject['noun'];
  readonly latency: LatencyRecorder;
  /** Where the time went. */
  readonly timings: RunTimings;
  /** Reasons to doubt the results, one sentence each. */
  readonly warnings: readonly string[];
  /** False when something is known to be missing: see `isComplete`. */
  readonly complete: boolean;
  /** Event time that was evaluated. */
  readonly range: TimeRange;
  /** Wall time in seconds: of reading, and from the start of the run to its last result. */
  readonly seconds: { readonly reading: number; readonly total: number };
  readonly threads: { readonly decode: number; readonly shards: number; readonly shardRestarts: number };
  /** Largest resident set of the process so far, bytes. */
  readonly peakMemory: number;
}

/**
 * Warnings that follow from the figures of a run.
 * @param events the events of the rule
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
      `nothing was read: none of the ${coverage.listed} listed objects was wanted. Check the source, ` +
        '--from and --to, --account and --region. This is not the same as "no anomalies".',
    );
  }
  if (showsWriteEventsOnly(coverage)) {
    const { retrievals } = subjectOf(events.query);
    const what =
      retrievals.length > 0
        ? `any retrievals (${retrievals.join(', ')} ${retrievals.length === 1 ? 'is a read event' : 'are read events'})`
        : `the read events that the rule asks for (${events.query})`;
    warnings.push(
      'none of the records that were read is a read event: this trail may log write events only, and then it ' +
        `cannot show ${what}. This is not the same as "no anomalies".`,
    );
  }
  if (identity === 'arn' && totals.identities >= 10 && totals.sessions * 2 > totals.identities) {
    warnings.push(
      `${totals.sessions} of ${totals.identities} identities are role sessions. A session with a new name in ` +
        'every run has no history to compare with. Consider --identity issuer, which counts sessions as their role.',
    );
  }
  return warnings;
}

/** Whether records were read, and none of them is a read event. */
export function showsWriteEventsOnly(coverage: Coverage): boolean {
  return coverage.understoodObjects > 0 && coverage.readOnlyObjects === 0 && coverage.matched === 0;
}

/**
 * Whether nothing is known to be missing: every wanted object was read and decoded to its end, and no record that matched
 * was unreadable.
 */
export function isComplete({ failed, dropped }: Coverage): boolean {
  return total(failed) + (dropped.badEventTime ?? 0) + (dropped.malformedRecord ?? 0) === 0;
}

/** Fewer objects that take longer do not matter. */
const MIN_FALLBACKS = 100;

/** Warnings about a run that was slow because most of its objects did not take the fast path. The result is right. */
export function decoderWarnings(
  { fallbackObjects, decoded }: Pick<Coverage, 'fallbackObjects' | 'decoded'>,
  { fastPathUnavailable }: Pick<RunTimings, 'fastPathUnavailable'>,
): string[] {
  const effect = 'The result is right, but the run took several times as long.';
  if (fastPathUnavailable !== null) {
    return [`the fast-path decoder cannot be used here: ${fastPathUnavailable}. ${effect}`];
  }
  if (fallbackObjects < MIN_FALLBACKS || fallbackObjects * 2 <= decoded) return [];
  return [
    `${fallbackObjects} of ${decoded} objects are not in the form that the fast-path decoder accepts, so the reference ` +
      `decoder read them. ${effect}`,
  ];
}
