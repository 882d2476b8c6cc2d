import type { Identity } from '../model/identity.js';
import { Distinct } from '../sketch/distinct.js';
import type { FirstSeen } from './first-seen.js';
import { lowerBound } from './lower-bound.js';
import type { OwnerIndex } from './owner-index.js';
import { foreignSecretsOf } from './foreign-secrets.js';
import type { Estimate, FirstSights, Meetings, OriginSight, ProfileView, SparseCounts } from './profile.js';
import type { ProfileStore } from './profile-store.js';
import type { SetColumn } from './set-column.js';

/** Every identity's profile in key order, from the first key after `after`. */
export function* profilesOf(store: ProfileStore, after: string | null = null): Generator<StoredProfile> {
  for (const owner of store.index().owners) {
    if (after === null || store.identities.identity(owner).key > after) yield new StoredProfile(store, owner);
  }
}

/** One identity of a store as the detector reads it. Valid until the store changes. */
export class StoredProfile implements ProfileView {
  readonly identity: Identity;
  readonly buckets: Uint32Array;
  readonly retrievals: Uint32Array;
  readonly failures: Uint32Array;
  readonly distinctSecrets: Uint32Array;
  readonly unnamed: Uint32Array;
  readonly estimated: Uint8Array;
  readonly #store: ProfileStore;
  readonly #owner: number;
  /** Rows of the cell table, in bucket order. */
  readonly #rows: Uint32Array;
  /** For each of them, its row in the table of batch cells, or -1. */
  readonly #batchRows: Int32Array;

  constructor(store: ProfileStore, owner: number) {
    const { cells, batchCells } = store;
    const rows = store
      .index()
      .cells.rowsOf(owner)
      .sort((a, b) => cells.bucket(a) - cells.bucket(b));
    this.#store = store;
    this.#owner = owner;
    this.#rows = rows;
    this.#batchRows = new Int32Array(rows.length).fill(-1);
    this.identity = store.identities.identity(owner);
    this.buckets = rows.map((row) => cells.bucket(row));
    this.retrievals = rows.map((row) => cells.columns.retrievals.count(row));
    this.failures = rows.map((row) => cells.columns.failures.count(row));
    this.distinctSecrets = rows.map((row) => cells.columns.secrets.count(row));
    this.unnamed = new Uint32Array(rows.length);
    this.estimated = Uint8Array.from(rows, (row) => {
      const { retrievals, failures, secrets } = cells.columns;
      return retrievals.isExact(row) && failures.isExact(row) && secrets.isExact(row) ? 0 : 1;
    });
    if (batchCells.size > 0) this.#addBatchCalls();
  }

  distinctSecretsIn(from: number, to: number): Estimate {
    const union = new Distinct();
    const estimated = this.#union(union, from, to);
    return { count: union.estimate(), estimated: estimated || !union.isExact };
  }

  secretNamesIn(from: number, to: number): string[] {
    const names = new Set<string>();
    const note = (hi: number, lo: number): void => {
      const name = this.#store.names.text(hi, lo);
      if (name !== undefined) names.add(name);
    };
    this.#forSets(from, to, (column, row) => column.forEach(row, note));
    // Of a bucket too busy to be exact, at least the secrets first met in it are known.
    for (const name of this.newSecretNamesIn(from, to)) names.add(name);
    return [...names].sort();
  }

  newSecretNamesIn(from: number, to: number): string[] {
    return this.#firstSeenIn(this.#store.secrets, this.#store.index().secrets, from, to);
  }

  newOriginsIn(from: number, to: number): string[] {
    return this.#firstSeenIn(this.#store.origins, this.#store.index().origins, from, to);
  }

  deniedCalls(): SparseCounts {
    return this.#caseCalls('denied');
  }

  catchAllCalls(): SparseCounts {
    return this.#caseCalls('catchAll');
  }

