import type { HashArena } from './hash-arena.js';
import { KeyTable } from './key-table.js';
import { SetColumn } from './set-column.js';

/**
 * One cell for each identity row and each bucket that has any content. A cell has a few sets of hashes, in columns
 * that the caller names. An empty set takes six bytes of its column and no memory of the arena.
 */
export class CellTable<Column extends string> {
  readonly #keys = new KeyTable(2);
  readonly #arena: HashArena;
  readonly columns: Readonly<Record<Column, SetColumn>>;
  readonly #all: readonly SetColumn[];

  constructor(arena: HashArena, names: readonly Column[]) {
    this.#arena = arena;
    this.#all = names.map(() => new SetColumn(this.#arena));
    this.columns = Object.fromEntries(names.map((name, index) => [name, this.#all[index]!])) as Record<
      Column,
      SetColumn
    >;
  }

  get size(): number {
    return this.#keys.size;
  }

  get bytes(): number {
    return this.#all.reduce((sum, column) => sum + column.bytes, this.#keys.bytes);
  }

  /** Sets of all columns that are no longer exact. */
  get sketches(): number {
    return this.#all.reduce((sum, column) => sum + column.sketches, 0);
  }

  /** The row of a cell, which is created if necessary. */
  cell(identityRow: number, bucket: number): number {
    const known = this.#keys.size;
    const row = this.#keys.add(identityRow, bucket);
    if (row === known) for (const column of this.#all) column.reserve(row + 1);
    return row;
  }

  /** The same for `count` cells at once: `keys` has identity row and bucket of each. Writes their rows to `rows`. */
  addAll(keys: Int32Array, count: number, rows: Uint32Array): void {
    this.#keys.addAll(keys, count, rows);
    for (const column of this.#all) column.reserve(this.#keys.size);
  }

  /** The row of a cell, or -1. */
  find(identityRow: number, bucket: number): number {
    return this.#keys.find(identityRow, bucket);
  }

  identityRow(row: number): number {
    return this.#keys.a(row);
  }

  bucket(row: number): number {
    return this.#keys.b(row);
  }
}
