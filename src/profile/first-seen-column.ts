import type { FirstSeenTable } from './first-seen-table.js';

/** Collects items that identities used and when; then all are added to a FirstSeenTable together. */
export class FirstSeenColumn {
  /** Identity row, hi and lo of each observation. */
  readonly pairs: Int32Array;
  /** The table's row of each observation. Before `noteIn` it is a guess, see KeyTable.addAll. */
  readonly rows: Uint32Array;
  readonly #times: Uint32Array;
  #size = 0;

  constructor(capacity: number) {
    this.pairs = new Int32Array(capacity * 3);
    this.rows = new Uint32Array(capacity);
    this.#times = new Uint32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  identityRow(n: number): number {
    return this.pairs[n * 3]!;
  }

  /** Adds an observation of the item whose hash is at `words[hash]`. @returns its number */
  add(identityRow: number, words: Int32Array, hash: number, time: number): number {
    const n = this.#size++;
    this.pairs[n * 3] = identityRow;
    this.pairs[n * 3 + 1] = words[hash]!;
    this.pairs[n * 3 + 2] = words[hash + 1]!;
    this.#times[n] = time;
    return n;
  }

  /** The same, but joins the observation into the last one when that is about the same item. */
  join(identityRow: number, words: Int32Array, hash: number, time: number): number {
    const last = this.#size - 1;
    const at = last * 3;
    const isSame =
      last >= 0 &&
      this.pairs[at] === identityRow &&
      this.pairs[at + 1] === words[hash] &&
      this.pairs[at + 2] === words[hash + 1];
    if (!isSame) return this.add(identityRow, words, hash, time);
    if (time < this.#times[last]!) this.#times[last] = time;
    return last;
  }

  noteIn(table: FirstSeenTable): void {
    table.noteAll(this.pairs, this.#times, this.#size, this.rows);
  }
}
