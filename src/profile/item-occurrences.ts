import { KeyTable } from './key-table.js';
import type { Meetings } from './profile.js';
import type { ProfileStore } from './profile-store.js';

const ACCOUNT = /^[^:]*:(\d{12}):/;

/**
 * Which secrets an identity met in which of its buckets. Of a bucket too busy to be exact, those that it met there for
 * the first time; the others, if all are wanted, are things of that bucket's own.
 * @param rows of the identity's cells, in the order of their buckets
 * @param isWanted leaves out what it gives false for, by name; `undefined`: the name is not known
 */
export function secretMeetings(
  store: ProfileStore,
  owner: number,
  rows: Uint32Array,
  isWanted?: (name: string | undefined) => boolean,
): Meetings {
  const { cells, secrets, names } = store;
  const wanted = new KeyTable();
  for (const row of store.index().secrets.rowsOf(owner)) {
    const [hi, lo] = [secrets.hi(row), secrets.lo(row)];
    if (isWanted === undefined || isWanted(names.text(hi, lo))) wanted.add(hi, lo, 0);
  }
  const besides = wanted.size === 0 ? new Map<number, Set<number>>() : metBesides(store, owner, rows, wanted);
  const most = wanted.size === 0 ? 0 : mostMeetings(store, rows, besides);
  const buckets = new Uint32Array(most === 0 ? 0 : rows.length);
  const starts = new Uint32Array(buckets.length + 1);
  const met = new Uint32Array(most);
  let [filled, size, things] = [0, 0, wanted.size];
  if (most > 0) {
    for (const row of rows) {
      const bucket = cells.bucket(row);
      const start = size;
      const more = besides.get(bucket);
      cells.columns.secrets.forEach(row, (hi, lo) => {
        const secret = wanted.find(hi, lo, 0);
        if (secret >= 0 && more?.has(secret) !== true) met[size++] = secret;
      });
      if (more !== undefined) for (const secret of more) met[size++] = secret;
      if (isWanted === undefined && !cells.columns.secrets.isExact(row)) {
        // Of the others only how many they are is known.
        const end = start + cells.columns.secrets.count(row);
        while (size < end) met[size++] = things++;
      }
      if (size === start) continue;
      buckets[filled++] = bucket;
      starts[filled] = size;
    }
  }
  return {
    buckets: buckets.subarray(0, filled),
    starts: starts.subarray(0, filled + 1),
    met: met.subarray(0, size),
    things,
  };
}

/** How many meetings there can be. */
function mostMeetings(
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
function metBesides(
  store: ProfileStore,
  owner: number,
  rows: Uint32Array,
  wanted: KeyTable,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  const note = (bucket: number, hi: number, lo: number): void => {
    const secret = wanted.find(hi, lo, 0);
    if (secret < 0) return;
    const met = found.get(bucket);
    if (met === undefined) found.set(bucket, new Set([secret]));
    else met.add(secret);
  };
  for (const name of ['batchCells', 'lateBatchCells'] as const) {
    const table = store[name];
    for (const row of store.index()[name].rowsOf(owner)) {
      table.columns.secrets.forEach(row, (hi, lo) => note(table.bucket(row), hi, lo));
    }
  }
  const { cells, secrets } = store;
  const busy = new Set(
    rows.filter((row) => !cells.columns.secrets.isExact(row)).map((row) => cells.bucket(row)),
  );
  if (busy.size > 0) {
    for (const row of store.index().secrets.rowsOf(owner)) {
      const bucket = store.bucketOf(secrets.time(row));
      if (busy.has(bucket)) note(bucket, secrets.hi(row), secrets.lo(row));
    }
  }
  return found;
}
