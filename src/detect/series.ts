import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import type { Rule } from '../rule/rule.js';

/** An identity's retrievals over time, sparse: parallel arrays, buckets ascending and unique. */
export interface Series {
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * The part of a profile's retrievals that lies in buckets `[from, to)`, sharing its memory. A bucket with
 * failures alone is in it, with count 0: it too shows that the identity was there.
 * @param counted what is counted in a bucket: retrievals, or (`cardinality`) the distinct values among them. A
 * window's total is the sum of its buckets, so a value that recurs in several of them counts in each.
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

/** Sum of the entries in buckets `[from, to)`. */
export function totalIn({ buckets, counts }: Series, from: number, to: number): number {
  let total = 0;
  for (let at = lowerBound(buckets, from); at < buckets.length && buckets[at]! < to; at++)
    total += counts[at]!;
  return total;
}
