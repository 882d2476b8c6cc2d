import type { ProfileStore } from './profile-store.js';

/**
 * The first-seen time of each secret of an identity, by the secret's row in the table of secrets, in epoch seconds.
 * When only a late batch call requested the secret in a bucket, and its `get` follows in the next bucket, the time is
 * that of the next bucket, because the retrieval is counted there.
 */
export function firstSeenTimes(store: ProfileStore, identityRow: number): (row: number) => number {
  const { secrets, cells, batchCells, lateBatchCells, bucketDuration } = store;
  if (store.index().lateBatchCells.rowsOf(identityRow).length === 0) return (row) => secrets.time(row);
  return (row) => {
    const time = secrets.time(row);
    const bucket = store.bucketOf(time);
    const isIn = (table: typeof cells | typeof batchCells, at: number): boolean => {
      const cell = table.find(identityRow, at);
      return cell >= 0 && table.columns.secrets.has(cell, secrets.hi(row), secrets.lo(row));
    };
    const requested = isIn(lateBatchCells, bucket) && !isIn(cells, bucket) && !isIn(batchCells, bucket);
    return requested && isIn(cells, bucket + 1) ? (bucket + 1) * bucketDuration : time;
  };
}
