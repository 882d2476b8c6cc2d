import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRecordHighs, type RecordHighTest } from '../../../src/detect/volume/record-highs.js';
import type { BucketScope } from '../../../src/detect/scope.js';
import { CountAccumulator } from '../../../src/detect/volume/window-accumulator.js';
import { seriesArbitrary, toSeries } from './series-arbitrary.js';

const SCOPE: BucketScope = {
  historyFrom: 0,
  from: 0,
  to: 300,
  windowLength: 4,
  day: 24,
  lookback: 100,
  learning: 0,
  keepAlive: 3,
  maxSignal: 20,
};
const question = (fields: Partial<RecordHighTest> = {}): RecordHighTest => ({
  length: 8,
  least: 5,
  tolerated: 1e-3,
  caution: 1,
  expect: (moments) => moments,
  ...fields,
});
/** Two in every fourth bucket, and what is given besides. */
const routine = (extra: Readonly<Record<number, number>> = {}): Map<number, number> => {
  const counts = new Map(Array.from({ length: 75 }, (_, n) => [4 * n, 2]));
  for (const [bucket, count] of Object.entries(extra)) {
    counts.set(Number(bucket), (counts.get(Number(bucket)) ?? 0) + count);
  }
  return counts;
};
const peaksOf = (counts: ReadonlyMap<number, number>, fields: Partial<RecordHighTest> = {}) =>
  findRecordHighs(new CountAccumulator(toSeries(counts)), 40, SCOPE, question(fields));

describe('findPeaks', () => {
  test('a routine has none, and what it never did before is one', () => {
    expect(peaksOf(routine())).toEqual([]);
    const recordHighs = peaksOf(routine({ 201: 20, 202: 20 }));
    expect(recordHighs).toMatchObject([{ upperBound: 4 }]);
    // Without the quiet before it, and with hardly any of the quiet after it.
    expect(recordHighs[0]!.start).toBeGreaterThanOrEqual(200);
    expect(recordHighs[0]!.end).toBeLessThanOrEqual(205);
    expect(recordHighs[0]!.observed).toBeGreaterThanOrEqual(20);
    expect(recordHighs[0]!.pValue).toBeLessThan(1e-3);
  });

  test('nothing before the first bucket that can be judged is one, and what was there is history', () => {
    const burst = { 20: 40, 120: 30 };
    expect(peaksOf(routine(burst))).toEqual([]);
    expect(peaksOf(routine({ 120: 30 }))).toHaveLength(1);
    // After a hundred buckets the first burst is forgotten.
    expect(peaksOf(routine({ 20: 40, 150: 30 }))).toHaveLength(1);
  });

  test('what signalled is never history: the same every three windows signals to the end', () => {
    const burst = Object.fromEntries(Array.from({ length: 7 }, (_, n) => [121 + 24 * n, 30]));
    expect(peaksOf(routine(burst))).toHaveLength(7);
  });

  test('more in a window never unmakes a peak, and a peak exceeds all that was before', () => {
    fc.assert(
      fc.property(
        seriesArbitrary(200),
        fc.integer({ min: 60, max: 199 }),
        fc.integer({ min: 1, max: 200 }),
        fc.nat({ max: 200 }),
        (counts, at, burst, more) => {
          const withBurst = (count: number) => {
            const upTo = new Map([...counts].filter(([bucket]) => bucket < at));
            upTo.set(at, count);
            return peaksOf(upTo).filter(({ start, end }) => start <= at && at < end);
          };
          const some = withBurst(burst);
          const moreOfIt = withBurst(burst + more);
          expect(moreOfIt.length).toBeGreaterThanOrEqual(some.length);
          for (const { observed, upperBound } of some) expect(observed).toBeGreaterThan(upperBound);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a lower tolerance never loses a peak’s bucket', () => {
    fc.assert(
      fc.property(seriesArbitrary(200), (counts) => {
        const [first] = peaksOf(counts, { tolerated: 1e-6 });
        if (first === undefined) return;
        const [earliest] = peaksOf(counts, { tolerated: 1e-2 });
        expect(earliest!.start).toBeLessThanOrEqual(first.end - 1);
      }),
      { numRuns: 200 },
    );
  });
});
