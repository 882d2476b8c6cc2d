/** 32-bit words in a growing array. */
export class WordList {
  #words: Uint32Array;
  #length = 0;

  /** @param capacity words to begin with. @default 64 */
  constructor(capacity = 64) {
    this.#words = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** The words, and room behind them; another array once it has grown. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** The words alone, a view. */
  filled(): Uint32Array {
    return this.#words.subarray(0, this.#length);
  }

  /** Makes the list longer by `count` words, zero. @returns the index of the first. */
  extend(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#words.length) {
      const larger = new Uint32Array(Math.max(this.#length, this.#words.length * 2));
      larger.set(this.#words);
      this.#words = larger;
    }
    return start;
  }

  /** Forgets all words and keeps the memory. */
  clear(): void {
    this.#words.fill(0, 0, this.#length);
    this.#length = 0;
  }
}
