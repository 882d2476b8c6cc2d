import type { ContextKind } from '../model/context-kind.js';
import type { Identity } from '../model/identity.js';
import { Distinct } from '../sketch/distinct.js';
import { inBucketOrder } from './bucket-order.js';
import type { FirstSeenTable } from './first-seen-table.js';
import { lowerBound } from '../base/lower-bound.js';
import type { IdentityIndex } from './identity-index.js';
import { firstSeenTimes } from './first-seen-times.js';
import { itemDays } from './item-days.js';
import { hashNumber } from '../base/hash-number.js';
import { KeyTable } from './key-table.js';
import { impliedRetrievals, type Requested } from './implied-retrievals.js';
import type {
  Estimate,
  FailedOrigin,
  FirstSeenTimes,
  Occurrences,
  RefusedItems,
  OriginObservation,
  ProfileView,
  SparseCounts,
} from './profile.js';
import { liesOutside, secretOccurrences } from './item-occurrences.js';
import type { ProfileStore } from './profile-store.js';

/** The profiles of all identities in key order, or of those with keys after `after`. */
export function profilesOf(store: ProfileStore, after: string | null = null): Generator<StoredProfile> {
  return profilesWhere(store, (identityRow) => after === null || store.identities.key(identityRow) > after);
}

/** The profiles of the identities with some rows, in key order. */
export function* profilesWhere(
  store: ProfileStore,
  isWanted: (identityRow: number) => boolean,
): Generator<StoredProfile> {
  for (const identityRow of store.index().identityRows) {
    if (isWanted(identityRow)) yield new StoredProfile(store, identityRow);
  }
}

/** Most identities have nothing of most kinds. */
const NOTHING = new Uint32Array(0);
const NO_TIMES: FirstSeenTimes = { hi: NOTHING, lo: NOTHING, time: NOTHING };
const NO_COUNTS: SparseCounts = { buckets: NOTHING, counts: NOTHING };
const NO_FAILED_ORIGINS: readonly FailedOrigin[] = [];
const NO_REFUSED_ITEMS: RefusedItems = {
  buckets: NOTHING,
  starts: new Uint32Array(1),
  items: NOTHING,
  itemCount: 0,
  ids: new Float64Array(0),
};

/** The ProfileView of one identity of a store. Valid until the store changes. */
export class StoredProfile implements ProfileView {
  readonly identity: Identity;
  readonly buckets: Uint32Array;
  readonly retrievals: Uint32Array;
  readonly failures: Uint32Array;
  readonly distinctSecrets: Uint32Array;
  readonly unnamed: Uint32Array;
  readonly estimated: Uint8Array;
  readonly #store: ProfileStore;
  readonly #identityRow: number;
  #origins: readonly OriginObservation[] | undefined;
  /** Rows of the cell table, in bucket order. */
  readonly #rows: Uint32Array;
  /** Secrets that batch calls requested by name and no record shows, by the index of their bucket. */
  readonly #implied = new Map<number, Distinct>();

  constructor(store: ProfileStore, identityRow: number) {
    const { cells } = store;
    const rows = inBucketOrder(cells, store.index().cells.rowsOf(identityRow));
    this.#store = store;
    this.#identityRow = identityRow;
    this.#rows = rows;
    this.identity = store.identities.identity(identityRow);
    this.buckets = rows.map((row) => cells.bucket(row));
    const { retrievals, failures, secrets } = cells.columns;
    this.retrievals = retrievals.countsOf(rows);
    this.failures = failures.countsOf(rows);
    this.distinctSecrets = secrets.countsOf(rows);
    this.unnamed = new Uint32Array(rows.length);
    this.estimated = new Uint8Array(rows.length);
    if (cells.sketches > 0) {
      for (const [index, row] of rows.entries()) {
        const isExact = retrievals.isExact(row) && failures.isExact(row) && secrets.isExact(row);
        this.estimated[index] = isExact ? 0 : 1;
      }
    }
    this.#addBatchCalls();
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
    for (let index = lowerBound(this.buckets, from); this.buckets[index]! < to; index++) {
      this.#store.cells.columns.secrets.forEach(this.#rows[index]!, note);
      const implied = this.#implied.get(index)?.hashes() ?? new Uint32Array(0);
      for (let at = 0; at < implied.length; at += 2) note(implied[at]!, implied[at + 1]!);
    }
    // For a bucket with too many secrets to be exact, at least the secrets first seen in it are known.
    for (const name of this.newSecretNamesIn(from, to)) names.add(name);
    return [...names].sort();
  }