  foreignSecrets(): Meetings {
    return foreignSecretsOf(this.#store, this.#owner);
  }

  firstSecrets(): FirstSights {
    const { secrets } = this.#store;
    const rows = this.#store.index().secrets.rowsOf(this.#owner);
    return {
      hi: rows.map((row) => secrets.hi(row)),
      lo: rows.map((row) => secrets.lo(row)),
      time: rows.map((row) => secrets.time(row)),
    };
  }

  origins(): OriginSight[] {
    const { names, origins, originCells } = this.#store;
    const index = this.#store.index();
    return Array.from(index.origins.rowsOf(this.#owner), (origin): OriginSight => {
      const cells = index.originCells
        .rowsOf(origin)
        .filter((row) => this.#store.isEarly(origin, originCells.bucket(row)))
        .sort((a, b) => originCells.bucket(a) - originCells.bucket(b));
      return {
        name: names.text(origins.hi(origin), origins.lo(origin)) ?? '',
        time: origins.time(origin),
        buckets: cells.map((row) => originCells.bucket(row)),
        retrievals: cells.map((row) => originCells.columns.retrievals.count(row)),
      };
    }).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get accounts(): readonly string[] {
    return this.#places()
      .map((place) => place.slice(0, place.indexOf('/')))
      .filter(isFirst)
      .filter(isSome)
      .sort();
  }

  get regions(): readonly string[] {
    return this.#places()
      .map((place) => place.slice(place.indexOf('/') + 1))
      .filter(isFirst)
      .filter(isSome)
      .sort();
  }

  #caseCalls(name: 'denied' | 'catchAll'): SparseCounts {
    const { caseCells } = this.#store;
    const column = caseCells.columns[name];
    const rows = this.#store
      .index()
      .caseCells.rowsOf(this.#owner)
      .filter((row) => !column.isEmpty(row))
      .sort((a, b) => caseCells.bucket(a) - caseCells.bucket(b));
    return {
      buckets: rows.map((row) => caseCells.bucket(row)),
      counts: rows.map((row) => column.count(row)),
    };
  }

  /**
   * Batch calls are counted by the `get` records that follow them. Where a bucket has fewer of these than its
   * calls asked for by name, the rest is added; calls by filters do not say how many they return, so they count
   * (at the most they may return) only in a bucket without a single `get`.
   */
  #addBatchCalls(): void {
    const { batchCells } = this.#store;
    const { listed, filtered, secrets } = batchCells.columns;
    for (const [index, bucket] of this.buckets.entries()) {
      const row = batchCells.find(this.#owner, bucket);
      if (row < 0) continue;
      const seen = this.retrievals[index]!;
      const asked = listed.count(row) + (seen === 0 ? filtered.count(row) : 0);
      if (asked <= seen) continue;
      this.#batchRows[index] = row;
      this.retrievals[index] = asked;
      this.unnamed[index] = seen === 0 ? filtered.count(row) : 0;
      this.estimated[index] = 1;
      if (!secrets.isEmpty(row)) {
        const union = new Distinct();
        this.#union(union, bucket, bucket + 1);
        this.distinctSecrets[index] = union.estimate();
      }
    }
  }

  /** Joins the secrets of buckets `[from, to)` into `target`. @returns whether any of them is not exact. */
  #union(target: Distinct, from: number, to: number): boolean {
    let estimated = false;
    this.#forSets(from, to, (column, row, index) => {
      column.addTo(row, target);
      if (this.estimated[index] === 1) estimated = true;
    });
    return estimated;
  }

  /** Calls back with each set of secrets in buckets `[from, to)`, those that batch calls imply too. */
  #forSets(from: number, to: number, each: (column: SetColumn, row: number, index: number) => void): void {
    for (let index = lowerBound(this.buckets, from); index < this.buckets.length; index++) {
      if (this.buckets[index]! >= to) return;
      each(this.#store.cells.columns.secrets, this.#rows[index]!, index);
      const batchRow = this.#batchRows[index]!;
      if (batchRow >= 0) each(this.#store.batchCells.columns.secrets, batchRow, index);
    }
  }

  #firstSeenIn(table: FirstSeen, index: OwnerIndex, from: number, to: number): string[] {
    const { names, bucketDuration } = this.#store;
    const found: string[] = [];
    for (const row of index.rowsOf(this.#owner)) {
      const time = table.time(row);
      if (time < from * bucketDuration || time >= to * bucketDuration) continue;
      const name = names.text(table.hi(row), table.lo(row));
      if (name !== undefined) found.push(name);
    }
    return found.sort();
  }

  #places(): string[] {
    return this.#firstSeenIn(this.#store.places, this.#store.index().places, 0, Infinity);
  }
}

function isFirst(value: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(value) === index;
}

function isSome(value: string): boolean {
  return value !== '';
}
