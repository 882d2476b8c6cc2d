import { total, type Counts, type Coverage, type DropReason } from '../model/coverage.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import type { CoverageGap, Integrity } from '../model/integrity.js';
import type { IdentityMode } from '../model/identity.js';
import type { Judged } from '../model/judged.js';
import type { Signal } from '../model/signal.js';
import type { SignalEvidence } from '../model/signal-evidence.js';
import { formatInstant, type TimeRange } from '../model/time.js';
import type { StoreTotals } from '../profile/profile-store.js';
import type { Rule } from '../rule/rule.js';
import type { RuleSubject } from '../rule/rule-subject.js';
import type { SuppressionUse } from '../rule/suppression/suppression.js';
import type { RequestCounts } from '../source/progress-clock.js';
import type { ObjectFailure } from './ingest/failure-list.js';
import {
  amountLeftOut,
  isLeftOutByPlan,
  leftOutByName,
  leftOutByPlan,
  type LeftOutExamples,
} from './left-out.js';
import type { RunSettings } from './run-settings.js';
import type { RunTimings } from './run-timings.js';
import type { MissingSlices } from './state/missing-slices.js';

/** What a run found by one rule. */
export interface RuleResult {
  readonly rule: Rule;
  /** What its items are called, and which retrieval calls it counts. */
  readonly subject: RuleSubject;
  /** What part of the activity was judged, and by what; nothing when nothing was evaluated. */
  readonly judged: Judged;
  /** Findings, the most severe first: see `compareSignals`. Empty when nothing was evaluated. */
  readonly signals: readonly Signal[];
  /** Signals that disclose nothing (`info`) and are left out of `signals`. */
  readonly infoSignals: number;
  readonly totals: StoreTotals;
  /** Event time that was evaluated. */
  readonly range: TimeRange;
}

/** What reading the records of some signals again took. */
export interface Explained {
  readonly signals: number;
  /** Signals of which fewer records were found than were counted. */
  readonly incomplete: number;
  /** Objects that were read again, and those of them that could not be read or decoded to their end. */
  readonly objects: number;
  readonly failed: number;
  /** Stored bytes of the objects. */
  readonly bytes: number;
  readonly seconds: number;
}

/** The results of a run. */
export interface RunResult {
  /** Names the run: a UUID. Nothing that two runs over the same objects have in common contains it. */
  readonly runId: string;
  /** Epoch seconds. */
  readonly startedAt: number;
  /** What the run was asked to do, with every default in its place. */
  readonly settings: RunSettings;
  /** Whether signals were looked for. False after a run over one slice, and after a merge that only joins. */
  readonly evaluated: boolean;
  /** Addresses of the sources; of a merge, of the folders that hold all objects of its states. */
  readonly sources: readonly string[];
  readonly identityMode: IdentityMode;
  /** The results of each rule, in the order of the rules. At least one. */
  readonly rules: readonly RuleResult[];
  /** The sum over the rules. */
  readonly judged: Judged;
  /** The findings of all rules, the most severe first: see `compareSignals`. */
  readonly signals: readonly Signal[];
  /** The sum over the rules. */
  readonly infoSignals: number;
  readonly coverage: Readonly<Coverage>;
  /** What reading the records of the most severe signals again gave, in the order of the signals. */
  readonly evidence: readonly SignalEvidence[];
  /** What that took; null when no signal was explained. */
  readonly explained: Explained | null;
  /** Whether signals are explained, should there be any: not by a merge, and not where nobody asked for it. */
  readonly explains: boolean;
  /** What each suppression left out and marked, in the order of their file. */
  readonly suppressions: readonly SuppressionUse[];
  /** Objects that failed, by URI, at most 1,000. */
  readonly failures: readonly ObjectFailure[];
  /** The same, all of them. */
  readonly lost: Iterable<ObjectFailure>;
  /** The sum over all that was counted. Rules that count the same share it. */
  readonly totals: StoreTotals;
  /** What the check of digests found; null when nothing was checked. */
  readonly integrity: Integrity | null;
  /** Hours of which something was not seen, in the order of time: objects that failed, and with `verify` what is missing. */
  readonly gaps: readonly CoverageGap[];
  /** Requests that did not succeed at once. */
  readonly requests: RequestCounts;
  readonly latency: LatencyRecorder;
  /** Where the time went. */
  readonly timings: RunTimings;
  /** Reasons to doubt the results, one sentence each. */
  readonly warnings: readonly string[];
  /** What was left out on purpose, one sentence each. */
  readonly notes: readonly string[];
  /** Slices of listings that the states of a merge lack. Empty for a scan. */
  readonly missingSlices: readonly MissingSlices[];
  /** False when something is known to be missing: see `isComplete`; of a merge that is evaluated, slices too. */
  readonly complete: boolean;
  /** Event time that was evaluated by any rule. */
  readonly range: TimeRange;
  /** Wall time in seconds: of reading, and from the start of the run to its last result. */
  readonly seconds: { readonly reading: number; readonly total: number };
  readonly threads: { readonly decode: number; readonly shards: number; readonly shardRestarts: number };
  /** Largest resident set of the process so far, bytes. */
  readonly peakMemory: number;
}

