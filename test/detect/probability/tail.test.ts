import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logGamma, stirlingError } from '../../../src/detect/probability/log-gamma.js';
import { upperTail } from '../../../src/detect/probability/tail.js';
import { runs } from '../../support/thorough.js';

/** k, mean, variance, P(X ≥ k): computed with 80 digits by mpmath's betainc and gammainc. */
const KNOWN: readonly (readonly [number, number, number, number])[] = [
  [1, 0.01, 0.01, 0.009950166250831947],
  [20, 0.05, 0.05, 3.737626504311089e-45],
  [10, 2, 2, 4.6498075017263805e-5],
  [2000, 1000, 1000, 3.0581920801687568e-170],
  [2200, 1000, 1000, 1.0377753783649659e-234],
  [950, 1000, 1000, 0.9457933261109814],
  [140, 0.5, 0.5, 3.2440394511577e-284],
  [1, 0.625, 18.75, 0.07067955823200762],
  [30, 0.625, 18.75, 0.004827380479846729],
  [60, 0.625, 18.75, 0.001063581644530646],
  [20, 0.02, 0.75, 0.00028947217932739195],
  [5000, 0.625, 18.75, 3.515832293612413e-78],
  [100, 5, 10, 2.3595278339800308e-25],
  [1000, 10, 25, 2.080428860242365e-210],
  [800, 100, 150, 2.7547820268920132e-202],
  [150, 100, 100.0000001, 1.8842104899671834e-6],
  [90, 100, 250, 0.7392724700656915],
  [100000, 1000, 4e6, 3.3210170500316653e-13],
  [3, 1e-6, 2.0000005e-6, 6.814727697680397e-8],
  [7, 1e-9, 1, 1.827326586121968e-17],
];

const relativeError = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

const moments = fc
  .tuple(fc.double({ min: -3, max: 2, noNaN: true }), fc.double({ min: -1, max: 3, noNaN: true }))
  .map(([meanExponent, ratioExponent]) => {
    const mean = 10 ** meanExponent;
    return { mean, variance: mean * 10 ** ratioExponent };
  });

/** P(X ≥ k) as the sum of P(X = j) from j = k on, as far as the terms matter. */
function bySummation(k: number, mean: number, variance: number): number {
  const overdispersed = variance > mean;
  const q = (variance - mean) / variance;
  const r = mean ** 2 / (variance - mean);
  let term = overdispersed ? Math.exp(r * Math.log1p(-q)) : Math.exp(-mean);
  let sum = k === 0 ? term : 0;
  for (let j = 1; j <= k || j < mean || term > sum * 1e-18; j++) {
    term *= overdispersed ? (q * (r + (j - 1))) / j : mean / j;
    if (j >= k) sum += term;
  }
  return sum;
}

describe('upperTail', () => {
  test.each(KNOWN)('P(X ≥ %d) for mean %d, variance %d', (k, mean, variance, expected) => {
    expect(relativeError(upperTail(k, mean, variance), expected)).toBeLessThan(1e-12);
  });

  test('agrees with direct summation', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 300 }), ({ mean, variance }, k) => {
        const expected = bySummation(k, mean, variance);
        fc.pre(expected > 1e-290);
        expect(relativeError(upperTail(k, mean, variance), expected)).toBeLessThan(1e-11);
      }),
      { numRuns: runs(1000) },
    );
  });

  test('never grows with k', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 2000 }), ({ mean, variance }, k) => {
        const here = upperTail(k, mean, variance);
        expect(here).toBeGreaterThanOrEqual(0);
        expect(here).toBeLessThanOrEqual(1);
        expect(upperTail(k + 1, mean, variance)).toBeLessThanOrEqual(here * (1 + 1e-11));
      }),
      { numRuns: runs(1000) },
    );
  });

  test('X is always 0 when the mean is 0', () => {
    expect(upperTail(0, 0, 0)).toBe(1);
    expect(upperTail(0, 3, 8)).toBe(1);
    expect(upperTail(1, 0, 0)).toBe(0);
  });

  test('is the Poisson tail when the variance is not larger than the mean, and converges to it from above', () => {
    const poisson = upperTail(30, 10, 10);
    expect(upperTail(30, 10, 4)).toBe(poisson);
    expect(relativeError(upperTail(30, 10, 10 + 1e-9), poisson)).toBeLessThan(1e-7);
    expect(relativeError(upperTail(30, 10, 10 + 1e-14), poisson)).toBeLessThan(1e-11);
  });
});

describe('logGamma', () => {
  test('is the logarithm of factorials', () => {
    let factorial = 1;
    for (let n = 1; n <= 100; n++) {
      expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(1e-14 * (1 + Math.log(factorial)));
      factorial *= n;
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
  });

  test('has no step where the error of Stirling’s formula is computed in another way', () => {
    expect(relativeError(stirlingError(15 - 1e-12), stirlingError(15))).toBeLessThan(1e-11);
  });
});
