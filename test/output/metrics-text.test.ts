import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LatencyRecorder } from '../../src/metrics/latency.js';
import { checkMetricsFile, writeMetrics } from '../../src/output/write-metrics.js';
import { metricsText } from '../../src/output/metrics-text.js';
import { temporaryFolder } from '../support/temporary.js';
import {
  emptyRun,
  HOSTILE_CASES,
  MADE_RULE,
  madeIntegrity,
  madeRun,
  madeSignal,
  runNamed,
} from './made-run.js';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
interface Metric {
  readonly help: string;
  readonly type: string;
  readonly samples: Sample[];
}

/**
 * Reads Prometheus' text format 0.0.4 as its documentation describes it, and refuses everything else: each metric in one
 * block, HELP and TYPE before its samples, no sample twice, only the escapes `\\`, `\"` and `\n`.
 */
function parse(text: string): Map<string, Metric> {
  expect(text.endsWith('\n')).toBe(true);
  const metrics = new Map<string, Metric>();
  let current: [name: string, metric: Metric] | undefined;
  let help: [name: string, text: string] | undefined;
  const seen = new Set<string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const heading = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (heading?.[1] === 'HELP') {
      expect(metrics.has(heading[2]!), line).toBe(false);
      help = [heading[2]!, heading[3]!];
    } else if (heading?.[1] === 'TYPE') {
      expect(help?.[0], line).toBe(heading[2]);
      expect(['gauge', 'histogram']).toContain(heading[3]);
      current = [heading[2]!, { help: help![1], type: heading[3]!, samples: [] }];
      metrics.set(...current);
    } else {
      const sample = /^([a-z_]+)(?:\{(.*)\})? (-?[\d.]+(?:e[+-]\d+)?)$/.exec(line);
      expect(sample, line).not.toBeNull();
      const [, name, inside, value] = sample!;
      const [family, metric] = current!;
      const suffixes = metric.type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      expect(suffixes.map((suffix) => family + suffix)).toContain(name);
      expect(seen.has(`${name!}{${inside ?? ''}}`), line).toBe(false);
      seen.add(`${name!}{${inside ?? ''}}`);
      metric.samples.push({ name: name!, labels: labelsOf(inside ?? ''), value: Number(value) });
    }
  }
  return metrics;
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const label = /^([a-z_]+)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/.exec(rest);
    expect(label, rest).not.toBeNull();
    const [whole, name, value] = label!;
    labels[name!] = value!.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    rest = rest.slice(whole.length);
  }
  return labels;
}

const valueOf = (metrics: Map<string, Metric>, name: string, labels: object = {}): number | undefined =>
  metrics
    .get(`trailspike_${name}`)
    ?.samples.find((sample) => Object.entries(labels).every(([label, text]) => sample.labels[label] === text))
    ?.value;

