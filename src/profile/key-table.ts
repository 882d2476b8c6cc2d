import { prefetchSink } from './prefetch.js';

const EMPTY = 0;
/** Typed arrays of so few numbers lie in the heap of V8, which takes less than memory of their own: evaluation makes many small tables. */
const FIRST_CAPACITY = 8;
const BEHIND_BITS = 4;
/** At least this far behind. */
const FAR_BEHIND = 15;
const MOST_SLOTS = 2 ** (32 - BEHIND_BITS);
/** Keys that are looked up together. */
export const GROUP = 128;
/** The keys of a group that were not at their guessed row, and their hashes. All tables reuse them. */
const unresolved = new Uint32Array(GROUP);
const hashes = new Int32Array(GROUP);
/** Rows grow by half. With tens of millions of rows, doubling would waste as much memory as it uses. */
const GROWTH = 1.5;

/**
 * A hash table from keys of two or three 32-bit numbers to dense row numbers (0, 1, 2 … in the order in which keys
 * are added), with open addressing and linear probing over typed arrays. A row may have values of the caller beside
 * its key; finding the key has then already brought the values into the processor's cache. Values that are read less
 * often belong into separate columns. A row takes 4 bytes for each number, and 6 to 12 bytes of slots.
 */
export class KeyTable {
  readonly #keyWords: 2 | 3;
  readonly #stride: number;
  #size = 0;
  /** Key and values of each row, row after row. Signed, because V8 passes signed 32-bit numbers at the least cost. */
  #rows: Int32Array;
  /**
   * Each slot has the row number + 1 in its low bits, or is EMPTY. The next 4 bits say how far the slot is behind the
   * slot where its key belongs. The remaining high bits are bits of the key's hash, from the first one that is not
   * part of the slot's index. They distinguish nearly all other keys, and say where the key belongs in a table with
   * twice as many slots, without reading its row, which in a large table is far away in memory. The length is a power
   * of two; at most two thirds of the slots are in use.
   */
  #slots = new Int32Array(FIRST_CAPACITY * 2);

  /**
   * @param keyWords numbers in a key; with 2 the third number is ignored. @default 3
   * @param valueWords values of a row beside its key, 0 in a new row. @default 0
   */
  constructor(keyWords: 2 | 3 = 3, valueWords = 0) {
    this.#keyWords = keyWords;
    this.#stride = keyWords + valueWords;
    this.#rows = new Int32Array(FIRST_CAPACITY * this.#stride);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#rows.byteLength + this.#slots.byteLength;
  }

