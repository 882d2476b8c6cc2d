import type { Rule } from '../../rule/rule.js';
import type { BucketPeriod } from '../period.js';
import { Baseline } from '../series/baseline.js';
import type { Series } from '../series/series.js';
import { type JoinedWindows, WindowJoiner } from '../series/window-joiner.js';
import { excessOver, judgeWindow } from './judge-window.js';
import { forEachWindow } from './windows.js';

/**
 * Where the evaluation windows of one identity signal, as spans in buckets `[period.from, period.to)`. Windows are
 * judged in time order, each by the history before its start without the buckets of the spans found so far. The
 * warm-up is judged first and separately, so that its spans are excluded from the history later; they are not returned.
 *
 * An identity is judged when its history, from its first bucket, is as long as the learning duration of the rule.
 * Before that it is judged only if the rule has a `learningPeriodBaseline`, which is then the upper bound.
 */
export function findInEvaluationWindows(
  series: Series,
  period: BucketPeriod,
  rule: Rule,
  tolerated: number,
): readonly JoinedWindows[] {
  if (series.buckets.length === 0) return [];
  const { buckets, counts } = series;
  const { learningPeriodBaseline } = rule;
  const evaluableFrom = buckets[0]! + period.learning;
  const earliest = learningPeriodBaseline === undefined ? evaluableFrom : 0;
  // Created late: for most identities no window needs a baseline.
  let baseline: Baseline | undefined;

  const judge = (from: number, to: number): readonly JoinedWindows[] => {
    const joiner = new WindowJoiner({ ...period, minimumExcess: rule.minimumExcess });
    const visit = (start: number, low: number, high: number, total: number): void => {
      const past = (baseline ??= new Baseline(series, period.lookback, period.windowLength));
      past.moveTo(start);
      const learning = start < evaluableFrom;
      const upperBound = learning ? learningPeriodBaseline! : past.upperBound(rule.percentile);
      // Nearly all windows end here.
      if (excessOver(counts, low, high, upperBound) < rule.minimumExcess) return;
      const exceeding = learning
        ? exceedingBuckets(series, low, high, upperBound)
        : exceedingBuckets(series, low, high, upperBound, (bucket) => past.usualAt(bucket, period.day));
      const excess = exceeding.reduce((sum, one) => sum + one.excess, 0);
      if (excess < rule.minimumExcess) return;
      const moments = learning ? undefined : past.moments();
      const result = judgeWindow({ total, excess, upperBound }, moments, rule, tolerated);
      if (!result) return;
      const caseIndex = rule.cases.findIndex(({ percentile }) => {
        const bound = learning ? upperBound : past.upperBound(percentile);
        return excessOver(counts, low, high, bound) >= rule.minimumExcess;
      });
      for (const span of joiner.add({ exceeding, excess, result, caseIndex })) {
        past.exclude(span.start, span.end);
      }
    };
    forEachWindow(series, Math.max(from, earliest), to, period.windowLength, rule.minimumExcess, visit);
    return joiner.spans;
  };

  judge(period.historyFrom, period.from);
  return judge(period.from, period.to);
}

/** The buckets of entries `[low, high)` above the bound and above what is usual there, with their excess. */
function exceedingBuckets(
  { buckets, counts }: Series,
  low: number,
  high: number,
  bound: number,
  usualAt: (bucket: number) => number = () => 0,
): { readonly bucket: number; readonly excess: number }[] {
  const exceeding = [];
  for (let at = low; at < high; at++) {
    if (counts[at]! <= bound) continue;
    const excess = counts[at]! - Math.max(bound, usualAt(buckets[at]!));
    if (excess > 0) exceeding.push({ bucket: buckets[at]!, excess });
  }
  return exceeding;
}
