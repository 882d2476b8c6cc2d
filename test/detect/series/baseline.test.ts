import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Baseline } from '../../../src/detect/series/baseline.js';
import type { BucketPeriod } from '../../../src/detect/period.js';
import { NaiveDetector } from './naive-detector.js';
import { seriesArbitrary, toSeries } from './series-arbitrary.js';
import { runs } from '../../support/thorough.js';

const PERIOD: BucketPeriod = {
  historyFrom: 0,
  from: 0,
  to: 150,
  windowLength: 4,
  day: 12,
  lookback: 40,
  learning: 0,
  keepAlive: 4,
  maxSignal: 12,
};

const step = fc.record({
  ahead: fc.integer({ min: 1, max: 30 }),
  /** What to exclude after the queries: how far back from the start and how long; null excludes nothing. */
  exclude: fc.option(fc.record({ back: fc.nat({ max: 10 }), length: fc.integer({ min: 1, max: 15 }) })),
});

describe('Baseline', () => {
  test('agrees with its definition for any moves and exclusions', () => {
    fc.assert(
      fc.property(
        seriesArbitrary(150),
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0.5, 0.9, 0.95, 0.995),
        (retrievals, steps, percentile) => {
          const naive = new NaiveDetector(retrievals, PERIOD);
          const baseline = new Baseline(toSeries(retrievals), PERIOD.lookback, PERIOD.windowLength);
          let start = 0;
          let last = { from: 0, to: 0 };
          for (const { ahead, exclude } of steps) {
            start += ahead;
            baseline.moveTo(start);
            expect(baseline.upperBound(percentile)).toBe(naive.upperBound(start, percentile));
            const { windows, mean, variance } = baseline.moments();
            const expected = naive.moments(start);
            for (const ahead of [0, 1, PERIOD.windowLength - 1]) {
              expect(baseline.usualAt(start + ahead, PERIOD.day)).toBe(naive.usualAt(start, start + ahead));
            }
            expect(windows).toBe(expected.windows);
            expect(mean).toBe(expected.mean);
            expect(variance).toBeCloseTo(expected.variance, 9);
            if (!exclude) continue;
            const from = Math.max(0, start - exclude.back);
            // A later interval starts after the last one, or is the last one grown.
            last =
              from < last.to || last.to === 0
                ? { from: last.to === 0 ? from : last.from, to: Math.max(last.to, from + exclude.length) }
                : { from, to: from + exclude.length };
            baseline.exclude(last.from, last.to);
            for (let bucket = last.from; bucket < last.to; bucket++) naive.excluded.add(bucket);
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test('uses the nearest rank of the zero-filled history', () => {
    // 1000 buckets: the bound is the 995th in ascending order, so five may lie above it.
    const bursts = (count: number): Map<number, number> =>
      new Map([[0, 0], ...Array.from({ length: count }, (_, at) => [100 + at, 7 + at] as const)]);
    const bound = (count: number): number => {
      const baseline = new Baseline(toSeries(bursts(count)), 5000, 6);
      baseline.moveTo(1000);
      return baseline.upperBound(0.995);
    };
    expect([0, 5, 6, 8].map(bound)).toEqual([0, 0, 7, 9]);
  });

  test('a rounding error in the product does not raise the rank', () => {
    const baseline = new Baseline(
      toSeries(new Map([[0, 0], ...range(1, 100).map((n) => [n, n] as const)])),
      500,
      6,
    );
    baseline.moveTo(100);
    // 0.55 · 100 is 55.00000000000001 in floating point; the values are 0 to 99, so the 55th is 54.
    expect(baseline.upperBound(0.55)).toBe(54);
  });

  test('excluded buckets do not exist, they are not zero', () => {
    const baseline = new Baseline(
      toSeries(
        new Map([
          [0, 4],
          [1, 4],
          [2, 4],
          [9, 50],
        ]),
      ),
      100,
      2,
    );
    baseline.moveTo(10);
    baseline.exclude(3, 10);
    expect(baseline.upperBound(0.5)).toBe(4);
    expect(baseline.moments()).toEqual({ windows: 1, mean: 8, variance: 0 });
  });

  test('the first bucket counts even where the oldest window is incomplete', () => {
    const baseline = new Baseline(toSeries(new Map([[10, 30]])), 4032, 6);
    baseline.moveTo(10 + 289);
    expect(baseline.moments().windows).toBe(49);
    expect(baseline.moments().mean).toBe(30 / 49);
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}