/** Warnings that follow from the figures of a run. @param identity the identity mode */
export function warningsOf(
  coverage: Coverage,
  totals: StoreTotals,
  identity: string,
  rules: readonly Pick<RuleResult, 'rule' | 'subject'>[],
  examples: LeftOutExamples = {},
): string[] {
  const warnings: string[] = [];
  if (coverage.decoded + total(coverage.failed) === 0) warnings.push(nothingRead(coverage, examples));
  if (showsWriteEventsOnly(coverage)) {
    const retrievals = [...new Set(rules.flatMap(({ subject }) => subject.retrievals))];
    const what =
      retrievals.length > 0
        ? `any retrievals (${retrievals.join(', ')} ${retrievals.length === 1 ? 'is a read event' : 'are read events'})`
        : `the read events that the rule asks for (${rules[0]!.rule.events.query})`;
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

/** Names the options of the run as the cause only where something was left out because of them. */
function nothingRead(coverage: Coverage, examples: LeftOutExamples): string {
  const [byPlan, byName] = [leftOutByPlan(coverage, examples), leftOutByName(coverage, examples)];
  const why = [byPlan, byName].filter((text) => text !== '').join('; ');
  const advice =
    byPlan !== ''
      ? 'Check --from and --to, --account and --region'
      : byName !== ''
        ? 'Check that the source is where CloudTrail is kept, as objects that CloudTrail or a copy of it wrote'
        : 'Check the source';
  return (
    `nothing was read: none of ${coverage.listed} listed objects was wanted and has records` +
    `${why === '' ? '' : `; left out: ${why}`}. ${advice}. This is not the same as "no anomalies".`
  );
}

/** Whether records were read, and none of them is a read event. */
export function showsWriteEventsOnly(coverage: Coverage): boolean {
  return coverage.understoodObjects > 0 && coverage.readOnlyObjects === 0 && coverage.matched === 0;
}

/**
 * Matched records that were lost, because they were dropped for a reason that nobody asked for, by reason. Some records
 * without a value for a field that the rule groups by are usual; most of them without one are not.
 */
export function lostRecords({ dropped, matched }: Pick<Coverage, 'dropped' | 'matched'>): Counts<DropReason> {
  const { badEventTime = 0, malformedRecord = 0, noGroupValue = 0 } = dropped;
  return {
    ...(badEventTime > 0 && { badEventTime }),
    ...(malformedRecord > 0 && { malformedRecord }),
    ...(noGroupValue * 2 > matched && { noGroupValue }),
  };
}

/**
 * Whether a run can be taken as complete: nothing failed, no record that matched was lost, and when nothing was decoded,
 * that is because of the options of the run, or because there was nothing but empty objects.
 */
export function isComplete(coverage: Coverage): boolean {
  if (total(coverage.failed) + total(lostRecords(coverage)) > 0) return false;
  if (coverage.decoded > 0 || isLeftOutByPlan(coverage)) return true;
  const { empty = 0 } = coverage.skipped;
  return total(coverage.skipped) === empty && total(coverage.foldersNotEntered) === 0;
}

/**
 * What was left out on purpose.
 * @param deliveredBefore end of the wanted time of delivery, epoch seconds
 */
export function notesOf(coverage: Coverage, examples: LeftOutExamples, deliveredBefore: number): string[] {
  const notes: string[] = [];
  const byName = leftOutByName(coverage, examples);
  if (byName !== '') notes.push(`left out: ${byName}`);
  const { changedObjects: changed } = coverage;
  if (changed > 0) {
    notes.push(
      `${changed} ${changed === 1 ? 'object was' : 'objects were'} replaced between listing and reading, and read as what ` +
        `${changed === 1 ? 'it' : 'they'} then ${changed === 1 ? 'was' : 'were'}`,
    );
  }
  const later = amountLeftOut(coverage, 'deliveredLater');
  if (later !== '') {
    notes.push(
      `not read: ${later} delivered after ${formatInstant(deliveredBefore)}; earlier events that CloudTrail delivered ` +
        'so late are not counted (a longer --delivery-slack reads them)',
    );
  }
  return notes;
}

/** Warnings about what the digests say. */
export function integrityWarnings({ digests, logs, found, intact }: Integrity): string[] {
  const warnings: string[] = [];
  const kinds = Object.entries(found).map(([kind, amount]) => `${amount} ${kind}`);
  if (kinds.length > 0) {
    warnings.push(
      `this trail is not as CloudTrail wrote it: ${kinds.join(', ')}; integrity.ndjson names them`,
    );
  } else if (!intact) {
    warnings.push(
      'no log could be verified: no digest names any of them. Check whether the trail has log file validation, and ' +
        'whether the folders CloudTrail-Digest are part of the source',
    );
  }
  if (digests.unchecked > 0) {
    warnings.push(
      `the signatures of ${digests.unchecked} digests were not checked, so only hashes and links say that ` +
        `${logs.unproven} logs are as they were written (--digest-keys names a file with keys)`,
    );
  }
  return warnings;
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
