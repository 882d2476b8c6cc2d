/** A growing array of 32-bit words. */
export class WordList {
  #words: Uint32Array;
  #length = 0;

  /** @param capacity first size of the array in words. @default 64 */
  constructor(capacity = 64) {
    this.#words = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** The whole array, unused words behind the end included. Growing replaces the array. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** A view of the words in use. */
  filled(): Uint32Array {
    return this.#words.subarray(0, this.#length);
  }

  /** Appends `count` zero words. @returns the index of the first */
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

  /** Removes all words and keeps the memory. */
  clear(): void {
    this.#words.fill(0, 0, this.#length);
    this.#length = 0;
  }
}
