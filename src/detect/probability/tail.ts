import { stirlingError } from './log-gamma.js';

/**
 * P(X ≥ k) for counts X with the given mean and variance: X has the negative binomial distribution with these moments,
 * or the Poisson distribution when the variance is not larger than the mean. The relative error is about 1e-12 down to
 * 1e-300.
 *
 * With q = 1 − mean/variance and r = mean²/(variance − mean), P(X ≥ k) = I_q(k, r) (DLMF 8.17.24); for the Poisson
 * distribution it is the incomplete gamma function P(k, mean) (DLMF 8.4.10). In the upper tail it is computed directly,
 * from P(X = k) and the continued fraction DLMF 8.17.22 (Poisson: from its series). For smaller k, P(1 ≤ X < k) is
 * subtracted from P(X ≥ 1).
 * @param k a whole number
 * @param mean not negative; with 0, X is always 0
 */
export function upperTail(k: number, mean: number, variance: number): number {
  if (k <= 0) return 1;
  if (mean <= 0) return 0;
  const r = mean ** 2 / (variance - mean);
  if (!(variance > mean && Number.isFinite(r))) return poissonTail(k, mean);
  const q = (variance - mean) / variance;
  const p = mean / variance;
  const probability = (j: number): number => negativeBinomial(j, r, p, q);
  if (q * (k + r + 2) < k + 1) return Math.min(1, probability(k) * fraction(q, k, r));
  const logOfNone = r * (p < 0.5 ? Math.log(p) : Math.log1p(-q));
  return -Math.expm1(logOfNone) - between(k, probability, (j) => j / (q * (j - 1 + r)));
}

function poissonTail(k: number, mean: number): number {
  const probability = (j: number): number =>
    Math.exp(-stirlingError(j) - deviance(j, mean)) / Math.sqrt(2 * Math.PI * j);
  if (mean >= k + 1) return -Math.expm1(-mean) - between(k, probability, (j) => j / mean);
  let term = 1;
  let sum = 1;
  for (let j = k + 1; term > sum * Number.EPSILON; j++) {
    term *= mean / j;
    sum += term;
  }
  return Math.min(1, probability(k) * sum);
}

/**
 * P(1 ≤ X < k), summed from k − 1 downwards.
 * @param ratio gives P(X = j − 1) / P(X = j)
 */
function between(k: number, probability: (j: number) => number, ratio: (j: number) => number): number {
  if (k === 1) return 0;
  let term = probability(k - 1);
  let sum = term;
  for (let j = k - 1; j > 1; j--) {
    const step = ratio(j);
    term *= step;
    sum += term;
    if (step < 1 && term < sum * Number.EPSILON * (1 - step)) break;
  }
  return sum;
}

/** P(X = k), k ≥ 1, in the form of Loader, which is precise for very large and very small r. */
function negativeBinomial(k: number, r: number, p: number, q: number): number {
  const n = r + k;
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(r) - deviance(k, n * q) - deviance(r, n * p);
  return Math.exp(exponent) * Math.sqrt(r / (2 * Math.PI * k * n));
}

/** x ln(x / expected) + expected − x, without cancellation where x and expected are close. */
function deviance(x: number, expected: number): number {
  const difference = x - expected;
  if (Math.abs(difference) >= 0.1 * (x + expected)) return x * Math.log(x / expected) - difference;
  const v = difference / (x + expected);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 3; ; j += 2) {
    power *= v * v;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/** The continued fraction DLMF 8.17.22 by the modified Lentz method; converges fast for x < (a + 1) / (a + b + 2). */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  // It takes about √max(a, b) steps; the limit only ends the loop for NaN.
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 4 * Number.EPSILON) break;
  }
  return value;
}

function nonZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}
