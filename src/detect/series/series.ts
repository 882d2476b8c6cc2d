import { lowerBound } from '../../base/lower-bound.js';
import type { ProfileView } from '../../profile/profile.js';
import type { Rule } from '../../rule/rule.js';

/** Retrievals over time, sparse: parallel arrays of one length, the buckets ascending and unique. */
export interface Series {
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * The retrievals of a profile in buckets `[from, to)`. The arrays share the memory of the profile. A bucket with
 * failed calls only is included with count 0, because it also shows that the identity was active.
 * @param counted what is counted in a bucket: retrievals (`count`) or the distinct values among them (`cardinality`).
 * The total of a window is the sum of its buckets, so a value that occurs in several of them counts once in each.
 * @default 'count'
 */
export function retrievalSeries(
  view: ProfileView,
  from: number,
  to: number,
  counted: Rule['aggregation'] = 'count',
): Series {
  const low = lowerBound(view.buckets, from);
  const high = lowerBound(view.buckets, to);
  const counts = counted === 'cardinality' ? view.distinctSecrets : view.retrievals;
  return { buckets: view.buckets.subarray(low, high), counts: counts.subarray(low, high) };
}

/** Sum of the counts in buckets `[from, to)`. */
export function totalIn({ buckets, counts }: Series, from: number, to: number): number {
  let total = 0;
  for (let at = lowerBound(buckets, from); at < buckets.length && buckets[at]! < to; at++)
    total += counts[at]!;
  return total;
}
