import { lowerBound } from '../base/lower-bound.js';
import { DAY } from '../model/time.js';
import { secretOccurrences } from './item-occurrences.js';
import { KeyTable } from './key-table.js';
import type { ProfileStore } from './profile-store.js';

/**
 * For each secret of an identity, in the order of its rows, the first days on which it was retrieved, ascending, at most
 * `most` of them. Cells in which no day of any secret can be new are not read, and these are nearly all of a busy identity.
 * @param rows rows of the identity's cells, in the order of their buckets
 * @param buckets their buckets
 * @param to buckets from it on are left out
 */
export function itemDays(
  store: ProfileStore,
  identityRow: number,
  rows: Uint32Array,
  buckets: Uint32Array,
  most: number,
  to: number,
): number[][] {
  const { cells, secrets, bucketDuration } = store;
  const index = store.index();
  const items = index.secrets.rowsOf(identityRow);
  const days = Array.from(items, (): number[] => []);
  const dayOf = (bucket: number): number => Math.floor((bucket * bucketDuration) / DAY);
  const isPlain =
    index.batchCells.rowsOf(identityRow).length + index.lateBatchCells.rowsOf(identityRow).length === 0 &&
    (cells.sketches === 0 || rows.every((row) => cells.columns.secrets.isExact(row)));
  if (!isPlain) {
    const found = secretOccurrences(store, identityRow, rows);
    for (let at = 0; at < found.buckets.length && found.buckets[at]! < to; at++) {
      const day = dayOf(found.buckets[at]!);
      for (let n = found.starts[at]!; n < found.starts[at + 1]!; n++)
        addDay(days[found.items[n]!], day, most);
    }
    return days;
  }
  const numbers = new KeyTable(2);
  for (const row of items) numbers.add(secrets.hi(row), secrets.lo(row));
  const starts = Array.from(items, (row) => Math.floor(secrets.time(row) / bucketDuration)).sort(
    (a, b) => a - b,
  );
  /** Secrets that were first seen up to the current bucket and may have another day, and how many lack the current one. */
  let [open, lacking] = [0, 0];
  let [next, today] = [0, -1];
  for (let at = 0; at < rows.length && buckets[at]! < to; at++) {
    const day = dayOf(buckets[at]!);
    if (day !== today) [today, lacking] = [day, open];
    for (; next < starts.length && starts[next]! <= buckets[at]!; next++) {
      open++;
      lacking++;
    }
    if (lacking === 0) {
      // Nothing new before the next first-seen secret or, where some are open, the next day.
      const tomorrow = open === 0 ? Infinity : Math.ceil(((day + 1) * DAY) / bucketDuration);
      const resume = Math.min(starts[next] ?? Infinity, tomorrow);
      if (resume === Infinity) break;
      at = lowerBound(buckets, resume) - 1;
      continue;
    }
    cells.columns.secrets.forEach(rows[at]!, (hi, lo) => {
      const known = days[numbers.find(hi, lo)];
      if (!addDay(known, day, most)) return;
      lacking--;
      if (known!.length === most) open--;
    });
  }
  return days;
}

/** @returns whether the day was new */
function addDay(days: number[] | undefined, day: number, most: number): boolean {
  if (days === undefined || days.length >= most || days.at(-1) === day) return false;
  days.push(day);
  return true;
}
