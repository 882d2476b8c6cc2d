import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Moments } from '../../../src/detect/series/baseline.js';
import { withOneReadDay } from '../../../src/detect/series/shrinkage.js';
import { excessOver, judgeWindow } from '../../../src/detect/volume/judge-window.js';
import type { AnalysisResult } from '../../../src/model/signal.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import type { Rule } from '../../../src/rule/rule.js';
import { runs } from '../../support/thorough.js';

/** One window length, so no p-value is corrected. */
const RULE: Rule = { ...BUILT_IN_RULE, analyses: ['volume'], windows: [BUILT_IN_RULE.evaluationWindow] };
const QUIET: Moments = { windows: 672, mean: 0.01, variance: 0.02 };

function judge(
  counts: readonly number[],
  { upperBound = 1, moments = QUIET, rule = RULE } = {},
): AnalysisResult | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const excess = excessOver(Uint32Array.from(counts), 0, counts.length, upperBound);
  return judgeWindow({ total, excess, upperBound }, moments, rule, 10 ** -(rule.detectionTolerance + 1));
}

test('excess is the sum above the bound, bucket by bucket, over the entries of the window only', () => {
  expect(excessOver(Uint32Array.of(100, 3, 4, 5, 100), 1, 4, 3)).toBe(3);
  expect(excessOver(Uint32Array.of(1, 2), 0, 2, 2)).toBe(0);
});

test('a window below the minimum excess does not signal', () => {
  expect(judge([11])).toBeDefined();
  expect(judge([10])).toBeUndefined();
  expect(judge([10, 2])).toBeDefined();
  expect(judge([10], { rule: { ...RULE, minimumExcess: 9, detectionTolerance: 4 } })).toBeDefined();
});

test('a window signals when its p-value is at most what is tolerated', () => {
  const bursty: Moments = { windows: 672, mean: 0.625, variance: 18.75 };
  const signalsAt = (count: number): number[] =>
    ([1, 2, 3, 4, 5] as const).filter((detectionTolerance) =>
      judge([count], { moments: bursty, rule: { ...RULE, detectionTolerance } }),
    );
  // P(X ≥ 30) = 0.0048 and so on: see tail.test.ts for the first.
  expect(signalsAt(30)).toEqual([1]);
  expect(signalsAt(100)).toEqual([1, 2]);
  expect(signalsAt(400)).toEqual([1, 2, 3, 4, 5]);
});

test('the additional day with one retrieval matters to a new identity and hardly to an old one', () => {
  const silent = (windows: number): Moments => ({ windows, mean: 0, variance: 0 });
  const pOf = (windows: number): number =>
    judge([12], { moments: silent(windows), rule: { ...RULE, detectionTolerance: 1 } })!.pValue!;
  expect(pOf(48) / pOf(672)).toBeGreaterThan(7);
  expect(withOneReadDay(silent(48), 48)).toEqual({ windows: 48, mean: 1 / 96, variance: 1 / 96 });
  // It does not change the moments of a busier identity.
  const busy: Moments = { windows: 48, mean: 3, variance: 9 };
  expect(withOneReadDay(busy, 48)).toEqual(busy);
});

test('the p-value is multiplied by the number of window lengths', () => {
  const moments: Moments = { windows: 672, mean: 0.625, variance: 18.75 };
  const pOf = (rule: Partial<Rule>): number =>
    judge([100], { moments, rule: { ...RULE, detectionTolerance: 1, ...rule } })!.pValue!;
  expect(pOf({ windows: [1800, 21_600, 86_400] })).toBeCloseTo(3 * pOf({}), 12);
});

test('more retrievals in a window never unmake its signal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 60 }), { minLength: 6, maxLength: 6 }),
      fc.array(fc.nat({ max: 60 }), { minLength: 6, maxLength: 6 }),
      fc.nat({ max: 10 }),
      fc.record({
        windows: fc.integer({ min: 0, max: 672 }),
        mean: fc.double({ min: 0, max: 20, noNaN: true }),
        variance: fc.double({ min: 0, max: 200, noNaN: true }),
      }),
      fc.constantFrom(1, 3, 5),
      (counts, added, upperBound, moments, detectionTolerance) => {
        const options = { upperBound, moments, rule: { ...RULE, detectionTolerance } } as const;
        fc.pre(judge(counts, options) !== undefined);
        expect(
          judge(
            counts.map((count, at) => count + added[at]!),
            options,
          ),
        ).toBeDefined();
      },
    ),
    { numRuns: runs(500) },
  );
});
