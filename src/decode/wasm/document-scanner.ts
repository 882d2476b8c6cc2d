import { crc32 } from 'node:zlib';
import { EventReader } from './event-reader.js';
import type { NeedleFinder } from '../needles.js';
import { loadWasmEngine, type WasmEngine } from './engine.js';

/** Longer documents are left to others, since the memory never shrinks. */
export const MAX_DOCUMENT = 64 * 2 ** 20;
const PAGE = 2 ** 16;
/** What inflating may write behind the document, and read behind the stream. */
const SLACK = 512;

/** Bytes below which zlib sums faster. */
const WORTH_FOLDING = 20_000;

const MORE = 0;
const REFUSED = 1;
const FULL = 2;
const ENTRY = 64;
const TEXT = 4;

export interface Scan {
  /** Start and end of each record with a hit, in document order. */
  readonly ranges: Uint32Array;
  /** No record is nested deeper. */
  readonly depth: number;
}

/**
 * Inflates, sums, splits and searches one document at a time, part by part, in memory of its own.
 *
 * It answers only for `{"Records":[{…},…]}` and `[{…},…]` that are well-formed as far as `splitRecords` can tell,
 * and then exactly what `splitRecords` and the finder say together. Everything else it refuses.
 */
export class DocumentScanner {
  /** Reads records of the document. */
  readonly events: EventReader;
  readonly #engine: WasmEngine;
  readonly #document: number;
  readonly #padding: number;
  #memory: Buffer;
  #needles: readonly string[] | undefined;
  #length = 0;
  #searching = false;
  #taken = new Uint32Array(1024);
  #size = 0;

  /** @returns undefined where WebAssembly cannot be had */
  static create(): DocumentScanner | undefined {
    const engine = loadWasmEngine();
    return engine && new DocumentScanner(engine);
  }

  private constructor(engine: WasmEngine) {
    this.events = new EventReader(engine);
    this.#engine = engine;
    this.#document = engine.DOCUMENT.value;
    this.#padding = engine.PADDING.value;
    this.#memory = Buffer.from(engine.memory.buffer);
  }

  /** Whether this can look for what the finder finds. */
  canFind(finder: NeedleFinder | null): boolean {
    return finder === null || (finder.needles.length <= this.#maxWords && finder.needles.every(isFindable));
  }

  /**
   * Begins a document.
   * @param length bytes, up to MAX_DOCUMENT
   * @param finder null: every record is wanted
   * @param lazy whether records need not be looked for, nor damage, where the finder finds nothing
   * @param stored bytes of the deflate stream that it is to be inflated from
   * @returns where it must be, from the start. Undefined: no memory
   */
  start(length: number, finder: NeedleFinder | null, lazy: boolean, stored = 0): Buffer | undefined {
    if (!this.#reserve(this.#behind(length) + stored + SLACK)) return undefined;
    this.#length = length;
    this.#size = 0;
    this.#setWords(finder);
    this.#engine.start(finder === null);
    this.#searching = lazy && finder !== null;
    this.#engine.startSearch();
    this.#engine.startCrc(length);
    return this.#memory.subarray(this.#document, this.#document + length);
  }

  /** Takes the deflate stream of the document; other bytes may follow. */
  startInflate(stream: Uint8Array): void {
    const at = this.#behind(this.#length);
    this.#memory.set(stream, at);
    this.#engine.startInflate(at, stream.length);
  }

  /**
   * Goes on until `wanted` bytes of the document are there, or a few more.
   * @returns how many are there, fewer at the end of the stream; -1: damage, or no stream that anybody writes
   */
  inflate(wanted: number): number {
    return this.#engine.inflate(wanted);
  }

  /** Bytes behind the stream if it ends here; else -1. */
  inflateEnd(): number {
    return this.#engine.inflateEnd();
  }

  /** Goes on over the first `available` bytes, all of them at the end. @returns false: refused */
  scan(available: number): boolean {
    const complete = available === this.#length;
    if (this.#searching) {
      if (this.#engine.search(available, complete) === 0) return true;
      this.#searching = false;
    }
    for (;;) {
      const result = this.#engine.scan(available, complete);
      if (result !== MORE) this.#takeRanges();
      if (result !== FULL) return result !== REFUSED;
    }
  }

  /** What was found, once `scan` has accepted all bytes; undefined: nothing, and so nothing more was looked at. */
  found(): Scan | undefined {
    if (this.#searching) return undefined;
    return { ranges: this.#taken.slice(0, this.#size), depth: this.#engine.depthBound() };
  }

  /** Goes on with the checksum over the first `available` bytes. */
  sum(available: number): void {
    this.#engine.foldCrc(available);
  }

  /** CRC-32 of all bytes. */
  checksum(): number {
    if (this.#length < WORTH_FOLDING) {
      return crc32(this.#memory.subarray(this.#document, this.#document + this.#length));
    }
    return this.#engine.finishCrc() >>> 0;
  }

  /** What is behind a document and all that may be read or written behind it. */
  #behind(length: number): number {
    return this.#document + length + SLACK + this.#padding;
  }

  get #maxWords(): number {
    return (this.#engine.WORDS_END.value - this.#engine.WORDS.value) / ENTRY;
  }

  #reserve(size: number): boolean {
    const pages = Math.ceil((size - this.#memory.length) / PAGE);
    if (pages <= 0) return true;
    try {
      this.#engine.memory.grow(Math.max(pages, Math.min(this.#memory.length, MAX_DOCUMENT) / PAGE));
    } catch {
      return false;
    }
    this.#memory = Buffer.from(this.#engine.memory.buffer);
    return true;
  }

  #setWords(finder: NeedleFinder | null): void {
    const needles = finder?.needles ?? [];
    if (needles === this.#needles) return;
    this.#needles = needles;
    for (const [index, word] of needles.entries()) {
      const entry = this.#engine.WORDS.value + index * ENTRY;
      this.#memory[entry] = word.length;
      const [first, second] = rarestTwo(word);
      this.#memory[entry + 1] = first;
      this.#memory[entry + 2] = second;
      this.#memory.write(word, entry + TEXT, 'latin1');
    }
    this.#engine.setWords(needles.length, finder?.firstDigit ?? 0xff);
  }

  #takeRanges(): void {
    const needles = this.#engine.takeRanges() * 2;
    if (this.#size + needles > this.#taken.length) {
      const larger = new Uint32Array(2 * (this.#size + needles));
      larger.set(this.#taken);
      this.#taken = larger;
    }
    this.#taken.set(new Uint32Array(this.#memory.buffer, this.#engine.RANGES.value, needles), this.#size);
    this.#size += needles;
  }
}

/** A word with a bracket could reach out of its record. */
function isFindable(word: string): boolean {
  return word.length >= 2 && word.length <= ENTRY - TEXT && /^[ -~]+$/.test(word) && !/[[\]{}]/.test(word);
}

/** From the most to the least usual in a record, roughly; what is missing is rarer still. */
const USUAL = 'eartinsoc"-:md0123456789lu,./pyvgwbfhAEISk';

/** Offsets of the two characters of a word that records have least, of equally rare ones the first. */
function rarestTwo(word: string): [number, number] {
  const rank = (at: number): number => {
    const usual = USUAL.indexOf(word[at]!);
    return usual < 0 ? USUAL.length : usual;
  };
  const [first = 0, second = 0] = Array.from({ length: word.length }, (_, at) => at).sort(
    (a, b) => rank(b) - rank(a) || a - b,
  );
  return [first, second];
}
