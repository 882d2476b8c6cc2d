import type { CellTable } from './cell-table.js';

/** Rows in the order of their buckets. Sorted as numbers, which is many times as fast as by a comparison. */
export function inBucketOrder(cells: CellTable<string>, rows: Uint32Array): Uint32Array {
  // A bucket is below 2^24 (it has 300 s at least and ends before 2106), and so is the number of an identity's buckets.
  const keys = new Float64Array(rows.length);
  let isOrdered = true;
  for (let at = 0; at < rows.length; at++) {
    keys[at] = cells.bucket(rows[at]!) * 2 ** 24 + at;
    isOrdered &&= at === 0 || keys[at - 1]! < keys[at]!;
  }
  if (isOrdered) return rows; // as they are when they come from a snapshot
  keys.sort();
  const ordered = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) ordered[at] = rows[keys[at]! % 2 ** 24]!;
  return ordered;
}
