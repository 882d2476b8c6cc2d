import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import type { ThresholdCase, Rule } from '../rule/rule.js';
import type { SignalSpan } from './compose-signal.js';
import type { BucketScope } from './scope.js';
import { SpanJoiner } from './volume/spans.js';
import { CountAccumulator, DistinctAccumulator, type HistogramCounts } from './volume/window-accumulator.js';

/**
 * What the rule's extra cases find in one identity: fixed thresholds on what a window holds. Spans of buckets, those
 * of each case apart from each other.
 */
export function thresholdCaseSpans(view: ProfileView, scope: BucketScope, rule: Rule): SignalSpan[] {
  return rule.thresholdCases.flatMap((one) => spansOf(one, tallyOf(one.kind, view), scope, rule));
}

function tallyOf(kind: ThresholdCase['kind'], view: ProfileView): HistogramCounts {
  switch (kind) {
    case 'denied':
      return new CountAccumulator(view.deniedCalls());
    case 'matchAllBatch':
      return new CountAccumulator(view.matchAllCalls());
    case 'crossAccount':
      return new DistinctAccumulator(view.foreignSecrets());
  }
}

/**
 * A window ends with each bucket that has anything to count, and is a finding when it holds `atLeast`. A signal holds
 * all that is counted in its windows; it grows until it is as long as the rule lets signals be, or as one window, and
 * another one begins where what no signal holds yet is enough by itself. The warm-up is judged too, so that what
 * begins there goes on; signals that end before `scope.from` are not returned.
 */
function spansOf(
  one: ThresholdCase,
  accumulator: HistogramCounts,
  scope: BucketScope,
  rule: Rule,
): SignalSpan[] {
  const { buckets } = accumulator;
  const length = one.window / rule.bucketDuration;
  const joiner = new SpanJoiner({
    keepAlive: Math.max(scope.keepAlive, length),
    maxSignal: Math.max(scope.maxSignal, length),
    minimumExcess: one.atLeast,
  });
  let low = lowerBound(buckets, scope.historyFrom);
  for (let last = low; last < buckets.length && buckets[last]! < scope.to; last++) {
    accumulator.enter(last);
    while (buckets[low]! <= buckets[last]! - length) accumulator.leave(low++);
    const observed = accumulator.total;
    if (observed < one.atLeast) continue;
    const covered = joiner.spans.at(-1)?.end ?? 0;
    const exceeding = [];
    for (let at = last; at >= low && buckets[at]! >= covered; at--) {
      exceeding.push({ bucket: buckets[at]!, excess: accumulator.added(at) });
    }
    const analysis = {
      kind: one.kind,
      windowSeconds: one.window,
      observed,
      upperBound: one.atLeast - 1,
      pValue: null,
    } as const;
    joiner.add({ exceeding: exceeding.reverse(), finding: { excess: observed, analysis }, caseIndex: 0 });
  }
  return joiner.spans
    .filter(({ end }) => end > scope.from)
    .map(({ start, end, finding }) => ({
      start,
      end,
      caseIndex: Infinity,
      analyses: [finding.analysis],
      statuses: [one.status],
    }));
}
