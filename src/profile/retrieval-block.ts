import { CellColumn } from './cell-column.js';
import type { FirstSeenTable } from './first-seen-table.js';
import { type IdentityTable, RECENT_ACCESS_KEY, RECENT_ORIGIN, RECENT_SCOPE } from './identity-table.js';
import type { ProfileStore } from './profile-store.js';
import { FirstSeenColumn } from './first-seen-column.js';

/** Retrievals in a full block. */
const BLOCK = 256;
const NONE = -1;

/**
 * Collects retrievals as columns and adds them to a store together. Each table looks up all of them at once (see
 * KeyTable.addAll), and only once for neighbours with the same key. A hash is given by its index in `words`.
 */
export class RetrievalBlock {
  readonly #eventKeys = new Int32Array(BLOCK * 2);
  readonly #buckets = new Uint32Array(BLOCK);
  readonly #times = new Uint32Array(BLOCK);
  readonly #scopes = new FirstSeenColumn(BLOCK);
  readonly #origins = new FirstSeenColumn(BLOCK);
  readonly #cells = new CellColumn(BLOCK);
  readonly #secrets = new FirstSeenColumn(BLOCK);
  readonly #accessKeys = new FirstSeenColumn(BLOCK);
  /** An access key and the low word of the origin's hash. */
  readonly #accessKey = new Int32Array(2);
  /** The numbers of origin, cell and secret (NONE: not known) of each retrieval. */
  readonly #originOf = new Uint32Array(BLOCK);
  readonly #cellOf = new Uint32Array(BLOCK);
  readonly #secretOf = new Int32Array(BLOCK);
  #size = 0;

  /** The row of each secret in the table of names. */
  readonly #secretName = new Uint32Array(BLOCK);

  readonly #earlyCells = new CellColumn(BLOCK);
  /** Retrievals that are within two days of the first use of their origin, and their cells in `originCells`. */
  readonly #earlyCellOf = new Uint32Array(BLOCK);
  readonly #early = new Uint32Array(BLOCK);

  get isFull(): boolean {
    return this.#size === BLOCK;
  }

  clear(): void {
    this.#size = 0;
    for (const column of [
      this.#scopes,
      this.#origins,
      this.#secrets,
      this.#accessKeys,
      this.#cells,
      this.#earlyCells,
    ]) {
      column.clear();
    }
  }

  /** A successful `get`. @param accessKey hash of a temporary access key, or 0 */
  add(
    identityRow: number,
    time: number,
    bucket: number,
    words: Int32Array,
    eventKey: number,
    origin: number,
    scope: number,
    accessKey: number,
  ): void {
    const n = this.#size++;
    this.#eventKeys[n * 2] = words[eventKey]!;
    this.#eventKeys[n * 2 + 1] = words[eventKey + 1]!;
    this.#buckets[n] = bucket;
    this.#times[n] = time;
    if (accessKey !== 0) {
      this.#accessKey[0] = accessKey;
      this.#accessKey[1] = words[origin + 1]!;
      this.#accessKeys.join(identityRow, this.#accessKey, 0, time);
    }
    this.#scopes.join(identityRow, words, scope, time);
    this.#originOf[n] = this.#origins.join(identityRow, words, origin, time);
    this.#cellOf[n] = this.#cells.add(identityRow, bucket);
    this.#secretOf[n] = NONE;
  }

  /**
   * The secret of the retrieval added last.
   * @param name the row of its name
   */
  addSecret(identityRow: number, time: number, words: Int32Array, secret: number, name: number): void {
    const n = this.#secrets.add(identityRow, words, secret, time);
    this.#secretOf[this.#size - 1] = n;
    this.#secretName[n] = name;
  }

  /** Joins all retrievals into a store and clears the block. */
  flush(store: ProfileStore): void {
    if (this.#size === 0) return;
    store.forgetIndex();
    noteObservations(this.#scopes, store.scopes, store.identities, RECENT_SCOPE);
    noteObservations(this.#origins, store.origins, store.identities, RECENT_ORIGIN);
    noteObservations(this.#accessKeys, store.accessKeys, store.identities, RECENT_ACCESS_KEY);
    this.#noteDays(store.origins);
    this.#noteSecrets(store);
    this.#addToCells(store);
    this.#addToOriginCells(store);
    this.clear();
  }

  #noteDays(origins: FirstSeenTable): void {
    for (let n = 0; n < this.#size; n++) {
      origins.noteDay(this.#origins.rows[this.#originOf[n]!]!, this.#times[n]!);
    }
  }

  /** The identity that retrieved a secret last usually retrieves it next, so the row is kept beside the name. */
  #noteSecrets({ names, secrets }: ProfileStore): void {
    const { rows, size } = this.#secrets;
    for (let n = 0; n < size; n++) rows[n] = names.recent(this.#secretName[n]!);
    this.#secrets.noteIn(secrets);
    for (let n = 0; n < size; n++) names.setRecent(this.#secretName[n]!, rows[n]! + 1);
  }

  #addToCells({ cells }: ProfileStore): void {
    const { retrievals, secrets } = cells.columns;
    const { pairs } = this.#secrets;
    this.#cells.addTo(cells);
    for (let n = 0; n < this.#size; n++) {
      const row = this.#cells.row(this.#cellOf[n]!);
      retrievals.add(row, this.#eventKeys[n * 2]!, this.#eventKeys[n * 2 + 1]!);
      // In turns, so that the sets of a cell are side by side in memory when they are read later.
      const secret = this.#secretOf[n]!;
      if (secret !== NONE) secrets.add(row, pairs[secret * 3 + 1]!, pairs[secret * 3 + 2]!);
    }
  }

  #addToOriginCells(store: ProfileStore): void {
    let early = 0;
    for (let n = 0; n < this.#size; n++) {
      const origin = this.#origins.rows[this.#originOf[n]!]!;
      const bucket = this.#buckets[n]!;
      if (!store.isEarly(origin, bucket)) continue;
      this.#earlyCellOf[early] = this.#earlyCells.add(origin, bucket);
      this.#early[early++] = n;
    }
    const { retrievals } = store.originCells.columns;
    this.#earlyCells.addTo(store.originCells);
    for (let at = 0; at < early; at++) {
      const n = this.#early[at]!;
      const row = this.#earlyCells.row(this.#earlyCellOf[at]!);
      retrievals.add(row, this.#eventKeys[n * 2]!, this.#eventKeys[n * 2 + 1]!);
    }
  }
}

/** An identity usually uses the same item again, so the row of its last one is kept beside the identity. */
function noteObservations(
  observations: FirstSeenColumn,
  table: FirstSeenTable,
  identities: IdentityTable,
  which: number,
): void {
  const { rows, size } = observations;
  for (let n = 0; n < size; n++) rows[n] = identities.recent(observations.identityRow(n), which);
  observations.noteIn(table);
  for (let n = 0; n < size; n++) identities.setRecent(observations.identityRow(n), which, rows[n]! + 1);
}