  newSecretNamesIn(from: number, to: number): string[] {
    const { secrets } = this.#store;
    const observations = firstSeenTimes(this.#store, this.#identityRow);
    return this.#firstSeenIn(secrets, this.#store.index().secrets, from, to, observations);
  }

  newOriginsIn(from: number, to: number): string[] {
    const { bucketDuration } = this.#store;
    const first = new Map(this.failedOrigins().map(({ name, time }) => [name, time]));
    for (const { name, time } of this.origins()) first.set(name, Math.min(first.get(name) ?? Infinity, time));
    const isIn = (time: number): boolean => time >= from * bucketDuration && time < to * bucketDuration;
    return [...first].flatMap(([name, time]) => (isIn(time) ? [name] : [])).sort();
  }

  deniedCalls(): SparseCounts {
    return this.#caseCalls('denied');
  }

  matchAllCalls(): SparseCounts {
    return this.#caseCalls('matchAll');
  }

  secretOccurrences(): Occurrences {
    return secretOccurrences(this.#store, this.#identityRow, this.#rows);
  }

  foreignSecrets(): Occurrences {
    return secretOccurrences(
      this.#store,
      this.#identityRow,
      this.#rows,
      liesOutside(this.identity.accountId),
    );
  }

  secretDays(most: number, to: number): number[][] {
    return itemDays(this.#store, this.#identityRow, this.#rows, this.buckets, most, to);
  }

  firstSecrets(): FirstSeenTimes {
    const { secrets } = this.#store;
    const rows = this.#store.index().secrets.rowsOf(this.#identityRow);
    return {
      hi: rows.map((row) => secrets.hi(row)),
      lo: rows.map((row) => secrets.lo(row)),
      time: rows.map(firstSeenTimes(this.#store, this.#identityRow)),
    };
  }

  origins(): readonly OriginObservation[] {
    return (this.#origins ??= this.#readOrigins());
  }

  #readOrigins(): OriginObservation[] {
    return Array.from(
      this.#store.index().origins.rowsOf(this.#identityRow),
      (origin) => new StoredOrigin(this.#store, origin),
    ).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  failedOrigins(): readonly FailedOrigin[] {
    const { failedOrigins: table, names } = this.#store;
    const rows = this.#store.index().failedOrigins.rowsOf(this.#identityRow);
    if (rows.length === 0) return NO_FAILED_ORIGINS;
    return Array.from(rows, (row): FailedOrigin => {
      const [hi, lo] = [table.hi(row), table.lo(row)];
      return { name: names.text(hi, lo) ?? '', hash: lo, time: table.time(row) };
    }).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  refusedItems(): RefusedItems {
    const { caseCells } = this.#store;
    const column = caseCells.columns.refusedItems;
    const rows = this.#caseRows('refusedItems');
    if (rows.length === 0) return NO_REFUSED_ITEMS;
    const numbers = new KeyTable(2);
    const starts = new Uint32Array(rows.length + 1);
    const items: number[] = [];
    const ids: number[] = [];
    for (const [index, row] of rows.entries()) {
      column.forEach(row, (hi, lo) => {
        const number = numbers.add(hi, lo);
        ids[number] = hashNumber(hi, lo);
        items.push(number);
      });
      // Of too many to be exact only the number is known.
      if (!column.isExact(row)) {
        for (let n = column.count(row); n > 0; n--) {
          const number = numbers.add(~row, n);
          ids[number] = NaN;
          items.push(number);
        }
      }
      starts[index + 1] = items.length;
    }
    const buckets = rows.map((row) => caseCells.bucket(row));
    const all = { items: Uint32Array.from(items), itemCount: numbers.size, ids: Float64Array.from(ids) };
    return { buckets, starts, ...all };
  }

  contextItems(kind: ContextKind): FirstSeenTimes {
    return this.#timesIn(this.#store.context[kind], this.#store.index().context[kind]);
  }

  accessKeys(): FirstSeenTimes {
    return this.#timesIn(this.#store.accessKeys, this.#store.index().accessKeys);
  }

  itemName(hi: number, lo: number): string | undefined {
    return this.#store.names.text(hi, lo);
  }

  get accounts(): readonly string[] {
    return this.#scopes()
      .map((scope) => scope.slice(0, scope.indexOf('/')))
      .filter(isFirst)
      .filter(isSome)
      .sort();
  }

  get regions(): readonly string[] {
    return this.#scopes()
      .map((scope) => scope.slice(scope.indexOf('/') + 1))
      .filter(isFirst)
      .filter(isSome)
      .sort();
  }

  #caseCalls(name: 'denied' | 'matchAll'): SparseCounts {
    const { caseCells } = this.#store;
    const column = caseCells.columns[name];
    const rows = this.#caseRows(name);
    if (rows.length === 0) return NO_COUNTS;
    return {
      buckets: rows.map((row) => caseCells.bucket(row)),
      counts: rows.map((row) => column.count(row)),
    };
  }

  /** Rows with anything in a column, in the order of their buckets. */
  #caseRows(name: 'denied' | 'matchAll' | 'refusedItems'): Uint32Array {
    const { caseCells } = this.#store;
    const column = caseCells.columns[name];
    const rows = this.#store.index().caseCells.rowsOf(this.#identityRow);
    if (rows.length === 0) return rows;
    return rows
      .filter((row) => !column.isEmpty(row))
      .sort((a, b) => caseCells.bucket(a) - caseCells.bucket(b));
  }

  #timesIn(table: FirstSeenTable, index: IdentityIndex): FirstSeenTimes {
    const rows = index.rowsOf(this.#identityRow);
    if (rows.length === 0) return NO_TIMES;
    return {
      hi: rows.map((row) => table.hi(row)),
      lo: rows.map((row) => table.lo(row)),
      time: rows.map((row) => table.time(row)),
    };
  }

  /** Adds the retrievals that batch calls imply (see `impliedRetrievals`). */
  #addBatchCalls(): void {
    const { batchCells, lateBatchCells } = this.#store;
    const index = this.#store.index();
    if (
      index.batchCells.rowsOf(this.#identityRow).length +
        index.lateBatchCells.rowsOf(this.#identityRow).length ===
      0
    )
      return;
    const requested = (table: typeof batchCells): Requested[] =>
      Array.from(this.buckets, (bucket) => {
        const row = table.find(this.#identityRow, bucket);
        if (row < 0) return { listed: 0, filtered: 0 };
        return { listed: table.columns.listed.count(row), filtered: table.columns.filtered.count(row) };
      });
    const implied = impliedRetrievals(
      this.buckets,
      this.retrievals,
      requested(batchCells),
      requested(lateBatchCells),
    );
    for (const [at, { early, late, unnamed }] of implied.entries()) {
      if (early + late + unnamed === 0) continue;
      this.retrievals[at]! += early + late + unnamed;
      this.unnamed[at] = unnamed;
      this.estimated[at] = 1;
      const secrets = new Distinct();
      if (early > 0) this.#addImplied(batchCells, at, [at], secrets);
      if (late > 0) this.#addImplied(lateBatchCells, at, [at, at + 1], secrets);
      if (secrets.estimate() === 0) continue;
      this.#implied.set(at, secrets);
      const { count } = this.distinctSecretsIn(this.buckets[at]!, this.buckets[at]! + 1);
      this.distinctSecrets[at] = Math.max(this.distinctSecrets[at]!, count);
    }
  }

  /** Adds secrets that batch calls of one bucket requested and that no `get` in the buckets of `children` names. */
  #addImplied(
    table: ProfileStore['batchCells'],
    at: number,
    children: readonly number[],
    target: Distinct,
  ): void {
    const row = table.find(this.#identityRow, this.buckets[at]!);
    const requested = table.columns.secrets;
    if (!requested.isExact(row)) requested.addTo(row, target);
    const { secrets } = this.#store.cells.columns;
    requested.forEach(row, (hi, lo) => {
      const hasRecord = children.some(
        (child) =>
          this.buckets[child] === this.buckets[at]! + child - at && secrets.has(this.#rows[child]!, hi, lo),
      );
      if (!hasRecord) target.update(hi, lo);
    });
  }

  /** Joins the secrets of buckets `[from, to)` into `target`. @returns whether any of the buckets is not exact */
  #union(target: Distinct, from: number, to: number): boolean {
    let estimated = false;
    for (let index = lowerBound(this.buckets, from); this.buckets[index]! < to; index++) {
      this.#store.cells.columns.secrets.addTo(this.#rows[index]!, target);
      const implied = this.#implied.get(index);
      if (implied !== undefined) target.merge(implied);
      if (this.estimated[index] === 1) estimated = true;
    }
    return estimated;
  }

  #firstSeenIn(
    table: FirstSeenTable,
    index: IdentityIndex,
    from: number,
    to: number,
    timeOf = (row: number): number => table.time(row),
  ): string[] {
    const { names, bucketDuration } = this.#store;
    const found: string[] = [];
    for (const row of index.rowsOf(this.#identityRow)) {
      const time = timeOf(row);
      if (time < from * bucketDuration || time >= to * bucketDuration) continue;
      const name = names.text(table.hi(row), table.lo(row));
      if (name !== undefined) found.push(name);
    }
    return found.sort();
  }

  #scopes(): string[] {
    return this.#firstSeenIn(this.#store.scopes, this.#store.index().scopes, 0, Infinity);
  }
}

function isFirst(value: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(value) === index;
}

function isSome(value: string): boolean {
  return value !== '';
}

/** An origin of an identity. Its cells are read when they are first asked for: few are. */
class StoredOrigin implements OriginObservation {
  readonly name: string;
  readonly hash: number;
  readonly time: number;
  readonly days: number;
  readonly #store: ProfileStore;
  readonly #origin: number;
  #cells: Uint32Array | undefined;

  /** @param origin its row */
  constructor(store: ProfileStore, origin: number) {
    const { names, origins } = store;
    this.#store = store;
    this.#origin = origin;
    this.name = names.text(origins.hi(origin), origins.lo(origin)) ?? '';
    this.hash = origins.lo(origin);
    this.time = origins.time(origin);
    this.days = origins.days(origin);
  }

  get buckets(): Uint32Array {
    const { originCells } = this.#store;
    return this.#early.map((row) => originCells.bucket(row));
  }

  get retrievals(): Uint32Array {
    const { retrievals } = this.#store.originCells.columns;
    return this.#early.map((row) => retrievals.count(row));
  }

  /** Rows of its cells in its first days, in bucket order. */
  get #early(): Uint32Array {
    const { originCells } = this.#store;
    return (this.#cells ??= this.#store
      .index()
      .originCells.rowsOf(this.#origin)
      .filter((row) => this.#store.isEarly(this.#origin, originCells.bucket(row)))
      .sort((a, b) => originCells.bucket(a) - originCells.bucket(b)));
  }
}
