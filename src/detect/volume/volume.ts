import type { Analysis } from '../../model/signal.js';
import { DAY } from '../../model/time.js';
import type { Rule } from '../../rule/rule.js';
import type { Moments } from './baseline.js';
import { withOneReadDay } from './shrinkage.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import { upperTail } from '../probability/tail.js';

/** Variance over mean of a window's total is at least this: a job that reads at all reads several. */
const LEAST_DISPERSION = 1.5;

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
 * at most what the rule tolerates, given the moments of earlier totals and a day with one retrieval besides. While
 * the identity is learning there are no moments, and the excess alone decides, without a p-value. More retrievals in
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
): VolumeFinding | undefined {
  if (excess < rule.minimumExcess) return undefined;
  let pValue: number | null = null;
  if (moments) {
    const expected = withOneReadDay(moments, DAY / rule.evaluationWindow);
    pValue = upperTail(total, expected.mean, Math.max(LEAST_DISPERSION * expected.mean, expected.variance));
    pValue = corrected(pValue, rule.windows.length);
    if (pValue > toleratedPValue(rule)) return undefined;
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
