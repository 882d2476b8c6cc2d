import { CONTEXT_KINDS, type ContextKind } from '../model/context-kind.js';
import type { Identity } from '../model/identity.js';
import { mix } from '../base/hash.js';
import { FIXED_HASH_KEY, type HashKey } from '../base/keyed-hash.js';
import { CellTable } from './cell-table.js';
import { FirstSeenTable } from './first-seen-table.js';
import { HashArena } from './hash-arena.js';
import { IdentityTable } from './identity-table.js';
import { NameTable } from './name-table.js';
import { indexByIdentity, type IdentityIndex } from './identity-index.js';
import { EARLY } from './profile.js';

/** The `get` records of a batch call follow it within this many seconds. */
const CHILDREN_WITHIN = 60;
const BATCH_COLUMNS = ['listed', 'filtered', 'secrets'] as const;

/** The sum of the figures of two stores that have no identity in common. */
export function addTotals(a: StoreTotals, b: StoreTotals): StoreTotals {
  return {
    identities: a.identities + b.identities,
    cells: a.cells + b.cells,
    retrievals: a.retrievals + b.retrievals,
    failures: a.failures + b.failures,
    sketches: a.sketches + b.sketches,
    sessions: a.sessions + b.sessions,
    firstBucket: Math.min(a.firstBucket, b.firstBucket),
    lastBucket: Math.max(a.lastBucket, b.lastBucket),
    bytes: a.bytes + b.bytes,
  };
}

/** Figures about the content of a store. */
export interface StoreTotals {
  /** Those with any retrieval, failed or not. */
  readonly identities: number;
  readonly cells: number;
  /** Distinct successful retrievals. */
  readonly retrievals: number;
  /** Distinct failed retrievals. */
  readonly failures: number;
  /** Sets that are no longer exact. */
  readonly sketches: number;
  /** Identities that are role sessions. */
  readonly sessions: number;
  /** First and last bucket with any content; Infinity and -Infinity when there is none. */
  readonly firstBucket: number;
  readonly lastBucket: number;
  /** Memory of tables and sets in bytes, without texts (identities, names). */
  readonly bytes: number;
}

/**
 * Profiles of many identities in arenas of typed arrays. Everything in it is a join-semilattice: adding the same data
 * in any order and any number of times gives the same state, and snapshots that are equal to the byte.
 *
 * Times are epoch seconds, hashes are pairs of 32-bit words, an identity row is what `addIdentity` returned.
 */
