import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BucketPeriod } from '../../../src/detect/period.js';
import { findInEvaluationWindows } from '../../../src/detect/volume/evaluation-windows.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import type { Rule } from '../../../src/rule/rule.js';
import { NaiveDetector } from '../series/naive-detector.js';
import { seriesArbitrary, toSeries } from '../series/series-arbitrary.js';
import { runs, seen } from '../../support/thorough.js';

const period: fc.Arbitrary<BucketPeriod> = fc
  .record({
    from: fc.nat({ max: 60 }),
    length: fc.integer({ min: 1, max: 150 }),
    windowLength: fc.integer({ min: 1, max: 6 }),
    day: fc.integer({ min: 8, max: 30 }),
    lookback: fc.constantFrom(24, 60),
    learning: fc.integer({ min: 1, max: 30 }),
    keepAlive: fc.nat({ max: 6 }),
    maxSignal: fc.nat({ max: 10 }),
  })
  .map(({ from, length, windowLength, day, lookback, learning, keepAlive, maxSignal }) => ({
    historyFrom: 0,
    from,
    to: from + length,
    windowLength,
    day,
    lookback: lookback * windowLength,
    learning,
    keepAlive: windowLength + keepAlive,
    maxSignal: windowLength + keepAlive + maxSignal,
  }));

const rule: fc.Arbitrary<Rule> = fc
  .record({
    percentile: fc.constantFrom(0.8, 0.95, 0.995),
    detectionTolerance: fc.constantFrom(1, 3, 5),
    learningPeriodBaseline: fc.option(fc.nat({ max: 8 }), { nil: undefined }),
    minimumExcess: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ learningPeriodBaseline, percentile, ...others }) => ({
    ...BUILT_IN_RULE,
    ...others,
    percentile,
    cases: [{ status: 'medium', percentile }],
    ...(learningPeriodBaseline === undefined ? {} : { learningPeriodBaseline }),
  }));

test('finds the spans of the definition', () => {
  let found = 0;
  fc.assert(
    fc.property(seriesArbitrary(200), period, rule, (retrievals, p, r) => {
      const inPeriod = new Map([...retrievals].filter(([bucket]) => bucket < p.to));
      const expected = inPeriod.size === 0 ? [] : new NaiveDetector(inPeriod, p).spans(r);
      const tolerated = 10 ** -(r.detectionTolerance + 1) / r.analyses.length;
      const spans = findInEvaluationWindows(toSeries(inPeriod), p, r, tolerated);
      expect(spans.map(({ start, end }) => ({ start, end }))).toEqual(expected);
      found += spans.length;
    }),
    { numRuns: runs(300) },
  );
  expect(found, 'the comparison proves nothing without signals').toBeGreaterThan(seen(100));
});
