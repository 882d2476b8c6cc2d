import type { TimeRange } from '../../model/time.js';

/*
 * What the state counted for a signal, by bucket: asked of each shard, answered in parts that are joined. Reading again
 * is complete when it finds as much.
 */

export interface BucketsOfSignal {
  /** Keys of its identities. */
  readonly identities: readonly string[];
  /** Event times. */
  readonly range: TimeRange;
}

/** What was counted in one bucket. */
export interface CountedBucket {
  readonly retrievals: number;
  readonly failures: number;
  /** Whether either is not exact. */
  readonly estimated: boolean;
}

/** By the index of the bucket: epoch seconds divided by the bucket duration. */
export type CountedBuckets = Map<number, CountedBucket>;

export function addBucket(buckets: CountedBuckets, index: number, added: CountedBucket): void {
  const before = buckets.get(index) ?? { retrievals: 0, failures: 0, estimated: false };
  buckets.set(index, {
    retrievals: before.retrievals + added.retrievals,
    failures: before.failures + added.failures,
    estimated: before.estimated || added.estimated,
  });
}
