const EMPTY = 0;
const FIRST_CAPACITY = 64;
/** Columns grow by half: at tens of millions of rows, doubling would waste as much as it holds. */
const GROWTH = 1.5;

/**
 * A hash table from three 32-bit numbers to a dense row number (0, 1, 2 … in order of arrival), open addressing
 * with linear probing over typed arrays. Callers keep what belongs to a row in columns of their own.
 * 12 bytes a row and 6 to 12 bytes of slots.
 */
export class KeyTable {
  #rows = 0;
  #a = new Uint32Array(FIRST_CAPACITY);
  #b = new Uint32Array(FIRST_CAPACITY);
  #c = new Uint32Array(FIRST_CAPACITY);
  /** Row number + 1, or EMPTY. A power of two long, at most two thirds full. */
  #slots = new Uint32Array(FIRST_CAPACITY * 2);

  get size(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#a.byteLength * 3 + this.#slots.byteLength;
  }

  /** The row of a key, or -1. */
  find(a: number, b: number, c: number): number {
    const slot = this.#slots[this.#probe(a, b, c)]!;
    return slot - 1;
  }

  /** The row of a key, a new one if it was not there (`size` has then grown by one). */
  add(a: number, b: number, c: number): number {
    let at = this.#probe(a, b, c);
    const slot = this.#slots[at]!;
    if (slot !== EMPTY) return slot - 1;
    const row = this.#rows;
    if (row === this.#a.length) this.#growColumns();
    if ((row + 1) * 3 > this.#slots.length * 2) {
      this.#growSlots();
      at = this.#probe(a, b, c);
    }
    this.#a[row] = a;
    this.#b[row] = b;
    this.#c[row] = c;
    this.#slots[at] = row + 1;
    this.#rows = row + 1;
    return row;
  }

  a(row: number): number {
    return this.#a[row]!;
  }

  b(row: number): number {
    return this.#b[row]!;
  }

  c(row: number): number {
    return this.#c[row]!;
  }

  #probe(a: number, b: number, c: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let at = scramble(a, b, c) & mask;
    for (;;) {
      const slot = slots[at]!;
      if (slot === EMPTY) return at;
      const row = slot - 1;
      if (this.#b[row] === b && this.#a[row] === a && this.#c[row] === c) return at;
      at = (at + 1) & mask;
    }
  }

  #growColumns(): void {
    const capacity = grownCapacity(this.#rows);
    this.#a = grown(this.#a, capacity);
    this.#b = grown(this.#b, capacity);
    this.#c = grown(this.#c, capacity);
  }

  #growSlots(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let row = 0; row < this.#rows; row++) {
      let at = scramble(this.#a[row]!, this.#b[row]!, this.#c[row]!) & mask;
      while (slots[at] !== EMPTY) at = (at + 1) & mask;
      slots[at] = row + 1;
    }
    this.#slots = slots;
  }
}

/** The next capacity of a column that is full at `rows`. */
export function grownCapacity(rows: number): number {
  return Math.max(FIRST_CAPACITY, Math.ceil(rows * GROWTH));
}

/** A longer copy of a column, the new part zero. */
export function grown<Column extends Uint8Array | Uint16Array | Uint32Array>(
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
  return (h ^ (h >>> 16)) >>> 0;
}
