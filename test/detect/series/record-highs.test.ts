import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRecordHighs, type RecordHighTest } from '../../../src/detect/series/record-highs.js';
import type { BucketPeriod } from '../../../src/detect/period.js';
import { CountAccumulator } from '../../../src/detect/series/window-accumulator.js';
import { seriesArbitrary, toSeries } from './series-arbitrary.js';
import { runs } from '../../support/thorough.js';

const PERIOD: BucketPeriod = {
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
const testWith = (fields: Partial<RecordHighTest> = {}): RecordHighTest => ({
  length: 8,
  least: 5,
  tolerated: 1e-3,
  caution: 1,
  expect: (moments) => moments,
  ...fields,
});
/** Two in every fourth bucket, plus the given counts. */
const routine = (extra: Readonly<Record<number, number>> = {}): Map<number, number> => {
  const counts = new Map(Array.from({ length: 75 }, (_, n) => [4 * n, 2]));
  for (const [bucket, count] of Object.entries(extra)) {
    counts.set(Number(bucket), (counts.get(Number(bucket)) ?? 0) + count);
  }
  return counts;
};
const recordHighsOf = (counts: ReadonlyMap<number, number>, fields: Partial<RecordHighTest> = {}) =>
  findRecordHighs(new CountAccumulator(toSeries(counts)), 40, PERIOD, testWith(fields));

describe('findRecordHighs', () => {
  test('a routine has none, and a burst that never happened before is one', () => {
    expect(recordHighsOf(routine())).toEqual([]);
    const recordHighs = recordHighsOf(routine({ 201: 20, 202: 20 }));
    expect(recordHighs).toMatchObject([{ upperBound: 4 }]);
    // Without the quiet buckets before it, and with hardly any after it.
    expect(recordHighs[0]!.start).toBeGreaterThanOrEqual(200);
    expect(recordHighs[0]!.end).toBeLessThanOrEqual(205);
    expect(recordHighs[0]!.observed).toBeGreaterThanOrEqual(20);
    expect(recordHighs[0]!.pValue).toBeLessThan(1e-3);
  });

  test('a burst before the first evaluable bucket is none, but it is part of the history', () => {
    const burst = { 20: 40, 120: 30 };
    expect(recordHighsOf(routine(burst))).toEqual([]);
    expect(recordHighsOf(routine({ 120: 30 }))).toHaveLength(1);
    // After a hundred buckets the first burst has left the history.
    expect(recordHighsOf(routine({ 20: 40, 150: 30 }))).toHaveLength(1);
  });

  test('a record high never becomes history: the same burst every three windows is found to the end', () => {
    const burst = Object.fromEntries(Array.from({ length: 7 }, (_, n) => [121 + 24 * n, 30]));
    expect(recordHighsOf(routine(burst))).toHaveLength(7);
  });

  test('more in a window never unmakes a record high, and a record high exceeds everything before', () => {
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
            return recordHighsOf(upTo).filter(({ start, end }) => start <= at && at < end);
          };
          const some = withBurst(burst);
          const moreOfIt = withBurst(burst + more);
          expect(moreOfIt.length).toBeGreaterThanOrEqual(some.length);
          for (const { observed, upperBound } of some) expect(observed).toBeGreaterThan(upperBound);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test('a larger tolerated p-value never loses the bucket of a record high', () => {
    fc.assert(
      fc.property(seriesArbitrary(200), (counts) => {
        const [first] = recordHighsOf(counts, { tolerated: 1e-6 });
        if (first === undefined) return;
        const [earliest] = recordHighsOf(counts, { tolerated: 1e-2 });
        expect(earliest!.start).toBeLessThanOrEqual(first.end - 1);
      }),
      { numRuns: runs(200) },
    );
  });
});