  /** The row of a key, or -1. */
  find(a: number, b: number, c = 0): number {
    const slots = this.#slots;
    const slot = slots[this.#probe(scramble(a, b, c), a | 0, b | 0, c | 0)]!;
    return (slot & (slots.length - 1)) - 1;
  }

  /** The row of a key. A key that was not there gets a new row, and `size` grows by one. */
  add(a: number, b: number, c = 0): number {
    if ((this.#size + 1) * 3 > this.#slots.length * 2) this.#growSlots();
    return this.#add(scramble(a, b, c), a | 0, b | 0, c | 0);
  }

  /**
   * Adds `count` keys, which follow one another in `keys`, and writes their rows to `rows`. Before the call, `rows`
   * may have a guess for each key: the row where it probably is, + 1, or 0 for no guess.
   */
  addAll(keys: Int32Array, count: number, rows: Uint32Array): void {
    for (let from = 0; from < count; from += GROUP) {
      this.#addGroup(keys, from, Math.min(count, from + GROUP), rows);
    }
  }

  a(row: number): number {
    return this.#rows[row * this.#stride]! >>> 0;
  }

  b(row: number): number {
    return this.#rows[row * this.#stride + 1]! >>> 0;
  }

  c(row: number): number {
    return this.#keyWords === 3 ? this.#rows[row * this.#stride + 2]! >>> 0 : 0;
  }

  /** One of the values of a row. */
  value(row: number, index = 0): number {
    return this.#rows[row * this.#stride + this.#keyWords + index]! >>> 0;
  }

  setValue(row: number, value: number, index = 0): void {
    this.#rows[row * this.#stride + this.#keyWords + index] = value;
  }

  /** First prefetches everything that the keys are compared with (see prefetch.ts), then compares them. */
  #addGroup(keys: Int32Array, from: number, to: number, rows: Uint32Array): void {
    while ((this.#size + to - from) * 3 > this.#slots.length * 2) this.#growSlots();
    const width = this.#keyWords;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const stride = this.#stride;
    let read = 0;
    const known = this.#rows;
    let open = 0;
    for (let n = from; n < to; n++) {
      const guess = rows[n]! - 1;
      if (guess >= 0) read ^= known[guess * stride]!;
    }
    for (let n = from; n < to; n++) {
      const at = n * width;
      const guess = rows[n]! - 1;
      if (guess >= 0 && this.#isAt(guess, keys[at]!, keys[at + 1]!, width === 3 ? keys[at + 2]! : 0)) {
        rows[n] = guess;
        continue;
      }
      const hash = scramble(keys[at]!, keys[at + 1]!, width === 3 ? keys[at + 2]! : 0);
      read ^= slots[hash & mask]!;
      hashes[open] = hash;
      unresolved[open++] = n;
    }
    for (let n = 0; n < open; n++) {
      const hash = hashes[n]!;
      const slot = slots[hash & mask]!;
      if (slot !== EMPTY && isAlike(slot, hash, mask)) read ^= known[((slot & mask) - 1) * stride]!;
    }
    prefetchSink[0] = read;
    for (let o = 0; o < open; o++) {
      const n = unresolved[o]!;
      const at = n * width;
      rows[n] = this.#add(hashes[o]!, keys[at]!, keys[at + 1]!, width === 3 ? keys[at + 2]! : 0);
    }
  }

  #isAt(row: number, a: number, b: number, c: number): boolean {
    const start = row * this.#stride;
    const rows = this.#rows;
    return rows[start + 1] === b && rows[start] === a && (this.#keyWords === 2 || rows[start + 2] === c);
  }

  /** The slot of a key, or the empty one where it belongs. */
  #probe(hash: number, a: number, b: number, c: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let at = hash & mask;
    for (;;) {
      const slot = slots[at]!;
      if (slot === EMPTY) return at;
      if (isAlike(slot, hash, mask) && this.#isAt((slot & mask) - 1, a, b, c)) return at;
      at = (at + 1) & mask;
    }
  }

  /** Needs at least one empty slot. */
  #add(hash: number, a: number, b: number, c: number): number {
    const slots = this.#slots;
    const at = this.#probe(hash, a, b, c);
    const slot = slots[at]!;
    if (slot !== EMPTY) return (slot & (slots.length - 1)) - 1;
    const row = this.#size;
    const start = row * this.#stride;
    if (start === this.#rows.length) this.#rows = grown(this.#rows, grownCapacity(row) * this.#stride);
    this.#rows[start] = a;
    this.#rows[start + 1] = b;
    if (this.#keyWords === 3) this.#rows[start + 2] = c;
    slots[at] = filled(hash, at, slots.length - 1) | (row + 1);
    this.#size = row + 1;
    return row;
  }

  /** Moves the slots in ascending order, so that the new slots are written in ascending order in each half. */
  #growSlots(): void {
    const old = this.#slots;
    if (old.length === MOST_SLOTS) throw new RangeError(`a table cannot have more than ${this.#size} rows`);
    const oldMask = old.length - 1;
    const rowBits = 32 - Math.clz32(oldMask);
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    for (let index = 0; index < old.length; index++) {
      const slot = old[index]!;
      if (slot === EMPTY) continue;
      const row = (slot & oldMask) - 1;
      const behind = (slot >>> rowBits) & FAR_BEHIND;
      const hash =
        behind === FAR_BEHIND
          ? this.#hash(row)
          : ((index - behind) & oldMask) | ((slot >>> (rowBits + BEHIND_BITS)) << rowBits);
      let at = hash & mask;
      while (slots[at] !== EMPTY) at = (at + 1) & mask;
      slots[at] = filled(hash, at, mask) | (row + 1);
    }
    this.#slots = slots;
  }

  #hash(row: number): number {
    const start = row * this.#stride;
    const rows = this.#rows;
    return scramble(rows[start]!, rows[start + 1]!, this.#keyWords === 3 ? rows[start + 2]! : 0);
  }
}

/** The content of slot `at` for a key with this hash, without the row number. */
function filled(hash: number, at: number, mask: number): number {
  const behind = Math.min(FAR_BEHIND, (at - hash) & mask);
  return ((hash << BEHIND_BITS) & ~((mask << BEHIND_BITS) | FAR_BEHIND)) | (behind * (mask + 1));
}

/** Whether the hash bits in a slot equal those of a hash. */
function isAlike(slot: number, hash: number, mask: number): boolean {
  return ((slot ^ (hash << BEHIND_BITS)) & ~((mask << BEHIND_BITS) | FAR_BEHIND)) === 0;
}

/** The next capacity of a column that is full with `rows` rows. */
export function grownCapacity(rows: number): number {
  return Math.max(FIRST_CAPACITY, Math.ceil(rows * GROWTH));
}

/** A longer copy of a column; the new part is zero. */
export function grown<Column extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(
  column: Column,
  capacity: number,
): Column {
  const larger = new (column.constructor as new (length: number) => Column)(capacity);
  larger.set(column);
  return larger;
}

/** Spreads a key over 32 bits (the finaliser of MurmurHash3 over a sum of odd multiples). */
function scramble(a: number, b: number, c: number): number {
  let h = (Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca77) + Math.imul(c, 0xc2b2ae3d)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
