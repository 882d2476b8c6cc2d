import type { ProfileStore } from './profile-store.js';

/**
 * When an identity first met each secret, by its row in the table of secrets: epoch seconds. One that only a late
 * batch call asked for in its bucket, and whose `get` follows in the next, is met there: that is where it is counted.
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
    const asked = isIn(lateBatchCells, bucket) && !isIn(cells, bucket) && !isIn(batchCells, bucket);
    return asked && isIn(cells, bucket + 1) ? (bucket + 1) * bucketDuration : time;
  };
}
