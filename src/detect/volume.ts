import type { Analysis } from '../model/signal.js';
import { DAY } from '../model/time.js';
import type { Rule } from '../rule/rule.js';
import type { Moments } from './baseline.js';
import type { Population } from './population.js';
import { shrinkToPeer } from './shrinkage.js';
import { upperTail } from './tail.js';

export interface VolumeFinding {
  /** Retrievals above the upper bound, over all buckets of the window. */
  readonly excess: number;
  /** `observed` is the window's total, `upperBound` that of one bucket. */
  readonly analysis: Analysis;
}

/** Σ max(0, x − bound) over entries `[low, high)`. */
export function excessOver(counts: Uint32Array, low: number, high: number, bound: number): number {
  let excess = 0;
  for (let at = low; at < high; at++) {
    if (counts[at]! > bound) excess += counts[at]! - bound;
  }
  return excess;
}

/**
 * Judges by volume a window with `total` retrievals, of which `excess` lie above the upper bound: it signals
 * when the excess is at least the rule's `minimumExcess` and a total as large as its own has a probability of
 * at most 10^-(detectionTolerance + 1), given the moments of earlier totals shrunk by one day of the median
 * peer. While the identity is learning there are no moments, and the excess alone decides, without a p-value. More retrievals in
 * the window never unmake a signal.
 * @param upperBound most retrievals in a bucket that are not in excess.
 * @param moments of earlier windows' totals; absent while learning.
 * @returns `undefined` when it does not signal.
 */
export function judgeVolume(
  {
    total,
    excess,
    upperBound,
  }: { readonly total: number; readonly excess: number; readonly upperBound: number },
  moments: Moments | undefined,
  rule: Rule,
  population: Population,
): VolumeFinding | undefined {
  if (excess < rule.minimumExcess) return undefined;
  let pValue: number | null = null;
  if (moments) {
    const expected = shrinkToPeer(moments, population.peerMean, DAY / rule.evaluationWindow);
    pValue = upperTail(total, expected.mean, expected.variance);
    if (pValue > 10 ** -(rule.detectionTolerance + 1)) return undefined;
  }
  return {
    excess,
    analysis: {
      kind: 'volume',
      windowSeconds: rule.evaluationWindow,
      observed: total,
      upperBound,
      pValue,
    },
  };
}
