import type { ProfileView } from '../../profile/profile.js';
import type { BucketPeriod } from '../period.js';
import { retrievalSeries, type Series } from '../series/series.js';

/** The retrievals of all sessions of a role group together, from the start of the history to the end of the period. */
export function roleGroupSeries(
  sessions: readonly ProfileView[],
  { historyFrom, to }: Pick<BucketPeriod, 'historyFrom' | 'to'>,
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
