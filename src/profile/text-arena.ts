import { prefetchSink } from './prefetch.js';
import { grown, grownCapacity } from './key-table.js';

/** Zero words that are always free behind the end, because a hash of the last text may read them. */
const SPARE = 4;

/** First size of the memory in words, enough for a few dozen texts. */
const FIRST_WORDS = 1024;
/** Words in a cache line. */
const LINE = 16;

/**
 * Memory for many texts in UTF-8. Each begins at a word of 32 bits and is zero-padded to whole words, so that texts are
 * compared word by word, and a JavaScript string is made only when needed. Addresses count words. The caller keeps the
 * address and the length of each text. 16 GiB at most.
 */
export class TextArena {
  #words = new Uint32Array(0);
  /** The same memory as bytes. */
  #bytes = Buffer.alloc(0);
  #end = 0;

  /** Address of the next text. */
  get end(): number {
    return this.#end;
  }

  /** The whole memory. Growing replaces the array. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** A view of the words in use. */
  filled(): Uint32Array {
    return this.#words.subarray(0, this.#end);
  }

  /** Appends a text; lone surrogates become U+FFFD. @returns its length in bytes */
  append(text: string): number {
    this.#reserve((text.length * 3 + 3) >>> 2);
    const length = this.#bytes.write(text, this.#end * 4);
    this.#end += wordsIn(length);
    return length;
  }

  /** Appends `count` words. @returns the address of the first */
  copy(words: Uint32Array, start: number, count: number): number {
    this.#reserve(count);
    const address = this.#end;
    for (let n = 0; n < count; n++) this.#words[address + n] = words[start + n]!;
    this.#end += count;
    return address;
  }

  /** Prefetches `count` words at `address`, see prefetch.ts. */
  prefetch(address: number, count: number): void {
    const words = this.#words;
    let read = 0;
    for (let at = address; at < address + count; at += LINE) read ^= words[at]!;
    prefetchSink[0] = read;
  }

  /** The text of `length` bytes at `address`. */
  text(address: number, length: number): string {
    return this.#bytes.toString('utf8', address * 4, address * 4 + length);
  }

  /** Removes all texts and keeps the memory. */
  clear(): void {
    this.#words.fill(0, 0, this.#end);
    this.#end = 0;
  }

  #reserve(words: number): void {
    const needed = this.#end + words + SPARE;
    if (needed <= this.#words.length) return;
    this.#words = grown(this.#words, Math.max(FIRST_WORDS, needed, grownCapacity(this.#words.length)));
    this.#bytes = Buffer.from(this.#words.buffer);
  }
}

/** Whether `count` words of two arrays are equal. */
export function areEqual(
  a: Uint32Array,
  aStart: number,
  b: Uint32Array,
  bStart: number,
  count: number,
): boolean {
  const end = aStart + count;
  let i = aStart;
  let j = bStart;
  for (; i + 4 <= end; i += 4, j += 4) {
    const differs =
      (a[i]! ^ b[j]!) | (a[i + 1]! ^ b[j + 1]!) | (a[i + 2]! ^ b[j + 2]!) | (a[i + 3]! ^ b[j + 3]!);
    if (differs !== 0) return false;
  }
  for (; i < end; i++, j++) if (a[i] !== b[j]) return false;
  return true;
}

/** The text of `length` bytes that begins at `words[start]`. */
export function textAt(words: Uint32Array, start: number, length: number): string {
  return Buffer.from(words.buffer, words.byteOffset + start * 4, length).toString();
}

/** Words that a text of `length` bytes takes. */
export function wordsIn(length: number): number {
  return (length + 3) >>> 2;
}
