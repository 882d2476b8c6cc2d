import type { ProfileView } from '../profile/profile.js';
import type { BucketScope } from './scope.js';
import { retrievalSeries, type Series } from './series.js';

/** The retrievals of all members of a family together, in the scope's buckets from its history to its end. */
export function roleGroupSeries(
  sessions: readonly ProfileView[],
  { historyFrom, to }: Pick<BucketScope, 'historyFrom' | 'to'>,
): Series {
  const [only] = sessions;
  if (sessions.length === 1 && only !== undefined) return retrievalSeries(only, historyFrom, to);
  const totals = new Map<number, number>();
  for (const view of sessions) {
    const { buckets, counts } = retrievalSeries(view, historyFrom, to);
    for (const [index, bucket] of buckets.entries()) {
      totals.set(bucket, (totals.get(bucket) ?? 0) + counts[index]!);
    }
  }
  const buckets = Uint32Array.from(totals.keys()).sort();
  return { buckets, counts: buckets.map((bucket) => totals.get(bucket)!) };
}
