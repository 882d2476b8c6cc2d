import { DAY } from '../model/time.js';
import { lowerBound } from '../base/lower-bound.js';
import type { BucketPeriod } from './period.js';

/** What a role group uses so soon after it began, in seconds, is its own, and says nothing. */
export const SETTLED = 2 * DAY;
/** What is there so soon after the beginning of the data, in seconds, may have been there for long. */
export const EARLY = 8 * DAY;

/** A history is established after this many active days. */
const ESTABLISHED_DAYS = 5;

/**
 * The first bucket that can be evaluated by the history before it: at least `period.learning` after the first active
 * bucket, and after five active days (UTC). Infinity when there are fewer. Days are counted, not windows, because one
 * long burst has many windows and must not establish a history by itself.
 * @param activity buckets with any activity, ascending
 */
export function evaluableFrom(activity: Uint32Array, period: BucketPeriod, bucketDuration: number): number {
  const day = DAY / bucketDuration;
  const from = lowerBound(activity, period.historyFrom);
  let days = 0;
  let last = -1;
  for (let at = from; at < activity.length; at++) {
    const today = Math.floor(activity[at]! / day);
    if (today === last) continue;
    last = today;
    days++;
    if (days === ESTABLISHED_DAYS) return Math.max(activity[from]! + period.learning, (today + 1) * day);
  }
  return Infinity;
}
