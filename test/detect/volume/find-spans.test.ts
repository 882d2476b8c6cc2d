import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSpans } from '../../../src/detect/volume/find-spans.js';
import type { BucketScope } from '../../../src/detect/scope.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import type { Rule } from '../../../src/rule/rule.js';
import { NaiveDetector } from './naive-detector.js';
import { seriesArbitrary, toSeries } from './series-arbitrary.js';

const scope: fc.Arbitrary<BucketScope> = fc
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

test('finds the spans that the definition gives', () => {
  let found = 0;
  fc.assert(
    fc.property(seriesArbitrary(200), scope, rule, (retrievals, s, r) => {
      const inScope = new Map([...retrievals].filter(([bucket]) => bucket < s.to));
      const expected = inScope.size === 0 ? [] : new NaiveDetector(inScope, s).spans(r);
      const spans = findSpans(toSeries(inScope), s, r);
      expect(spans.map(({ start, end }) => ({ start, end }))).toEqual(expected);
      found += spans.length;
    }),
    { numRuns: 300 },
  );
  expect(found, 'the comparison is idle unless there are signals').toBeGreaterThan(100);
});
