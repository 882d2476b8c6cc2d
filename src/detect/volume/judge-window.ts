import type { AnalysisResult } from '../../model/signal.js';
import { DAY } from '../../model/time.js';
import type { Rule } from '../../rule/rule.js';
import { corrected } from '../probability/correction.js';
import { upperTail } from '../probability/tail.js';
import type { Moments } from '../series/baseline.js';
import { withOneReadDay } from '../series/shrinkage.js';

/** The variance of a window total is taken as at least this many times the mean: retrievals come in groups. */
const MIN_DISPERSION = 1.5;

/** Σ max(0, count − bound) over entries `[low, high)`. */
export function excessOver(counts: Uint32Array, low: number, high: number, bound: number): number {
  let excess = 0;
  for (let at = low; at < high; at++) {
    if (counts[at]! > bound) excess += counts[at]! - bound;
  }
  return excess;
}

export interface JudgedWindow {
  /** Retrievals in the window. */
  readonly total: number;
  /** Retrievals above the upper bound, over all buckets of the window. */
  readonly excess: number;
  /** Most retrievals in one bucket that are not in excess. */
  readonly upperBound: number;
}

/**
 * The result of one evaluation window, `undefined` when it does not signal. It signals when the excess is at least
 * `minimumExcess` of the rule and the probability of so large a total is at most `tolerated`, given the moments of
 * earlier windows and one additional day with one retrieval. While the identity is learning there are no moments, so
 * the excess alone decides and there is no p-value. More retrievals in the window never unmake a signal.
 * @param moments of the totals of earlier windows; absent while learning
 * @param tolerated compared with the p-value after the correction for the number of window lengths of the rule
 * @returns `observed` is the total of the window, `upperBound` that of one bucket
 */
export function judgeWindow(
  { total, excess, upperBound }: JudgedWindow,
  moments: Moments | undefined,
  rule: Rule,
  tolerated: number,
): AnalysisResult | undefined {
  if (excess < rule.minimumExcess) return undefined;
  let pValue: number | null = null;
  if (moments) {
    const expected = withOneReadDay(moments, DAY / rule.evaluationWindow);
    pValue = upperTail(total, expected.mean, Math.max(MIN_DISPERSION * expected.mean, expected.variance));
    pValue = corrected(pValue, rule.windows.length);
    if (pValue > tolerated) return undefined;
  }
  return { kind: 'volume', windowSeconds: rule.evaluationWindow, observed: total, upperBound, pValue };
}
