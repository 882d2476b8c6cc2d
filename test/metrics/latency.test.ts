import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LatencyRecorder } from '../../src/metrics/latency.js';
import { DELIVERY_LAG } from '../../src/metrics/stages.js';
import { HistogramCounter } from '../../src/metrics/histogram-counts.js';
import { runs } from '../support/thorough.js';

const HOUR_MS = 3_600_000;

function recorderOf(milliseconds: readonly number[]): LatencyRecorder {
  const recorder = new LatencyRecorder();
  for (const one of milliseconds) recorder.record('body', one);
  return recorder;
}

/** Microseconds to an hour, small and large ones alike. */
const durations = fc.array(
  fc.double({ min: 0, max: 21.9, noNaN: true }).map((power) => Math.exp(power) / 1000),
  { minLength: 1, maxLength: 300 },
);

test('histograms of any number of threads, encoded and merged in any order, are the histogram of all', () => {
  fc.assert(
    fc.property(fc.array(durations, { minLength: 1, maxLength: 5 }), (threads) => {
      const encoded = threads.map((thread) => recorderOf(thread).encode());
      const [forward, backward] = [new LatencyRecorder(), new LatencyRecorder()];
      for (const one of encoded) forward.merge(one);
      for (const one of [...encoded].reverse()) backward.merge(one);
      const whole = recorderOf(threads.flat()).summaries().body!;
      const merged = forward.summaries().body!;
      expect(backward.summaries()).toEqual(forward.summaries());
      expect([...backward.distributions()]).toEqual([...forward.distributions()]);
      expect(merged).toEqual(whole);
      expect(merged.count).toBe(threads.flat().length);
    }),
    { numRuns: runs(40) },
  );
});

test('percentiles are the exact ones to three significant digits', () => {
  fc.assert(
    fc.property(durations, (list) => {
      const { body } = recorderOf(list).summaries();
      const exact = list.map((one) => Math.min(Math.round(one * 1000), HOUR_MS * 1000)).sort((a, b) => a - b);
      // The smallest value that at least this share of all values do not exceed.
      const at = (percent: number): number =>
        exact[Math.max(1, Math.ceil((percent / 100) * exact.length - 1e-9)) - 1]!;
      for (const [found, percent] of [
        [body?.p50, 50],
        [body?.p90, 90],
        [body?.p99, 99],
        [body?.p999, 99.9],
        [body?.max, 100],
      ] as const) {
        expect(Math.abs(found! - at(percent)), `p${percent}`).toBeLessThanOrEqual(at(percent) / 1000);
      }
      const mean = exact.reduce((sum, one) => sum + one, 0) / exact.length;
      expect(Math.abs(body!.mean - mean)).toBeLessThanOrEqual(mean / 1000 + 1);
      expect(body).toMatchObject({ unit: 'us', count: list.length });
    }),
    { numRuns: runs(100) },
  );
});

describe('edges', () => {
  test('an empty recorder has no summaries, and merging it changes nothing', () => {
    const empty = new LatencyRecorder();
    expect(empty.summaries()).toEqual({});
    expect([...empty.distributions()]).toEqual([]);
    expect(empty.encode()).toEqual({});
    const some = recorderOf([3]);
    const before = some.summaries();
    some.merge(empty.encode());
    expect(some.summaries()).toEqual(before);
  });

  test('more than an hour counts as an hour, less than zero as zero', () => {
    const { body } = recorderOf([-5, HOUR_MS * 30]).summaries();
    expect(body?.count).toBe(2);
    expect(body?.p50).toBe(0);
    expect(Math.abs(body!.max - HOUR_MS * 1000)).toBeLessThanOrEqual(HOUR_MS);
  });

  test('delivery lag is in seconds, and never negative', () => {
    const recorder = new LatencyRecorder();
    const lags = new HistogramCounter();
    for (const lag of [-30, 0, 300, 300, 86_400]) lags.add(lag);
    recorder.merge({ [DELIVERY_LAG]: lags.pack() });
    expect(Object.keys(recorder.summaries())).toEqual([DELIVERY_LAG]);
    expect(recorder.summaries()[DELIVERY_LAG]).toMatchObject({ unit: 's', count: 5, p50: 300 });
  });

  test('merged histogram counts are those of the values one by one', () => {
    const times = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(times, (milliseconds) => {
        const [merged, counter] = [new LatencyRecorder(), new HistogramCounter()];
        for (const one of milliseconds) counter.add(one * 1000);
        merged.merge({ body: counter.pack() });
        expect(merged.summaries()).toEqual(recorderOf(milliseconds).summaries());
      }),
    );
  });

  test('series stay separate', () => {
    const recorder = new LatencyRecorder();
    recorder.record('list', 1);
    recorder.record('inflate', 2);
    recorder.merge(recorderOf([7]).encode());
    expect(
      Object.entries(recorder.summaries()).map(([stage, { count, max }]) => [stage, count, max]),
    ).toEqual([
      ['list', 1, 1000],
      ['body', 1, 7000],
      ['inflate', 1, 2000],
    ]);
  });
});

test('the distribution is in HdrHistogram’s text form: ascending lines, and the count of the summary', () => {
  const recorder = recorderOf(Array.from({ length: 1000 }, (_, n) => n / 10));
  const [only] = recorder.distributions();
  expect(only?.name).toBe('body');
  const lines = only!.text.split('\n').map((line) => line.trim());
  expect(lines[0]).toMatch(/^Value\s+Percentile\s+TotalCount\s+1\/\(1-Percentile\)$/);
  const rows = lines
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(/\s+/).map((cell) => Number(cell)));
  expect(rows.length).toBeGreaterThan(20);
  for (const [index, row] of rows.slice(1).entries()) {
    const before = rows[index]!;
    expect(row[0]).toBeGreaterThanOrEqual(before[0]!);
    expect(row[1]).toBeGreaterThanOrEqual(before[1]!);
    expect(row[2]).toBeGreaterThanOrEqual(before[2]!);
  }
  expect(rows.at(-1)).toMatchObject({ 1: 1, 2: 1000 });
  expect(only!.text).toMatch(/#\[Max\s+=.*Total count\s+=\s+1000\]/);
});
