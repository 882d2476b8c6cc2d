import type { FirstSeenTable } from './first-seen-table.js';

/** Things that owners met, on their way into a FirstSeen. */
export class FirstSeenColumn {
  /** Owner, hi and lo of each. */
  readonly pairs: Int32Array;
  /** Of each its row in the FirstSeen: before it is noted a guess at it, see KeyTable.addAll. */
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

  /** Adds a sight of what has its hash at `words[hash]`. @returns its number. */
  add(identityRow: number, words: Int32Array, hash: number, time: number): number {
    const n = this.#size++;
    this.pairs[n * 3] = identityRow;
    this.pairs[n * 3 + 1] = words[hash]!;
    this.pairs[n * 3 + 2] = words[hash + 1]!;
    this.#times[n] = time;
    return n;
  }

  /** The same, unless the sight before is one of the same thing: then the two become one. */
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
