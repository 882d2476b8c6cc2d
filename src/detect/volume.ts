import type { Analysis } from '../model/signal.js';
import { DAY } from '../model/time.js';
import type { Rule } from '../rule/rule.js';
import type { Moments } from './baseline.js';
import type { Population } from './population.js';
import { shrinkToPeer } from './shrinkage.js';
import { upperTail } from './tail.js';

/** The p-value of a window that passes without a test, because its identity is still learning. */
export const NOT_TESTED = 1;

/** A window's retrievals: entries `[low, high)` of the counts, and their sum. */
export interface VolumeWindow {
  readonly counts: Uint32Array;
  readonly low: number;
  readonly high: number;
  readonly total: number;
}

/** What was normal for the identity before the window. */
export interface VolumeBaseline {
  /** Most retrievals in a bucket that are not in excess. */
  readonly upperBound: number;
  /** Of earlier windows' totals; asked for only when the excess is large enough. Absent while learning. */
  readonly moments: (() => Moments) | undefined;
}

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
 * Judges by volume: a window signals when its excess is at least the rule's `minimumExcess` and a total as
 * large as its own has a probability of at most 10^-(detectionTolerance + 1), given the moments of earlier
 * totals shrunk by one day of the median peer. While the identity is learning, the excess alone decides.
 * More retrievals in the window never unmake a signal.
 * @returns `undefined` when it does not signal.
 */
export function judgeVolume(
  { counts, low, high, total }: VolumeWindow,
  { upperBound, moments }: VolumeBaseline,
  rule: Rule,
  population: Population,
): VolumeFinding | undefined {
  const excess = excessOver(counts, low, high, upperBound);
  if (excess < rule.minimumExcess) return undefined;
  let pValue = NOT_TESTED;
  if (moments) {
    const expected = shrinkToPeer(moments(), population.peerMean, DAY / rule.evaluationWindow);
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
