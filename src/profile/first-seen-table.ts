import { KeyTable } from './key-table.js';

const NEVER = 0xffff_ffff;

/**
 * When each identity first used each item of some kind (secrets, origins, scopes). Items are 64-bit hashes. A join
 * keeps the earliest time, so it is commutative, associative and idempotent. 16 bytes for each pair, plus the slots.
 */
export class FirstSeenTable {
  /** The time is the value beside its pair of identity row and item. */
  readonly #pairs = new KeyTable(3, 1);

  get size(): number {
    return this.#pairs.size;
  }

  get bytes(): number {
    return this.#pairs.bytes;
  }

  /** Notes that an identity used an item at `time` (epoch seconds). @returns the row of the pair */
  note(identityRow: number, hi: number, lo: number, time: number): number {
    const known = this.#pairs.size;
    const row = this.#pairs.add(identityRow, hi, lo);
    if (row === known || time < this.#pairs.value(row)) this.#pairs.setValue(row, time);
    return row;
  }

  /** The same for `count` pairs at once: `pairs` has identity row, hi and lo of each. Writes their rows to `rows`. */
  noteAll(pairs: Int32Array, times: Uint32Array, count: number, rows: Uint32Array): void {
    const known = this.#pairs.size;
    this.#pairs.addAll(pairs, count, rows);
    // A new row has no time yet. Its value 0 would be the earliest time.
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
