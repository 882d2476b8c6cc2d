import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import { addBucket, type BucketsOfSignal, type CountedBuckets } from '../triage/evidence/counted-buckets.js';

/** What was counted for each of some signals, as far as their identities are among the views. */
export function countedBuckets(
  views: Iterable<ProfileView>,
  signals: readonly BucketsOfSignal[],
  bucketDuration: number,
): CountedBuckets[] {
  const counted = signals.map((): CountedBuckets => new Map());
  const ofIdentity = new Map<string, number[]>();
  for (const [index, { identities }] of signals.entries()) {
    for (const key of identities) ofIdentity.set(key, [...(ofIdentity.get(key) ?? []), index]);
  }
  for (const { identity, buckets, retrievals, failures, estimated } of views) {
    for (const signal of ofIdentity.get(identity.key) ?? []) {
      const { from, to } = signals[signal]!.range;
      const end = to / bucketDuration;
      for (let at = lowerBound(buckets, Math.floor(from / bucketDuration)); at < buckets.length; at++) {
        if (buckets[at]! >= end) break;
        addBucket(counted[signal]!, buckets[at]!, {
          retrievals: retrievals[at]!,
          failures: failures[at]!,
          estimated: estimated[at] === 1,
        });
      }
    }
  }
  return counted;
}
