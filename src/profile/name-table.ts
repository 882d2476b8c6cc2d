import { GROUP, KeyTable } from './key-table.js';
import { areEqual, TextArena, textAt, wordsIn } from './text-arena.js';

/** Keys and rows of the group that is being added. */
const keys = new Int32Array(GROUP * 2);
const found = new Uint32Array(GROUP);

/** Values of a row: the address of the text + 1 (0: none yet), its length in bytes, and `recent`. */
const TEXT = 0;
const LENGTH = 1;
const RECENT = 2;

/** Words of a name's entry: hash hi and lo, where its text begins, and its length in bytes. */
export const NAME_WORDS = 4;

/**
 * The texts of the hashes of secrets, origins and scopes, so that a signal can name them. It is a join, too: when two
 * texts have the same hash, the smaller one (by code units) is kept.
 */
export class NameTable {
  readonly #rows = new KeyTable(2, 3);
  readonly #texts = new TextArena();
  readonly #scratch = new TextArena();

  get size(): number {
    return this.#rows.size;
  }

  note(hi: number, lo: number, text: string): void {
    this.#scratch.clear();
    const length = this.#scratch.append(text);
    this.#settle(this.#rows.add(hi, lo), this.#scratch.words, 0, length);
  }

  /**
   * Notes many names. `names` has the numbers of their entries; entry 0 begins at `words[entries]`. Texts begin where
   * the entries say, counted from `words[texts]`, and are zero-padded to whole words. Writes the row of name number n
   * to `rows[n]`.
   */
  noteAll(words: Uint32Array, names: Uint32Array, entries: number, texts: number, rows: Uint32Array): void {
    for (let from = 0; from < names.length; from += GROUP) {
      this.#noteGroup(words, names.subarray(from, from + GROUP), entries, texts, rows);
    }
  }

  #noteGroup(
    words: Uint32Array,
    names: Uint32Array,
    entries: number,
    texts: number,
    rows: Uint32Array,
  ): void {
    for (let n = 0; n < names.length; n++) {
      const entry = entries + names[n]! * NAME_WORDS;
      keys[n * 2] = words[entry]!;
      keys[n * 2 + 1] = words[entry + 1]!;
    }
    found.fill(0);
    this.#rows.addAll(keys, names.length, found);
    for (let n = 0; n < names.length; n++) {
      const known = this.#rows.value(found[n]!, TEXT);
      if (known !== 0) this.#texts.prefetch(known - 1, wordsIn(this.#rows.value(found[n]!, LENGTH)));
    }
    for (let n = 0; n < names.length; n++) {
      const entry = entries + names[n]! * NAME_WORDS;
      this.#settle(found[n]!, words, texts + words[entry + 2]!, words[entry + 3]!);
      rows[names[n]!] = found[n]!;
    }
  }

  /** A number that another table keeps beside a name; at first 0. */
  recent(row: number): number {
    return this.#rows.value(row, RECENT);
  }

  setRecent(row: number, value: number): void {
    this.#rows.setValue(row, value, RECENT);
  }

  /** The row of a hash, or -1 when no text was noted. */
  find(hi: number, lo: number): number {
    return this.#rows.find(hi, lo);
  }

  /** The text of a hash, or `undefined` when none was noted. */
  text(hi: number, lo: number): string | undefined {
    const row = this.#rows.find(hi, lo);
    return row < 0 ? undefined : this.#textAt(row);
  }

  #settle(row: number, words: Uint32Array, start: number, length: number): void {
    const known = this.#rows.value(row, TEXT);
    const count = wordsIn(length);
    if (known !== 0) {
      const isSame =
        this.#rows.value(row, LENGTH) === length &&
        areEqual(this.#texts.words, known - 1, words, start, count);
      if (isSame || this.#textAt(row) <= textAt(words, start, length)) return;
    }
    this.#rows.setValue(row, this.#texts.copy(words, start, count) + 1, TEXT);
    this.#rows.setValue(row, length, LENGTH);
  }

  #textAt(row: number): string {
    return this.#texts.text(this.#rows.value(row, TEXT) - 1, this.#rows.value(row, LENGTH));
  }
}