describe('the text', () => {
  test('has the figures of the run', () => {
    const metrics = parse(metricsText(madeRun({ warnings: ['a'] }), { sent: 2, failed: 1 }));
    const expected: [name: string, labels: object, value: number][] = [
      ['run_complete', {}, 0],
      ['run_warnings', {}, 1],
      ['objects_listed', {}, 10],
      ['objects_decoded', {}, 7],
      ['objects_failed', { reason: 'corruptGzip' }, 1],
      ['objects_skipped', { reason: 'digest' }, 2],
      ['folders_not_entered', { reason: 'otherService' }, 1],
      ['read_bytes', {}, 4_000_000],
      ['read_bytes_per_second', {}, 2_000_000],
      ['run_duration_seconds', {}, 3],
      ['thread_seconds', { part: 'inflate' }, 1],
      ['identities', {}, 3],
      ['notifications', { outcome: 'sent' }, 2],
    ];
    for (const [name, labels, value] of expected) expect(valueOf(metrics, name, labels), name).toBe(value);
  });

  test('has what --verify found, and gaps of any cause', () => {
    const plain = parse(metricsText(madeRun()));
    expect(valueOf(plain, 'digests_verified')).toBeUndefined();
    expect(valueOf(plain, 'coverage_gaps', { kind: 'failed' })).toBe(1);
    expect(valueOf(plain, 'coverage_gaps', { kind: 'missing' })).toBe(0);
    const verified = parse(metricsText(madeRun({ integrity: madeIntegrity() })));
    expect(valueOf(verified, 'integrity_intact')).toBe(0);
    expect(valueOf(verified, 'digests_verified')).toBe(23);
    expect(valueOf(verified, 'logs_verified')).toBe(118);
    expect(valueOf(verified, 'integrity_findings', { kind: 'missingLog' })).toBe(1);
    expect(valueOf(verified, 'integrity_findings', { kind: 'alteredLog' })).toBe(0);
  });

  test('counts signals by rule, status and suppression, also those that there are not', () => {
    const signals = [
      madeSignal(),
      madeSignal(),
      madeSignal({ suppressed: { by: 'x' } }),
      madeSignal({ status: 'low' }),
    ];
    const metrics = parse(metricsText(madeRun({ rules: [{ ...MADE_RULE, signals }], signals })));
    const count = (status: string, suppressed: string): number | undefined =>
      valueOf(metrics, 'signals', { rule: 'rule', status, suppressed });
    expect(count('high', 'false')).toBe(2);
    expect(count('high', 'true')).toBe(1);
    expect(count('low', 'false')).toBe(1);
    expect(count('critical', 'false')).toBe(0);
    expect(metrics.get('trailspike_signals')!.samples.length).toBe(10);
  });

  test('has latencies as histograms: cumulative, the last one all, the sum near that of the values', () => {
    const latency = new LatencyRecorder();
    const milliseconds = [0.005, 0.2, 0.9, 1, 7, 7, 40, 1200, 90_000];
    for (const duration of milliseconds) latency.record('inflate', duration);
    latency.record('match', 3);
    latency.merge({ 'delivery-lag': Uint32Array.from([90, 3, 700_000, 1]) });
    const metrics = parse(metricsText(madeRun({ latency })));
    const stage = metrics.get('trailspike_stage_duration_seconds')!;
    expect(stage.type).toBe('histogram');
    const inflate = stage.samples.filter(({ labels }) => labels['stage'] === 'inflate');
    const buckets = inflate.filter(({ labels }) => 'le' in labels);
    for (const { labels, value } of buckets) {
      const most = labels['le'] === '+Inf' ? Infinity : Number(labels['le']) * 1000;
      expect(value, labels['le']).toBe(milliseconds.filter((duration) => duration <= most).length);
    }
    expect(buckets.map(({ value }) => value)).toEqual(
      buckets.map(({ value }) => value).sort((a, b) => a - b),
    );
    const single = (suffix: string): number => inflate.find(({ name }) => name.endsWith(suffix))!.value;
    expect(single('_count')).toBe(milliseconds.length);
    const sum = milliseconds.reduce((a, b) => a + b) / 1000;
    expect(Math.abs(single('_sum') / sum - 1)).toBeLessThan(0.002);
    const lag = metrics.get('trailspike_delivery_lag_seconds')!.samples;
    expect(lag.find(({ labels }) => labels['le'] === '60')!.value).toBe(0);
    expect(lag.find(({ labels }) => labels['le'] === '120')!.value).toBe(3);
    expect(lag.find(({ labels }) => labels['le'] === '+Inf')!.value).toBe(4);
  });

  test('names follow the conventions: base units, no suffix of a counter', () => {
    for (const [name, { help }] of parse(metricsText(madeRun(), { sent: 1 }))) {
      expect(name).toMatch(/^trailspike_[a-z]+(?:_[a-z]+)*$/);
      expect(name).not.toMatch(/_(?:total|count|sum|bucket|milliseconds|ms|mb|kilobytes)$/);
      expect(help).toMatch(/^[A-Z][^\n\\]*\.$/);
    }
  });

  test.each(HOSTILE_CASES)('is well formed with %j', (_, text) => {
    const run = runNamed(text);
    const dropped = { [`excluded by ${text}` as const]: 3 };
    const metrics = parse(metricsText({ ...run, coverage: { ...run.coverage, dropped } }));
    expect(metrics.get('trailspike_records_dropped')!.samples.map(({ value }) => value)).toEqual([3]);
    const plain = parse(metricsText(runNamed('harmless')));
    expect([...metrics.keys()].filter((name) => name !== 'trailspike_records_dropped')).toEqual([
      ...plain.keys(),
    ]);
  });

  test('a quote and a backslash come back', () => {
    const rules = [{ ...MADE_RULE, rule: { ...MADE_RULE.rule, id: 'a"b\\c\\n' } }];
    const metrics = parse(metricsText(madeRun({ rules })));
    expect(valueOf(metrics, 'signals', { rule: 'a"b\\c\\n', status: 'high', suppressed: 'false' })).toBe(1);
  });

  test('a run that read nothing has no impossible values', () => {
    expect(metricsText(emptyRun())).not.toMatch(/NaN|Infinity|undefined/);
    parse(metricsText(emptyRun()));
  });
});

test('the file is put in place whole, in a folder that is made', () => {
  const folder = join(temporaryFolder(), 'textfile');
  const file = join(folder, 'trailspike.prom');
  checkMetricsFile(file);
  writeMetrics(file, madeRun());
  writeMetrics(file, madeRun({ complete: true }));
  expect(readdirSync(folder)).toEqual(['trailspike.prom']);
  expect(valueOf(parse(readFileSync(file, 'utf8')), 'run_complete')).toBe(1);
  expect(() => checkMetricsFile(folder)).toThrow(expect.objectContaining({ code: 'E_OUTPUT' }));
});
