import type { RecordRange } from '../record-range.js';

/** Words of a range: its start, its end and its depth. */
const WORDS = 3;
const FIRST = 256;

/** Ranges in the order in which they are added, 12 bytes each: a document can have millions of them. */
export class RangeList implements Iterable<RecordRange> {
  #words = new Uint32Array(FIRST * WORDS);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(start: number, end: number, depth: number): void {
    const at = this.#length++ * WORDS;
    if (at === this.#words.length) {
      const larger = new Uint32Array(2 * at);
      larger.set(this.#words);
      this.#words = larger;
    }
    this.#words[at] = start;
    this.#words[at + 1] = end;
    this.#words[at + 2] = depth;
  }

  /** Forgets all but the first `length` ranges. */
  truncate(length: number): void {
    this.#length = length;
  }

  *[Symbol.iterator](): Generator<RecordRange> {
    for (let index = 0; index < this.#length; index++) {
      const at = index * WORDS;
      const [start, end, depth] = [this.#words[at]!, this.#words[at + 1]!, this.#words[at + 2]!];
      yield { start, end, depth };
    }
  }
}
