import { parseObjectKey } from '../../source/listing/object-key.js';
import type { SkipReason } from '../../model/coverage.js';
import type { TimeRange } from '../../model/time.js';
import { hash64 } from '../../base/hash.js';
import type { SourceObject } from '../../source/source.js';

/** One of `of` parts of a listing. */
export interface ListingSlice {
  /** 1 to `of`. */
  readonly part: number;
  readonly of: number;
}

export interface ObjectFilterOptions {
  readonly delivered: TimeRange;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly partition: ListingSlice | undefined;
}

export interface ObjectVerdict {
  /** Why the object is skipped; null when it is wanted. */
  readonly skip: SkipReason | null;
  /** Time of delivery, epoch seconds; 0 when the key does not say. */
  readonly deliveredAt: number;
}

export type ObjectFilter = (object: SourceObject) => ObjectVerdict;

/** Decides from an object's key alone whether a run reads it. */
export function objectFilter(options: ObjectFilterOptions): ObjectFilter {
  const accounts = new Set(options.accounts);
  const regions = new Set(options.regions);
  const { delivered, partition } = options;
  return (object) => {
    const key = parseObjectKey(object.key);
    const deliveredAt = key.kind === 'cloudtrail' ? key.deliveredAt : 0;
    const verdict = (skip: SkipReason | null): ObjectVerdict => ({ skip, deliveredAt });
    if (key.kind === 'digest' || key.kind === 'insight' || key.kind === 'notCloudTrail')
      return verdict(key.kind);
    if (object.size === 0) return verdict('empty');
    if (key.kind === 'cloudtrail') {
      if (accounts.size > 0 && !accounts.has(key.accountId)) return verdict('otherAccount');
      if (regions.size > 0 && !regions.has(key.region)) return verdict('otherRegion');
      if (deliveredAt < delivered.from || deliveredAt >= delivered.to) return verdict('outsideTimeRange');
    }
    return verdict(partition === undefined || isIn(partition, object.uri) ? null : 'otherSlice');
  };
}

const hash = new Uint32Array(2);

/** A slice is chosen by a hash of the URI, so it does not depend on the order of the listing. */
function isIn({ part, of }: ListingSlice, uri: string): boolean {
  hash64(uri, hash);
  return hash[0]! % of === part - 1;
}
