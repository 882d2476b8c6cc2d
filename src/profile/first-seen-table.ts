import { DAY } from '../model/time.js';
import { KeyTable } from './key-table.js';

const NEVER = 0xffff_ffff;
/** Place of the days among the values of a row. */
const DAYS = 1;
/** Days that are kept, the first one included. */
const MASK_DAYS = 32;

function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/**
 * When each identity first used each item of some kind (secrets, origins, scopes). Items are 64-bit hashes. A join
 * keeps the earliest time, so it is commutative, associative and idempotent. 16 bytes for each pair, plus the slots.
 */
export class FirstSeenTable {
  /** The time is the first value beside its pair of identity row and item, the days are the second. */
  readonly #pairs: KeyTable;
  readonly #hasDays: boolean;

  /** @param hasDays whether it also keeps on which days an item was used, for 4 more bytes. @default false */
  constructor(hasDays = false) {
    this.#hasDays = hasDays;
    this.#pairs = new KeyTable(3, hasDays ? 2 : 1);
  }

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
    if (row === known) this.#pairs.setValue(row, time);
    else if (time < this.#pairs.value(row)) this.#becomesEarlier(row, time);
    if (this.#hasDays) this.noteDay(row, time);
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
      if (times[n]! < this.#pairs.value(row)) this.#becomesEarlier(row, times[n]!);
    }
  }

  /** Notes that the item of a row was used at `time` (epoch seconds), which is not before its first use. */
  noteDay(row: number, time: number): void {
    const day = dayOf(time) - dayOf(this.#pairs.value(row));
    if (day < MASK_DAYS) this.#pairs.setValue(row, this.#pairs.value(row, DAYS) | (1 << day), DAYS);
  }

  /**
   * On which days (UTC) the item of a row was used: bit i stands for the i-th day after the day of its first use, 0 to
   * 31. Later days are not kept. Which days these are depends on the earliest time alone, so this is a join, too.
   */
  days(row: number): number {
    return this.#pairs.value(row, DAYS);
  }

  /** Joins days that were counted from the day of `time`, to which the row has been noted already. */
  joinDays(row: number, time: number, days: number): void {
    const later = dayOf(time) - dayOf(this.#pairs.value(row));
    if (later < MASK_DAYS) this.#pairs.setValue(row, this.#pairs.value(row, DAYS) | (days << later), DAYS);
  }

  #becomesEarlier(row: number, time: number): void {
    if (this.#hasDays) {
      const known = this.#pairs.value(row);
      const later = known === NEVER ? MASK_DAYS : dayOf(known) - dayOf(time);
      this.#pairs.setValue(row, later < MASK_DAYS ? this.#pairs.value(row, DAYS) << later : 0, DAYS);
    }
    this.#pairs.setValue(row, time);
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
