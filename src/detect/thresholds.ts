import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import type { ThresholdCase, Rule } from '../rule/rule.js';
import type { Finding, Severity } from './finding.js';
import type { BucketPeriod } from './period.js';
import {
  CountAccumulator,
  DistinctAccumulator,
  type WindowAccumulator,
} from './series/window-accumulator.js';
import { WindowJoiner } from './series/window-joiner.js';

/** A fixed threshold on the count in a window. */
interface FixedThreshold {
  readonly kind: ThresholdCase['kind'] | 'threshold';
  readonly atLeast: number;
  /** Seconds. */
  readonly window: number;
  readonly severity: Severity;
}

/** What the threshold cases of the rule find in each session, or the thresholds of a threshold rule. */
export function thresholdFindings(
  views: readonly ProfileView[],
  period: BucketPeriod,
  rule: Rule,
): Finding[] {
  const fixed: FixedThreshold[] = [
    ...rule.thresholdCases.map(({ status, ...one }) => ({ ...one, severity: { status } })),
    ...rule.thresholds.map(({ atLeast, caseIndex }) => ({
      kind: 'threshold' as const,
      atLeast,
      window: rule.evaluationWindow,
      severity: { caseIndex },
    })),
  ];
  return views.flatMap((view, session) =>
    fixed.flatMap((one) => findingsOf(one, session, accumulatorOf(one.kind, view, rule), period, rule)),
  );
}

function accumulatorOf(kind: FixedThreshold['kind'], view: ProfileView, rule: Rule): WindowAccumulator {
  switch (kind) {
    case 'denied':
      return new CountAccumulator(view.deniedCalls());
    case 'matchAllBatch':
      return new CountAccumulator(view.matchAllCalls());
    case 'crossAccount':
      return new DistinctAccumulator(view.foreignSecrets());
    case 'threshold':
      return rule.aggregation === 'cardinality'
        ? new DistinctAccumulator(view.secretOccurrences())
        : new CountAccumulator({ buckets: view.buckets, counts: view.retrievals });
  }
}

/**
 * The findings of one threshold, without overlap. A window ends with each bucket that has anything to count, and
 * signals when it holds `atLeast`. A finding covers everything counted in its windows. It grows to the longest signal
 * of the rule, or to one window if that is longer; another finding starts where the rest reaches the threshold by
 * itself. The warm-up is evaluated too, so that what begins there continues; findings that end before `period.from`
 * are not returned.
 */
function findingsOf(
  { kind, atLeast, window, severity }: FixedThreshold,
  session: number,
  accumulator: WindowAccumulator,
  period: BucketPeriod,
  rule: Rule,
): Finding[] {
  const { buckets } = accumulator;
  const length = window / rule.bucketDuration;
  const joiner = new WindowJoiner({
    keepAlive: Math.max(period.keepAlive, length),
    maxSignal: Math.max(period.maxSignal, length),
    minimumExcess: atLeast,
  });
  let low = lowerBound(buckets, period.historyFrom);
  for (let last = low; last < buckets.length && buckets[last]! < period.to; last++) {
    accumulator.enter(last);
    while (buckets[low]! <= buckets[last]! - length) accumulator.leave(low++);
    const observed = accumulator.total;
    if (observed < atLeast) continue;
    const covered = joiner.spans.at(-1)?.end ?? 0;
    const exceeding = [];
    for (let at = last; at >= low && buckets[at]! >= covered; at--) {
      exceeding.push({ bucket: buckets[at]!, excess: accumulator.added(at) });
    }
    const result = {
      kind,
      windowSeconds: window,
      observed,
      upperBound: atLeast - 1,
      pValue: null,
    };
    joiner.add({ exceeding: exceeding.reverse(), excess: observed, result, caseIndex: 0 });
  }
  return joiner.spans
    .filter(({ end }) => end > period.from)
    .map(({ start, end, result }) => ({ session, start, end, result, severity }));
}
