import { hash } from 'node:crypto';
import { total } from '../model/coverage.js';
import { formatInstant, MAX_TIME } from '../model/time.js';
import type { Integrity } from '../model/integrity.js';
import { VERSION } from '../model/version.js';
import type { RuleResult, RunResult } from '../main-thread/result.js';
import type { RunSettings } from '../main-thread/run-settings.js';
import { EXACT_LIMIT, PRECISION } from '../sketch/distinct-block.js';
import { gapLine } from './integrity-lines.js';
import { familyOf } from './findings/item.js';
import { relativeStandardError } from '../sketch/ultraloglog.js';

/** The text of `summary.json`. @param args as `summaryOf` */
export function summaryText(run: RunResult, args: readonly string[]): string {
  return `${JSON.stringify(summaryOf(run, args), null, 2)}\n`;
}

/** The content of `summary.json`. */
export type Summary = ReturnType<typeof summaryOf>;

export type RuleSummary = Summary['rules'][number];

/** @param args shown as `arguments`: those of the command line, or the caller's */
export function summaryOf(run: RunResult, args: readonly string[]) {
  const { coverage, range, seconds } = run;
  const megabytes = (bytes: number): number => round(bytes / 1e6 / Math.max(seconds.reading, 1e-3));
  return {
    runId: run.runId,
    started: formatInstant(run.startedAt),
    version: VERSION,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    arguments: args,
    settings: settingsSummary(run.settings),
    sources: run.sources,
    identity: run.identityMode,
    range: {
      from: range.from === 0 ? null : formatInstant(range.from),
      to: range.to === MAX_TIME ? null : formatInstant(range.to),
    },
    evaluated: run.evaluated,
    complete: run.complete,
    missingSlices: run.missingSlices.map(({ listing: { sources, from, to }, ...slices }) => ({
      sources,
      deliveredFrom: from === 0 ? null : formatInstant(from),
      deliveredTo: to === MAX_TIME ? null : formatInstant(to),
      ...slices,
    })),
    warnings: run.warnings,
    notes: run.notes,
    signals: run.signals.length,
    suppressedSignals: run.signals.filter(({ suppressed }) => suppressed !== null).length,
    infoSignals: run.infoSignals,
    suppressions: run.suppressions,
    explained: run.explained,
    judged: run.judged,
    rules: run.rules.map(ruleSummary),
    coverage: {
      ...coverage,
      failedTotal: total(coverage.failed),
      skippedTotal: total(coverage.skipped),
      retrievals: run.totals.retrievals,
      failures: run.totals.failures,
      identities: run.totals.identities,
    },
    failedObjects: run.failures,
    integrity: run.integrity && integritySummary(run.integrity),
    gaps: {
      total: run.gaps.length,
      /** The first 1,000. */
      list: run.gaps.slice(0, MOST_GAPS).map(gapLine),
    },
    throughput: {
      readingSeconds: round(seconds.reading),
      totalSeconds: round(seconds.total),
      objectsPerSecond: round(coverage.read / Math.max(seconds.reading, 1e-3)),
      compressedMBPerSecond: megabytes(coverage.bytes),
      inflatedMBPerSecond: megabytes(coverage.inflatedBytes),
    },
    requests: run.requests,
    threads: run.threads,
    decoder: run.timings.decoder,
    timings: {
      threadSeconds: rounded(run.timings.seconds),
      processCpuSeconds: round(run.timings.processCpuSeconds),
    },
    memory: { peakBytes: run.peakMemory, stateBytes: run.totals.bytes, cells: run.totals.cells },
    latency: run.latency.summaries(),
    errorBounds: {
      exactUpTo: EXACT_LIMIT,
      relativeStandardErrorBeyond: round(relativeStandardError(PRECISION), 5),
      setsBeyond: run.totals.sketches,
    },
  };
}

/** What it takes to repeat the run. Rules and suppressions are texts, so that their files need not be kept. */
function settingsSummary({ from, to, rules, suppressions, ...others }: RunSettings) {
  const content = (json: object | null) => {
    const text = json === null ? null : JSON.stringify(json);
    return { sha256: text === null ? null : hash('sha256', text), text };
  };
  return {
    ...others,
    from: from === null ? null : formatInstant(from),
    to: to === null ? null : formatInstant(to),
    rules: rules.map(({ id, json }) => ({ id, ...content(json) })),
    suppressions: suppressions.map(({ name, json }) => ({ name, ...content(json) })),
  };
}

/** Gaps beyond so many are in integrity.ndjson. */
const MOST_GAPS = 1_000;
/** Findings beyond so many are in integrity.ndjson. */
const MOST_FINDINGS = 100;

function integritySummary({ findings, ...figures }: Integrity) {
  return {
    ...figures,
    findings: findings
      .slice(0, MOST_FINDINGS)
      .map(({ from, to, ...one }) => ({ ...one, from: formatInstant(from), to: formatInstant(to) })),
  };
}

function ruleSummary({ rule, subject, signals, infoSignals, judged, totals }: RuleResult) {
  return {
    id: rule.id,
    name: rule.name,
    classification: rule.classification,
    counts: {
      /** What its items and its events are called. */
      item: subject.noun,
      event: subject.event,
      /** The event family of its items, where all of them are of one. */
      family: familyOf({ subject })?.name ?? null,
      query: rule.events.query,
    },
    settings: settingsOf(rule),
    signals: signals.length,
    infoSignals,
    retrievals: totals.retrievals,
    failures: totals.failures,
    identities: totals.identities,
    judged,
  };
}

/** What a rule asks for, in the words of `Rule`; durations in seconds. */
function settingsOf(rule: RuleResult['rule']) {
  const { method, aggregation, bucketDuration, learningDuration, detectionTolerance } = rule;
  const { evaluationWindow, keepAlive, maxSignalDuration, minimumExcess, windows, analyses, graded } = rule;
  return {
    method,
    aggregation,
    bucketDuration,
    learningDuration,
    detectionTolerance,
    evaluationWindow,
    keepAlive,
    maxSignalDuration,
    minimumExcess,
    windows,
    analyses,
    graded,
    /** Rows of the severity table that the rule replaces. */
    severity: rule.severity ?? {},
  };
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}

function rounded<Name extends string>(values: Readonly<Record<Name, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries<number>(values).map(([name, value]) => [name, round(value)]));
}
