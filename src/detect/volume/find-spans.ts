import type { Rule } from '../../rule/rule.js';
import { Baseline } from './baseline.js';
import type { BucketScope } from '../scope.js';
import type { Series } from '../series.js';
import { type Span, SpanJoiner } from './spans.js';
import { excessOver, judgeVolume } from './volume.js';
import { forEachWindow } from './windows.js';

/**
 * The signals of one identity, as spans of buckets in `[scope.from, scope.to)`. Windows are judged in time
 * order, each by what lies before its start, less the buckets of signals found so far. The warm-up is judged
 * first, for itself, so that what is a signal there is no history later; its signals are not returned.
 *
 * An identity is judged once its history, from its first bucket, is as long as the rule's learning duration,
 * and until then only with the rule's `learningPeriodBaseline`, if it has one, as upper bound.
 */
export function findSpans(series: Series, scope: BucketScope, rule: Rule): readonly Span[] {
  if (series.buckets.length === 0) return [];
  const { buckets, counts } = series;
  const { learningPeriodBaseline } = rule;
  const evaluableFrom = buckets[0]! + scope.learning;
  const earliest = learningPeriodBaseline === undefined ? evaluableFrom : 0;
  // Most identities never have a window worth a baseline.
  let baseline: Baseline | undefined;

  const judge = (from: number, to: number): readonly Span[] => {
    const joiner = new SpanJoiner({ ...scope, minimumExcess: rule.minimumExcess });
    const visit = (start: number, low: number, high: number, total: number): void => {
      const past = (baseline ??= new Baseline(series, scope.lookback, scope.windowLength));
      past.moveTo(start);
      const learning = start < evaluableFrom;
      const upperBound = learning ? learningPeriodBaseline! : past.upperBound(rule.percentile);
      // Nearly all windows end here.
      if (excessOver(counts, low, high, upperBound) < rule.minimumExcess) return;
      const exceeding = learning
        ? excesses(series, low, high, upperBound)
        : excesses(series, low, high, upperBound, (bucket) => past.usualAt(bucket, scope.day));
      const excess = sumOf(exceeding);
      if (excess < rule.minimumExcess) return;
      const moments = learning ? undefined : past.moments();
      const finding = judgeVolume({ total, excess, upperBound }, moments, rule);
      if (!finding) return;
      const caseIndex = rule.cases.findIndex(({ percentile }) => {
        const bound = learning ? upperBound : past.upperBound(percentile);
        return excessOver(counts, low, high, bound) >= rule.minimumExcess;
      });
      for (const span of joiner.add({ exceeding, finding, caseIndex })) past.exclude(span.start, span.end);
    };
    forEachWindow(series, Math.max(from, earliest), to, scope.windowLength, rule.minimumExcess, visit);
    return joiner.spans;
  };

  judge(scope.historyFrom, scope.from);
  return judge(scope.from, scope.to);
}

/** The entries `[low, high)` above the bound and above what is usual there, and by how much. */
function excesses(
  { buckets, counts }: Series,
  low: number,
  high: number,
  bound: number,
  usualAt: (bucket: number) => number = () => 0,
): { readonly bucket: number; readonly excess: number }[] {
  const found = [];
  for (let at = low; at < high; at++) {
    if (counts[at]! <= bound) continue;
    const excess = counts[at]! - Math.max(bound, usualAt(buckets[at]!));
    if (excess > 0) found.push({ bucket: buckets[at]!, excess });
  }
  return found;
}

function sumOf(exceeding: readonly { readonly excess: number }[]): number {
  return exceeding.reduce((sum, { excess }) => sum + excess, 0);
}
