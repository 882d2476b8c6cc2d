import type { RunResult } from '../main-thread/result.js';
import type { HistogramCounts } from '../metrics/histogram-counts.js';
import { DELIVERY_LAG } from '../metrics/stages.js';
import { GAP_KINDS, INTEGRITY_KINDS } from '../model/integrity.js';
import type { SignalStatus } from '../model/signal.js';
import { VERSION } from '../model/version.js';
import { plainText } from './findings/plain-text.js';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [value: number, labels?: Labels];

/** What became of the notifications of a run: how many by outcome. */
export type NotificationCounts = Readonly<Record<string, number>>;

const PREFIX = 'trailspike_';
const STATUSES: readonly SignalStatus[] = ['critical', 'high', 'medium', 'low', 'info'];
/** Upper bounds of the buckets, seconds: a stage takes from some microseconds to a minute, delivery minutes to days. */
const STAGE_BOUNDS = [
  ...[0.000_01, 0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5],
  ...[1, 2.5, 5, 10, 30, 60],
];
const LAG_BOUNDS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 259_200];

/**
 * A run in Prometheus' text format 0.0.4, for the textfile collector of node_exporter. Everything is a gauge, or a
 * histogram, about the last run: a counter would have to grow from run to run.
 */
export function metricsText(run: RunResult, notifications?: NotificationCounts): string {
  return [...families(run, notifications)].join('');
}

function* families(run: RunResult, notifications: NotificationCounts | undefined): Generator<string> {
  const { coverage, seconds, timings, totals } = run;
  const reading = Math.max(seconds.reading, 1e-3);
  yield gauge('build_info', 'Version of Trailspike that ran.', [[1, { version: VERSION }]]);
  yield gauge('run_complete', 'Whether nothing is known to be missing in the run.', [[Number(run.complete)]]);
  yield gauge('run_evaluated', 'Whether the run looked for signals.', [[Number(run.evaluated)]]);
  yield gauge('run_warnings', 'Reasons to doubt the results.', [[run.warnings.length]]);

  yield gauge('objects_listed', 'Objects that were listed.', [[coverage.listed]]);
  yield gauge('objects_decoded', 'Objects that were decoded to their end.', [[coverage.decoded]]);
  yield gauge(
    'objects_failed',
    'Objects that could not be read or decoded to their end, by reason.',
    byReason(coverage.failed),
  );
  yield gauge('objects_skipped', 'Objects that were not wanted, by reason.', byReason(coverage.skipped));
  yield gauge(
    'folders_not_entered',
    'Folders that were not listed, by reason.',
    byReason(coverage.foldersNotEntered),
  );
  yield gauge('objects_already_processed', 'Objects that an earlier run had processed.', [
    [coverage.alreadyProcessed],
  ]);
  yield gauge('objects_read', 'Objects whose bytes were read.', [[coverage.read]]);
  yield gauge('objects_understood', 'Objects with a record of CloudTrail.', [[coverage.understoodObjects]]);
  yield gauge('objects_fallback', 'Objects that the reference decoder had to read.', [
    [coverage.fallbackObjects],
  ]);
  yield gauge('records_matched', 'Records that a rule counts.', [[coverage.matched]]);
  yield gauge(
    'records_dropped',
    'Matched records that were not counted, by reason.',
    byReason(coverage.dropped),
  );
  yield gauge('read_bytes', 'Bytes read, as stored.', [[coverage.bytes]]);
  yield gauge('inflated_bytes', 'Bytes after inflating.', [[coverage.inflatedBytes]]);

  yield* integrityGauges(run);
  yield gauge('requests_retried', 'Requests that failed and were sent again.', [[run.requests.retried]]);
  yield gauge('requests_throttled', 'Requests that were asked to slow down.', [[run.requests.throttled]]);
  yield gauge('run_duration_seconds', 'Wall time of the run.', [[seconds.total]]);
  yield gauge('reading_duration_seconds', 'Wall time of reading.', [[seconds.reading]]);
  yield gauge('read_objects_per_second', 'Objects read in a second.', [[coverage.read / reading]]);
  yield gauge('read_bytes_per_second', 'Bytes read in a second, as stored.', [[coverage.bytes / reading]]);
  yield gauge('process_cpu_seconds', 'CPU time of the process.', [[timings.processCpuSeconds]]);
  yield gauge(
    'thread_seconds',
    'Thread time without waiting, by part of the work.',
    Object.entries(timings.seconds).map(([part, value]) => [value, { part }]),
  );
  yield gauge('peak_memory_bytes', 'Largest resident set of the process.', [[run.peakMemory]]);
  yield gauge('state_bytes', 'Memory of the state.', [[totals.bytes]]);

  yield gauge('identities', 'Identities with retrievals.', [[totals.identities]]);
  yield gauge('retrievals', 'Events that were counted.', [[totals.retrievals]]);
  yield gauge('retrieval_failures', 'Failed events that were counted apart.', [[totals.failures]]);
  yield gauge('signals', 'Signals by rule, status and suppression.', signalCounts(run));
  yield gauge(
    'signals_undisclosing',
    'Signals that disclose nothing and are left out, by rule.',
    run.rules.map(({ rule, infoSignals }) => [infoSignals, { rule: rule.id }]),
  );
  if (notifications !== undefined) {
    yield gauge(
      'notifications',
      'Notifications of signals by outcome.',
      Object.entries(notifications).map(([outcome, amount]) => [amount, { outcome }]),
    );
  }
  yield* histograms(run);
}

