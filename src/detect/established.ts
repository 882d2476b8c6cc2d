import { DAY } from '../model/time.js';
import { lowerBound } from '../base/lower-bound.js';
import type { BucketScope } from './scope.js';

/** Days with anything in them that make a habit. */
const LEAST_DAYS = 5;

/**
 * The first bucket that can be judged by what lies before it: `scope.learning` after the first one, and after days
 * enough with anything in them; Infinity when there are too few. Days rather than windows, or a long burst would
 * make a habit of itself.
 * @param activity buckets with anything in them, ascending
 */
export function evaluableFrom(activity: Uint32Array, scope: BucketScope, bucketDuration: number): number {
  const day = DAY / bucketDuration;
  const from = lowerBound(activity, scope.historyFrom);
  let days = 0;
  let last = -1;
  for (let at = from; at < activity.length; at++) {
    const today = Math.floor(activity[at]! / day);
    if (today === last) continue;
    last = today;
    if (++days === LEAST_DAYS) return Math.max(activity[from]! + scope.learning, (today + 1) * day);
  }
  return Infinity;
}
