import { lowerBound } from '../profile/lower-bound.js';
import type { BucketScope } from './scope.js';

/** Windows with anything in them that make a habit. */
const LEAST_ACTIVITY = 6;

/**
 * The first bucket that can be judged by what lies before it: `scope.learning` after the first one, and after
 * windows enough with anything in them; Infinity when there are too few.
 * @param activity buckets with anything in them, ascending
 */
export function judgedFrom(activity: Uint32Array, scope: BucketScope): number {
  let windows = 0;
  let last = -1;
  for (let at = lowerBound(activity, scope.historyFrom); at < activity.length; at++) {
    const window = Math.floor(activity[at]! / scope.windowLength);
    if (window === last) continue;
    last = window;
    if (++windows === LEAST_ACTIVITY) {
      const first = activity[lowerBound(activity, scope.historyFrom)]!;
      return Math.max(first + scope.learning, (window + 1) * scope.windowLength);
    }
  }
  return Infinity;
}