export class ProfileStore {
  /** Seconds in a bucket. */
  readonly bucketDuration: number;
  readonly identities: IdentityTable;
  readonly names = new NameTable();
  readonly #arena = new HashArena();
  readonly cells = new CellTable(this.#arena, ['retrievals', 'failures', 'secrets']);
  /**
   * What batch calls requested. These are cells in a table of their own, because few identities make batch calls.
   * `listed` and `filtered` hold a synthetic hash for each secret that was requested by name, or may have been
   * returned by filters. So they are sets, too, and a call that is read twice counts once.
   */
  readonly batchCells = new CellTable(this.#arena, BATCH_COLUMNS);
  /** The same for calls so late in their bucket that their `get` records may be in the next bucket. */
  readonly lateBatchCells = new CellTable(this.#arena, BATCH_COLUMNS);
  /**
   * Denied calls, items that were refused or do not exist, and batch calls with a match-all filter. They have a table of
   * their own, because few identities make such calls. The other tables count these calls as well.
   */
  readonly caseCells = new CellTable(this.#arena, ['denied', 'matchAll', 'refusedItems']);
  readonly secrets = new FirstSeenTable();
  readonly origins = new FirstSeenTable(true);
  /** Origins of failed calls. */
  readonly failedOrigins = new FirstSeenTable();
  /**
   * Retrievals from an origin within two days of its first use. The cells belong to the row of `origins`, in place of
   * an identity row. Later retrievals are left out. Which ones are later depends on the earliest time alone, so this
   * is a join, too. It takes memory only while origins are new.
   */
  readonly originCells = new CellTable(this.#arena, ['retrievals']);
  /** `ACCOUNT/REGION` in which calls were recorded. */
  readonly scopes = new FirstSeenTable();
  /** Temporary access keys: a hash of the key, and the low word of the hash of an origin that it was used from. */
  readonly accessKeys = new FirstSeenTable();
  /** Items that identities created, wrote or looked up, by kind of context. */
  readonly context: Readonly<Record<ContextKind, FirstSeenTable>> = {
    creation: new FirstSeenTable(),
    write: new FirstSeenTable(),
    management: new FirstSeenTable(),
    deletion: new FirstSeenTable(),
    description: new FirstSeenTable(),
    listing: new FirstSeenTable(),
    copy: new FirstSeenTable(),
    deniedDescription: new FirstSeenTable(),
    deniedListing: new FirstSeenTable(),
  };
  #index: StoreIndex | undefined;

  /** @param hashKey that all hashes of names and identities in it have. @default the one that everybody knows */
  constructor(bucketDuration: number, hashKey: HashKey = FIXED_HASH_KEY) {
    this.bucketDuration = bucketDuration;
    this.identities = new IdentityTable(hashKey);
  }

  addIdentity(identity: Identity, logicalShard: number): number {
    this.#index = undefined;
    return this.identities.add(identity, logicalShard);
  }

  /** Adds many identities, whose records (see identity-record.ts) begin at `starts` in `words`. @returns their rows */
  addIdentityRecords(words: Uint32Array, starts: Uint32Array): Uint32Array {
    this.#index = undefined;
    return this.identities.addRecords(words, starts);
  }

  /** Must be called after a change that was made in the tables directly. */
  forgetIndex(): void {
    this.#index = undefined;
  }

  noteName(hi: number, lo: number, text: string): void {
    this.names.note(hi, lo, text);
  }

  /** @returns the row of its cell, for `addSecret` */
  addRetrieval(identityRow: number, time: number, keyHi: number, keyLo: number): number {
    const cell = this.#cell(identityRow, time);
    this.cells.columns.retrievals.add(cell, keyHi, keyLo);
    return cell;
  }

  addFailure(identityRow: number, time: number, keyHi: number, keyLo: number): void {
    this.cells.columns.failures.add(this.#cell(identityRow, time), keyHi, keyLo);
  }

  /** A call that was denied. */
  addDenied(identityRow: number, time: number, keyHi: number, keyLo: number): void {
    this.#addCase('denied', identityRow, time, keyHi, keyLo);
  }

  /** An item that a call did not get, because it was denied or the item does not exist. */
  addRefusedItem(identityRow: number, time: number, hi: number, lo: number): void {
    this.#addCase('refusedItems', identityRow, time, hi, lo);
  }

  /** An item that an identity created, wrote or looked up. */
  addContext(identityRow: number, kind: ContextKind, hi: number, lo: number, time: number): void {
    this.#index = undefined;
    this.context[kind].note(identityRow, hi, lo, time);
  }

  /**
   * A call with a temporary access key, failed or not.
   * @param key hash of the key
   * @param origin low word of the hash of the origin
   */
  addAccessKey(identityRow: number, key: number, origin: number, time: number): void {
    this.#index = undefined;
    this.accessKeys.note(identityRow, key, origin, time);
  }

  /** A batch call with a match-all filter, failed or not. */
  addMatchAll(identityRow: number, time: number, keyHi: number, keyLo: number): void {
    this.#addCase('matchAll', identityRow, time, keyHi, keyLo);
  }

  /** The secret of a retrieval. */
  addSecret(identityRow: number, cell: number, time: number, hi: number, lo: number): void {
    this.cells.columns.secrets.add(cell, hi, lo);
    this.secrets.note(identityRow, hi, lo, time);
  }

  /** Where a retrieval came from. */
  addOrigin(identityRow: number, hi: number, lo: number, time: number, keyHi: number, keyLo: number): void {
    this.#index = undefined;
    const row = this.origins.note(identityRow, hi, lo, time);
    const bucket = this.bucketOf(time);
    if (!this.isEarly(row, bucket)) return;
    this.originCells.columns.retrievals.add(this.originCells.cell(row, bucket), keyHi, keyLo);
  }

  /** Where a failed call came from. */
  addFailedOrigin(identityRow: number, hi: number, lo: number, time: number): void {
    this.#index = undefined;
    this.failedOrigins.note(identityRow, hi, lo, time);
  }

  /** Whether a bucket is within two days of the first use of an origin. @param row of `origins` */
  isEarly(row: number, bucket: number): boolean {
    return bucket - this.bucketOf(this.origins.time(row)) < Math.ceil(EARLY / this.bucketDuration);
  }

  addScope(identityRow: number, hi: number, lo: number, time: number): void {
    this.#index = undefined;
    this.scopes.note(identityRow, hi, lo, time);
  }

  /** A batch call that requests `listed` secrets by name and at most `filtered` by filters. */
  addBatchCall(
    identityRow: number,
    time: number,
    keyHi: number,
    keyLo: number,
    listed: number,
    filtered: number,
  ): void {
    this.#cell(identityRow, time); // a bucket that has only batch calls needs a cell, too
    const table = this.#batchCellsAt(time);
    const row = table.cell(identityRow, this.bucketOf(time));
    const slot = new Uint32Array(2);
    for (const [column, count] of [
      ['listed', listed],
      ['filtered', filtered],
    ] as const) {
      for (let n = 0; n < count; n++) {
        mix(keyHi, keyLo, n, slot);
        table.columns[column].add(row, slot[0]!, slot[1]!);
      }
    }
  }

  /** A secret that a batch call requested by name. */
  addBatchSecret(identityRow: number, time: number, hi: number, lo: number): void {
    const table = this.#batchCellsAt(time);
    table.columns.secrets.add(table.cell(identityRow, this.bucketOf(time)), hi, lo);
    this.secrets.note(identityRow, hi, lo, time);
  }

  bucketOf(time: number): number {
    return Math.floor(time / this.bucketDuration);
  }

  /** Logical shards that have an identity, ascending. */
  logicalShards(): number[] {
    const logicalShards = new Set<number>();
    for (let identityRow = 0; identityRow < this.identities.size; identityRow++)
      logicalShards.add(this.identities.logicalShard(identityRow));
    return [...logicalShards].sort((a, b) => a - b);
  }

  /** The rows of all tables by identity. It is built when first needed, and again after a change. */
  index(): StoreIndex {
    const identityRows = this.identities.size;
    const index = (table: { readonly size: number; identityRow(row: number): number }): IdentityIndex =>
      indexByIdentity(identityRows, table.size, (row) => table.identityRow(row));
    this.#index ??= {
      identityRows: this.identities.sorted(),
      cells: index(this.cells),
      batchCells: index(this.batchCells),
      lateBatchCells: index(this.lateBatchCells),
      caseCells: index(this.caseCells),
      secrets: index(this.secrets),
      origins: index(this.origins),
      originCells: indexByIdentity(this.origins.size, this.originCells.size, (row) =>
        this.originCells.identityRow(row),
      ),
      failedOrigins: index(this.failedOrigins),
      scopes: index(this.scopes),
      accessKeys: index(this.accessKeys),
      context: Object.fromEntries(CONTEXT_KINDS.map((kind) => [kind, index(this.context[kind])])) as Record<
        ContextKind,
        IdentityIndex
      >,
    };
    return this.#index;
  }

  totals(): StoreTotals {
    const { retrievals, failures } = this.cells.columns;
    let [retrieved, failed, firstBucket, lastBucket] = [0, 0, Infinity, -Infinity];
    // An identity without cells has context only, and retrieved nothing.
    const active = new Uint8Array(this.identities.size);
    for (let row = 0; row < this.cells.size; row++) {
      active[this.cells.identityRow(row)] = 1;
      retrieved += retrievals.count(row);
      failed += failures.count(row);
      firstBucket = Math.min(firstBucket, this.cells.bucket(row));
      lastBucket = Math.max(lastBucket, this.cells.bucket(row));
    }
    let [identities, sessions] = [0, 0];
    for (let identityRow = 0; identityRow < active.length; identityRow++) {
      if (active[identityRow] === 0) continue;
      identities++;
      if (this.identities.isSession(identityRow)) sessions++;
    }
    return {
      identities,
      cells: this.cells.size,
      retrievals: retrieved,
      failures: failed,
      sketches: [this.cells, this.batchCells, this.lateBatchCells, this.caseCells, this.originCells].reduce(
        (sum, table) => sum + table.sketches,
        0,
      ),
      sessions,
      firstBucket,
      lastBucket,
      bytes: [
        this.#arena,
        this.cells,
        this.batchCells,
        this.lateBatchCells,
        this.caseCells,
        this.originCells,
        this.secrets,
        this.origins,
        this.failedOrigins,
        this.scopes,
        this.accessKeys,
        ...Object.values(this.context),
      ].reduce((sum, part) => sum + part.bytes, 0),
    };
  }

  #batchCellsAt(time: number): CellTable<(typeof BATCH_COLUMNS)[number]> {
    const late = this.bucketDuration - (time % this.bucketDuration) <= CHILDREN_WITHIN;
    return late ? this.lateBatchCells : this.batchCells;
  }

  #addCase(
    column: 'denied' | 'matchAll' | 'refusedItems',
    identityRow: number,
    time: number,
    keyHi: number,
    keyLo: number,
  ): void {
    this.#cell(identityRow, time); // a bucket that has nothing else needs a cell, too
    const row = this.caseCells.cell(identityRow, this.bucketOf(time));
    this.caseCells.columns[column].add(row, keyHi, keyLo);
  }

  #cell(identityRow: number, time: number): number {
    this.#index = undefined;
    return this.cells.cell(identityRow, this.bucketOf(time));
  }
}

/** The rows of every table by identity. */
export interface StoreIndex {
  /** All identity rows in the order of their keys. */
  readonly identityRows: readonly number[];
  readonly cells: IdentityIndex;
  readonly batchCells: IdentityIndex;
  readonly lateBatchCells: IdentityIndex;
  readonly caseCells: IdentityIndex;
  readonly secrets: IdentityIndex;
  readonly origins: IdentityIndex;
  /** By the row of `origins`. */
  readonly originCells: IdentityIndex;
  readonly failedOrigins: IdentityIndex;
  readonly scopes: IdentityIndex;
  readonly accessKeys: IdentityIndex;
  readonly context: Readonly<Record<ContextKind, IdentityIndex>>;
}
