import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Moments } from '../../src/detect/baseline.js';
import { excessOver, judgeVolume, type VolumeFinding } from '../../src/detect/volume.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';

const QUIET: Moments = { windows: 672, mean: 0.01, variance: 0.02 };

function judge(
  counts: readonly number[],
  { upperBound = 1, moments = QUIET, rule = BUILT_IN_RULE, peerMean = 0.05 } = {},
): VolumeFinding | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const excess = excessOver(Uint32Array.from(counts), 0, counts.length, upperBound);
  return judgeVolume({ total, excess, upperBound }, moments, rule, { peerMean });
}

test('excess is what lies above the bound, bucket by bucket, over the window’s entries alone', () => {
  expect(excessOver(Uint32Array.of(100, 3, 4, 5, 100), 1, 4, 3)).toBe(3);
  expect(excessOver(Uint32Array.of(1, 2), 0, 2, 2)).toBe(0);
});

test('the gate is the minimum excess', () => {
  expect(judge([11])?.excess).toBe(10);
  expect(judge([10])).toBeUndefined();
  expect(judge([10, 2])?.excess).toBe(10);
  expect(judge([10], { rule: { ...BUILT_IN_RULE, minimumExcess: 9 } })?.excess).toBe(9);
});

test('the tolerance is the power of ten that the probability must be below', () => {
  const bursty: Moments = { windows: 672, mean: 0.625, variance: 18.75 };
  const signalsAt = (count: number): number[] =>
    ([1, 2, 3, 4, 5] as const).filter((detectionTolerance) =>
      judge([count], { moments: bursty, rule: { ...BUILT_IN_RULE, detectionTolerance } }),
    );
  // P(X ≥ 30) = 0.0048 and so on: see tail.test.ts for the first.
  expect(signalsAt(30)).toEqual([1]);
  expect(signalsAt(100)).toEqual([1, 2]);
  expect(signalsAt(400)).toEqual([1, 2, 3, 4, 5]);
});

test('the median peer weighs one day: it holds back a new identity and hardly an old one', () => {
  const silent = (windows: number): Moments => ({ windows, mean: 0, variance: 0 });
  const pOf = (windows: number, peerMean: number): number =>
    judge([12], { moments: silent(windows), peerMean, rule: { ...BUILT_IN_RULE, detectionTolerance: 1 } })!
      .analysis.pValue!;
  expect(pOf(672, 0)).toBe(0);
  expect(pOf(48, 4)).toBeGreaterThan(1e-7);
  expect(pOf(672, 4)).toBeLessThan(1e-15);
  // A peer that does less changes nothing.
  const busy: Moments = { windows: 48, mean: 3, variance: 9 };
  expect(judge([80], { moments: busy, peerMean: 2 })).toEqual(judge([80], { moments: busy, peerMean: 0 }));
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
        const options = { upperBound, moments, rule: { ...BUILT_IN_RULE, detectionTolerance } } as const;
        fc.pre(judge(counts, options) !== undefined);
        expect(
          judge(
            counts.map((count, at) => count + added[at]!),
            options,
          ),
        ).toBeDefined();
      },
    ),
    { numRuns: 500 },
  );
});