/** What `--verify` checked, where it did; and the gaps, which also have other causes. */
function* integrityGauges({ integrity, gaps }: RunResult): Generator<string> {
  if (integrity !== null) {
    const { intact, digests, logs, found } = integrity;
    yield gauge('integrity_intact', 'Whether the trail is as CloudTrail wrote it.', [[Number(intact)]]);
    yield gauge('digests_read', 'Digests that were read.', [[digests.read]]);
    yield gauge('digests_verified', 'Digests whose signature fits.', [[digests.signed]]);
    yield gauge('digests_unchecked', 'Digests whose signature could not be checked.', [[digests.unchecked]]);
    yield gauge('logs_verified', 'Logs whose hash is in a digest whose signature fits.', [[logs.verified]]);
    yield gauge('logs_unproven', 'Logs whose hash is in a digest whose signature was not checked.', [
      [logs.unproven],
    ]);
    yield gauge(
      'integrity_findings',
      'What is not as CloudTrail wrote it, by kind: missingLog, alteredLog and so on.',
      INTEGRITY_KINDS.map((kind) => [found[kind] ?? 0, { kind }]),
    );
  }
  yield gauge(
    'coverage_gaps',
    'Times of an account and region of which not all was seen, by kind.',
    GAP_KINDS.map((kind) => [gaps.filter((gap) => gap.kind === kind).length, { kind }]),
  );
}

function byReason(counts: Readonly<Partial<Record<string, number>>>): Sample[] {
  return Object.entries(counts).map(([reason, amount = 0]) => [amount, { reason }]);
}

/** Every status of every rule, so that an alert has a series while there is no signal. */
function signalCounts({ rules }: RunResult): Sample[] {
  return rules.flatMap(({ rule, signals }) =>
    STATUSES.flatMap((status) =>
      [false, true].map((suppressed): Sample => {
        const amount = signals.filter(
          (signal) => signal.status === status && (signal.suppressed !== null) === suppressed,
        ).length;
        return [amount, { rule: rule.id, status, suppressed: String(suppressed) }];
      }),
    ),
  );
}

function* histograms({ latency }: RunResult): Generator<string> {
  const [stages, lag]: [string[], string[]] = [[], []];
  const [stageName, lagName] = [`${PREFIX}stage_duration_seconds`, `${PREFIX}delivery_lag_seconds`];
  for (const { series, counts } of latency.counts()) {
    if (series === DELIVERY_LAG) lag.push(histogram(lagName, {}, counts, 1, LAG_BOUNDS));
    else stages.push(histogram(stageName, { stage: series }, counts, 1e-6, STAGE_BOUNDS));
  }
  if (stages.length > 0) {
    yield heading(stageName, 'histogram', 'Latency of each stage.') + stages.join('');
  }
  if (lag.length > 0) {
    yield heading(lagName, 'histogram', 'From an event to the delivery of its object.') + lag.join('');
  }
}

/** @param unit seconds of one unit of the values */
function histogram(
  name: string,
  labels: Labels,
  counts: HistogramCounts,
  unit: number,
  bounds: readonly number[],
): string {
  const within = new Array<number>(bounds.length + 1).fill(0);
  let sum = 0;
  for (let at = 0; at < counts.length; at += 2) {
    const [value, amount] = [counts[at]! * unit, counts[at + 1]!];
    sum += value * amount;
    const bucket = bounds.findIndex((bound) => value <= bound);
    within[bucket < 0 ? bounds.length : bucket]! += amount;
  }
  let total = 0;
  const buckets = within.map((amount, index) => {
    total += amount;
    const le = index === bounds.length ? '+Inf' : String(bounds[index]);
    return sample(`${name}_bucket`, [total, { ...labels, le }]);
  });
  return buckets.join('') + sample(`${name}_sum`, [sum, labels]) + sample(`${name}_count`, [total, labels]);
}

/** No samples, no metric: nothing of that kind happened. Samples whose labels look the same are added up. */
function gauge(name: string, help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const whole = `${PREFIX}${name}`;
  const sums = new Map<string, number>();
  for (const [value, labels] of samples) {
    const series = seriesOf(whole, labels);
    sums.set(series, (sums.get(series) ?? 0) + value);
  }
  const lines = [...sums].map(([series, value]) => `${series} ${value}\n`);
  return heading(whole, 'gauge', help) + lines.join('');
}

function heading(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function sample(name: string, [value, labels]: Sample): string {
  return `${seriesOf(name, labels)} ${value}\n`;
}

function seriesOf(name: string, labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${labelText(text)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

/** Reasons have names of suppressions, and rules have ids, that others wrote. */
function labelText(text: string): string {
  return plainText(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
