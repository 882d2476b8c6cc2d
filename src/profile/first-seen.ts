import { grown, grownCapacity, KeyTable } from './key-table.js';

/**
 * When each owner first met each of some things (secrets, origins, places), things named by 64-bit hashes.
 * Merging keeps the earliest time: commutative, associative, idempotent. 16 bytes a pair, and the slots.
 */
export class FirstSeen {
  readonly #pairs = new KeyTable();
  #time = new Uint32Array(0);

  get size(): number {
    return this.#pairs.size;
  }

  get bytes(): number {
    return this.#pairs.bytes + this.#time.byteLength;
  }

  /** Notes that `owner` met the thing at `time` (epoch seconds). @returns the row of the two. */
  note(owner: number, hi: number, lo: number, time: number): number {
    const known = this.#pairs.size;
    const row = this.#pairs.add(owner, hi, lo);
    if (row === known) {
      if (row === this.#time.length) this.#time = grown(this.#time, grownCapacity(row));
      this.#time[row] = time;
    } else if (time < this.#time[row]!) {
      this.#time[row] = time;
    }
    return row;
  }

  owner(row: number): number {
    return this.#pairs.a(row);
  }

  hi(row: number): number {
    return this.#pairs.b(row);
  }

  lo(row: number): number {
    return this.#pairs.c(row);
  }

  time(row: number): number {
    return this.#time[row]!;
  }
}
