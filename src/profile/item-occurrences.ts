import { KeyTable } from './key-table.js';
import type { Occurrences } from './profile.js';
import type { ProfileStore } from './profile-store.js';

const ACCOUNT = /^[^:]*:(\d{12}):/;

/**
 * Which secrets an identity used in which buckets. For a bucket with too many secrets to be exact, these are the
 * secrets first seen in it; without `isWanted`, each of the others counts as an item that occurs in this bucket only.
 * @param rows rows of the identity's cells, in the order of their buckets
 * @param isWanted gets the name of a secret, or `undefined` when the name is not known; false leaves the secret out
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
  const additional =
    wanted.size === 0
      ? new Map<number, Set<number>>()
      : additionalOccurrences(store, identityRow, rows, wanted);
  const most = wanted.size === 0 ? 0 : mostOccurrences(store, rows, additional);
  const buckets = new Uint32Array(most === 0 ? 0 : rows.length);
  const starts = new Uint32Array(buckets.length + 1);
  const items = new Uint32Array(most);
  let [filled, size, itemCount] = [0, 0, wanted.size];
  if (most > 0) {
    for (const row of rows) {
      const bucket = cells.bucket(row);
      const start = size;
      const more = additional.get(bucket);
      cells.columns.secrets.forEach(row, (hi, lo) => {
        const secret = wanted.find(hi, lo, 0);
        if (secret >= 0 && more?.has(secret) !== true) items[size++] = secret;
      });
      if (more !== undefined) for (const secret of more) items[size++] = secret;
      if (isWanted === undefined && !cells.columns.secrets.isExact(row)) {
        // Of the others only the number is known.
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

/** The most occurrences that there can be. */
function mostOccurrences(
  { cells }: ProfileStore,
  rows: Uint32Array,
  additional: ReadonlyMap<number, ReadonlySet<number>>,
): number {
  let most = 0;
  for (const row of rows) most += cells.columns.secrets.count(row);
  for (const { size } of additional.values()) most += size;
  return most;
}

/** Returns whether a secret is known to be in another account, which its name says. */
export function liesOutside(accountId: string): (name: string | undefined) => boolean {
  return (name) => {
    const account = name === undefined ? undefined : ACCOUNT.exec(name)?.[1];
    return accountId !== '' && account !== undefined && account !== accountId;
  };
}

/** By bucket: secrets that batch calls requested by name, and those first seen in cells that are not exact. */
function additionalOccurrences(
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
