import { DAY, type TimeRange } from '../model/time.js';
import type { Rule } from '../rule/rule.js';

/** The longest history that is used, in seconds. */
const LONGEST_HISTORY = 14 * DAY;

/** Which time is evaluated by which rule, over which history. */
export interface EvaluationPeriod {
  readonly rule: Rule;
  /** Event time in which signals may lie. `to` is the end of the data where that comes earlier. */
  readonly range: TimeRange;
  /** Event time, epoch seconds: earlier events are ignored. Normally `range.from` minus the warm-up. */
  readonly historyFrom: number;
}

/** A period in buckets: the positions are bucket indices, the lengths are numbers of buckets. */
export interface BucketPeriod {
  /** The first bucket that is read; at most `from`. */
  readonly historyFrom: number;
  /** Signals may lie in buckets `[from, to)`: all buckets that the range touches. */
  readonly from: number;
  readonly to: number;
  /** Length of the evaluation window of the rule. */
  readonly windowLength: number;
  readonly day: number;
  /** The longest history of a window. */
  readonly lookback: number;
  /** Length of the learning duration of the rule. */
  readonly learning: number;
  /** Longest quiet time inside one signal. */
  readonly keepAlive: number;
  /** Longest signal. */
  readonly maxSignal: number;
}

/** Converts a period to buckets of its rule. A bucket that `historyFrom` cuts is not read. */
export function inBuckets({ rule, range, historyFrom }: EvaluationPeriod): BucketPeriod {
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
