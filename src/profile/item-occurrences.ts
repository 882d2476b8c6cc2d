import { KeyTable } from './key-table.js';
import type { Occurrences } from './profile.js';
import type { ProfileStore } from './profile-store.js';

const ACCOUNT = /^[^:]*:(\d{12}):/;

/**
 * Which secrets an identity met in which of its buckets. Of a bucket too busy to be exact, those that it met there for
 * the first time; the others, if all are wanted, are things of that bucket's own.
 * @param rows of the identity's cells, in the order of their buckets
 * @param isWanted leaves out what it gives false for, by name; `undefined`: the name is not known
 */
export function secretOccurrences(
  store: ProfileStore,
  identityRow: number,
  rows: Uint32Array,
  isWanted?: (name: string | undefined) => boolean,
): Occurrences {
  const { cells, secrets, names } = store;
  const wanted = new KeyTable();
  for (const row of store.index().secrets.rowsOf(identityRow)) {
    const [hi, lo] = [secrets.hi(row), secrets.lo(row)];
    if (isWanted === undefined || isWanted(names.text(hi, lo))) wanted.add(hi, lo, 0);
  }
  const besides =
    wanted.size === 0 ? new Map<number, Set<number>>() : occurrencesBesides(store, identityRow, rows, wanted);
  const most = wanted.size === 0 ? 0 : mostOccurrences(store, rows, besides);
  const buckets = new Uint32Array(most === 0 ? 0 : rows.length);
  const starts = new Uint32Array(buckets.length + 1);
  const items = new Uint32Array(most);
  let [filled, size, itemCount] = [0, 0, wanted.size];
  if (most > 0) {
    for (const row of rows) {
      const bucket = cells.bucket(row);
      const start = size;
      const more = besides.get(bucket);
      cells.columns.secrets.forEach(row, (hi, lo) => {
        const secret = wanted.find(hi, lo, 0);
        if (secret >= 0 && more?.has(secret) !== true) items[size++] = secret;
      });
      if (more !== undefined) for (const secret of more) items[size++] = secret;
      if (isWanted === undefined && !cells.columns.secrets.isExact(row)) {
        // Of the others only how many they are is known.
        const end = start + cells.columns.secrets.count(row);
        while (size < end) items[size++] = itemCount++;
      }
      if (size === start) continue;
      buckets[filled++] = bucket;
      starts[filled] = size;
    }
  }
  return {
    buckets: buckets.subarray(0, filled),
    starts: starts.subarray(0, filled + 1),
    items: items.subarray(0, size),
    itemCount,
  };
}

/** How many meetings there can be. */
function mostOccurrences(
  { cells }: ProfileStore,
  rows: Uint32Array,
  besides: ReadonlyMap<number, ReadonlySet<number>>,
): number {
  let most = 0;
  for (const row of rows) most += cells.columns.secrets.count(row);
  for (const { size } of besides.values()) most += size;
  return most;
}

/** Whether a secret is known to lie in another account: a secret's name says in which it does. */
export function liesOutside(accountId: string): (name: string | undefined) => boolean {
  return (name) => {
    const account = name === undefined ? undefined : ACCOUNT.exec(name)?.[1];
    return accountId !== '' && account !== undefined && account !== accountId;
  };
}

/** By bucket, what batch calls asked for by name, and what was met first in cells that are not exact. */
function occurrencesBesides(
  store: ProfileStore,
  identityRow: number,
  rows: Uint32Array,
  wanted: KeyTable,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  const note = (bucket: number, hi: number, lo: number): void => {
    const secret = wanted.find(hi, lo, 0);
    if (secret < 0) return;
    const items = found.get(bucket);
    if (items === undefined) found.set(bucket, new Set([secret]));
    else items.add(secret);
  };
  for (const name of ['batchCells', 'lateBatchCells'] as const) {
    const table = store[name];
    for (const row of store.index()[name].rowsOf(identityRow)) {
      table.columns.secrets.forEach(row, (hi, lo) => note(table.bucket(row), hi, lo));
    }
  }
  const { cells, secrets } = store;
  const busy = new Set(
    rows.filter((row) => !cells.columns.secrets.isExact(row)).map((row) => cells.bucket(row)),
  );
  if (busy.size > 0) {
    for (const row of store.index().secrets.rowsOf(identityRow)) {
      const bucket = store.bucketOf(secrets.time(row));
      if (busy.has(bucket)) note(bucket, secrets.hi(row), secrets.lo(row));
    }
  }
  return found;
}
