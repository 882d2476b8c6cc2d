import { logGamma } from './log-gamma.js';

/**
 * P(X ≥ k) for X beta-binomial: the number of successes in `trials` trials, where the probability of a success is known
 * only from earlier `successes` and `failures`. With the prior of Jeffreys, which adds ½ to each:
 *
 *     P(X = i) = C(n, i)·B(i + a, n − i + b)/B(a, b),   a = successes + ½, b = failures + ½
 */
export function betaBinomialTail(k: number, trials: number, successes: number, failures: number): number {
  if (k <= 0) return 1;
  if (k > trials) return 0;
  const [a, b] = [successes + 0.5, failures + 0.5];
  const logTerm = (i: number): number =>
    logGamma(trials + 1) -
    logGamma(i + 1) -
    logGamma(trials - i + 1) +
    logBeta(i + a, trials - i + b) -
    logBeta(a, b);
  // Below the mean the lower tail is summed: the term at k may be 0 there although the sum is 1.
  if (k <= (trials * a) / (a + b)) {
    let below = 0;
    let term = Math.exp(logTerm(k - 1));
    for (let i = k - 1; i >= 0 && term > below * 1e-12; i--) {
      below += term;
      term *= (i * (trials - i + b)) / ((trials - i + 1) * (i - 1 + a));
    }
    return Math.max(0, 1 - below);
  }
  let sum = 0;
  let term = Math.exp(logTerm(k));
  for (let i = k; i <= trials; i++) {
    sum += term;
    const next = (term * (trials - i) * (i + a)) / ((i + 1) * (trials - i - 1 + b));
    if (next < term && next < sum * 1e-12) break;
    term = next;
  }
  return Math.min(1, sum);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
