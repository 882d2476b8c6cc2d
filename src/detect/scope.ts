import { DAY, type TimeRange } from '../model/time.js';
import type { Rule } from '../rule/rule.js';

/** No history is longer than this, seconds. */
const LONGEST_HISTORY = 14 * DAY;

/** What is evaluated, by which rule. */
export interface EvaluationScope {
  readonly rule: Rule;
  /** Event time that signals may lie in. Its `to` is where the data ends, if they end earlier. */
  readonly range: TimeRange;
  /** Event time, epoch seconds: nothing before it is looked at. Normally `range.from` less the warm-up. */
  readonly historyFrom: number;
}

/** A scope counted in buckets: indices of buckets, and numbers of them. */
export interface BucketScope {
  /** The first bucket that is looked at. */
  readonly historyFrom: number;
  /** The buckets in which signals may lie, `[from, to)`: all that the range touches. */
  readonly from: number;
  readonly to: number;
  readonly windowLength: number;
  readonly day: number;
  readonly lookback: number;
  readonly learning: number;
  readonly keepAlive: number;
  readonly maxSignal: number;
}

/** Counts a scope in its rule's buckets. A bucket that `historyFrom` cuts is not looked at. */
export function inBuckets({ rule, range, historyFrom }: EvaluationScope): BucketScope {
  const { bucketDuration } = rule;
  const from = Math.floor(range.from / bucketDuration);
  return {
    historyFrom: Math.min(from, Math.max(0, Math.ceil(historyFrom / bucketDuration))),
    from,
    to: Math.ceil(range.to / bucketDuration),
    windowLength: rule.evaluationWindow / bucketDuration,
    day: DAY / bucketDuration,
    lookback: LONGEST_HISTORY / bucketDuration,
    learning: Math.ceil(rule.learningDuration / bucketDuration),
    keepAlive: Math.floor(rule.keepAlive / bucketDuration),
    maxSignal: Math.floor(rule.maxSignalDuration / bucketDuration),
  };
}
