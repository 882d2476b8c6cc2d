import type { CellTable } from './cell-table.js';

/** Collects cells that are then added to a CellTable together. */
export class CellColumn {
  readonly #keys: Int32Array;
  readonly #rows: Uint32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#keys = new Int32Array(capacity * 2);
    this.#rows = new Uint32Array(capacity);
  }

  clear(): void {
    this.#size = 0;
  }

  /** Adds a cell, unless it is the same as the last one. @returns its number */
  add(identityRow: number, bucket: number): number {
    const last = this.#size - 1;
    if (last >= 0 && this.#keys[last * 2] === identityRow && this.#keys[last * 2 + 1] === bucket) return last;
    const n = this.#size++;
    this.#keys[n * 2] = identityRow;
    this.#keys[n * 2 + 1] = bucket;
    return n;
  }

  addTo(table: CellTable<string>): void {
    this.#rows.fill(0, 0, this.#size); // no guesses, see KeyTable.addAll
    table.addAll(this.#keys, this.#size, this.#rows);
  }

  /** The row of cell `n` in the table, after `addTo`. */
  row(n: number): number {
    return this.#rows[n]!;
  }
}
