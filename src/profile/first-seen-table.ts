import { KeyTable } from './key-table.js';

const NEVER = 0xffff_ffff;

/**
 * When each owner first met each of some things (secrets, origins, places), things named by 64-bit hashes.
 * Merging keeps the earliest time: commutative, associative, idempotent. 16 bytes a pair, and the slots.
 */
export class FirstSeenTable {
  /** The time stands beside its pair. */
  readonly #pairs = new KeyTable(3, 1);

  get size(): number {
    return this.#pairs.size;
  }

  get bytes(): number {
    return this.#pairs.bytes;
  }

  /** Notes that `owner` met the thing at `time` (epoch seconds). @returns the row of the two. */
  note(identityRow: number, hi: number, lo: number, time: number): number {
    const known = this.#pairs.size;
    const row = this.#pairs.add(identityRow, hi, lo);
    if (row === known || time < this.#pairs.value(row)) this.#pairs.setValue(row, time);
    return row;
  }

  /** The same of `count` pairs at once: owner, hi and lo of each in `pairs`. Writes their rows to `rows`. */
  noteAll(pairs: Int32Array, times: Uint32Array, count: number, rows: Uint32Array): void {
    const known = this.#pairs.size;
    this.#pairs.addAll(pairs, count, rows);
    // A new row has no time yet, which is no time at all rather than the earliest.
    for (let row = known; row < this.#pairs.size; row++) this.#pairs.setValue(row, NEVER);
    for (let n = 0; n < count; n++) {
      const row = rows[n]!;
      if (times[n]! < this.#pairs.value(row)) this.#pairs.setValue(row, times[n]!);
    }
  }

  identityRow(row: number): number {
    return this.#pairs.a(row);
  }

  hi(row: number): number {
    return this.#pairs.b(row);
  }

  lo(row: number): number {
    return this.#pairs.c(row);
  }

  time(row: number): number {
    return this.#pairs.value(row);
  }
}
