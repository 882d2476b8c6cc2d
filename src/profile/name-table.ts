import { KeyTable } from './key-table.js';

/**
 * The text behind the hashes of secrets, origins and places, so that a signal can name them. A join like the
 * rest: should two texts ever share a hash, the smaller one stays.
 */
export class NameTable {
  readonly #rows = new KeyTable();
  readonly #texts: string[] = [];

  get size(): number {
    return this.#rows.size;
  }

  note(hi: number, lo: number, text: string): void {
    const known = this.#rows.size;
    const row = this.#rows.add(hi, lo, 0);
    if (row === known) this.#texts.push(text);
    else if (text < this.#texts[row]!) this.#texts[row] = text;
  }

  /** The text of a hash, or `undefined` if it was never noted. */
  text(hi: number, lo: number): string | undefined {
    const row = this.#rows.find(hi, lo, 0);
    return row < 0 ? undefined : this.#texts[row];
  }
}
