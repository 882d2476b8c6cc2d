import { crc32 } from 'node:zlib';
import { EventReader } from './event-reader.js';
import type { NeedleFinder } from '../needles.js';
import { loadWasmEngine, type WasmEngine } from './engine.js';
import { Unavailable } from './unavailable.js';

/** Bytes. Longer documents are left to the reference decoder, because the memory never shrinks. */
export const MAX_DOCUMENT = 64 * 2 ** 20;
/** Bytes of a page of WebAssembly memory. */
const PAGE = 2 ** 16;
/** zlib computes the checksum of shorter documents (bytes) faster. */
const WORTH_FOLDING = 20_000;

/** Words of the ranges that there is room for at first, and of those that are not kept for the next document. */
const FEW_WORDS = 1024;
const MANY_WORDS = 2 ** 18;

export interface Scan {
  /**
   * Start and end of each record with a match, in document order: offsets in bytes, two for each record. In memory that
   * the next document overwrites.
   */
  readonly ranges: Uint32Array;
  /** No record is nested deeper. */
  readonly depth: number;
}

/**
 * Inflates, sums, splits and searches one document at a time, part by part, in a memory of its own.
 *
 * It accepts only `{"Records":[{…},…]}` and `[{…},…]` that are well-formed as far as `splitRecords` can tell, and then
 * its answer is exactly that of `splitRecords` and the finder together. It refuses everything else.
 */
export class DocumentScanner {
  /** Reads records of the document. */
  readonly events: EventReader;
  readonly #engine: WasmEngine;
  readonly #document: number;
  /** Bytes behind the document that may be read or written. */
  readonly #behind: number;
  readonly #slack: number;
  readonly #more: number;
  readonly #refused: number;
  readonly #full: number;
  #memory: Buffer;
  #needles: readonly string[] | undefined;
  #length = 0;
  #searching = false;
  #taken = new Uint32Array(FEW_WORDS);
  #size = 0;
  #most = 0;

  /**
   * @returns why there is none, where WebAssembly cannot be used
   * @throws {Error} a defect of Trailspike: see `loadWasmEngine`
   */
  static create(): DocumentScanner | Unavailable {
    const engine = loadWasmEngine();
    return engine instanceof Unavailable ? engine : new DocumentScanner(engine);
  }

  private constructor(engine: WasmEngine) {
    this.events = new EventReader(engine);
    this.#engine = engine;
    this.#document = engine.DOCUMENT.value;
    this.#slack = engine.SLACK.value;
    this.#behind = this.#slack + engine.PADDING.value;
    this.#more = engine.SCAN_MORE.value;
    this.#refused = engine.SCAN_REFUSED.value;
    this.#full = engine.SCAN_FULL.value;
    this.#memory = Buffer.from(engine.memory.buffer);
  }

  /** Whether the finder's needles can be searched for here. */
  canFind(finder: NeedleFinder | null): boolean {
    if (finder === null) return true;
    const longest = this.#engine.NEEDLE_BYTES.value - this.#engine.NEEDLE_TEXT.value;
    return (
      finder.needles.length <= this.#engine.MAX_NEEDLES.value &&
      finder.needles.every((needle) => needle.length <= longest && isFindable(needle))
    );
  }

  /**
   * Begins a document.
   * @param length bytes, up to MAX_DOCUMENT
   * @param finder null: every record is wanted
   * @param lazy whether records and damage need not be looked for if the finder finds nothing
   * @param stored bytes of the deflate stream that the document will be inflated from
   * @param most records that may be found; a document with more is refused. @default any number
   * @returns memory for the document, of this length. Undefined: there is not enough memory
   */
  start(
    length: number,
    finder: NeedleFinder | null,
    lazy: boolean,
    stored = 0,
    most = Infinity,
  ): Buffer | undefined {
    if (!this.#reserve(this.#endOf(length) + stored + this.#slack)) return undefined;
    this.#length = length;
    this.#size = 0;
    this.#most = 2 * most;
    if (this.#taken.length > MANY_WORDS) this.#taken = new Uint32Array(FEW_WORDS);
    this.#setNeedles(finder);
    this.#engine.start(finder === null);
    this.#searching = lazy && finder !== null;
    this.#engine.startSearch();
    this.#engine.startCrc(length);
    return this.#memory.subarray(this.#document, this.#document + length);
  }

  /** Takes the deflate stream of the document. Other bytes may follow it. */
  startInflate(stream: Uint8Array): void {
    const at = this.#endOf(this.#length);
    this.#memory.set(stream, at);
    this.#engine.startInflate(at, stream.length);
  }

  /**
   * Inflates on until `wanted` bytes of the document are there, or a few more.
   * @returns how many bytes are there, fewer at the end of the stream; -1: refused, as damaged or unusual
   */
  inflate(wanted: number): number {
    return this.#engine.inflate(wanted);
  }

  /** @returns how many bytes follow the stream if it ends here, else -1 */
  inflateEnd(): number {
    return this.#engine.inflateEnd();
  }

  /** Scans on over the first `available` bytes of the document, at last all of them. @returns false: refused */
  scan(available: number): boolean {
    const complete = available === this.#length;
    if (this.#searching) {
      if (this.#engine.search(available, complete) === 0) return true;
      this.#searching = false;
    }
    for (;;) {
      const result = this.#engine.scan(available, complete);
      if (result !== this.#more) this.#takeRanges();
      if (this.#size > this.#most) return false;
      if (result !== this.#full) return result !== this.#refused;
    }
  }

  /** What was found, after `scan` accepted all bytes. Undefined: lazy, and without a match, so nothing was split. */
  found(): Scan | undefined {
    if (this.#searching) return undefined;
    return { ranges: this.#taken.subarray(0, this.#size), depth: this.#engine.depthBound() };
  }

  /** Continues the checksum over the first `available` bytes. */
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

  /** The address behind a document and all that may be read or written behind it. */
  #endOf(length: number): number {
    return this.#document + length + this.#behind;
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

  #setNeedles(finder: NeedleFinder | null): void {
    const needles = finder?.needles ?? [];
    if (needles === this.#needles) return;
    this.#needles = needles;
    const engine = this.#engine;
    for (const [index, needle] of groupedByFingerprint(needles).entries()) {
      const entry = engine.NEEDLES.value + index * engine.NEEDLE_BYTES.value;
      const [first, second] = rarestTwo(needle);
      this.#memory[entry + engine.NEEDLE_LENGTH.value] = needle.length;
      this.#memory[entry + engine.NEEDLE_FIRST_PROBE.value] = first;
      this.#memory[entry + engine.NEEDLE_SECOND_PROBE.value] = second;
      this.#memory[entry + engine.NEEDLE_FINGERPRINT.value] = fingerprintOf(needle);
      this.#memory.write(needle, entry + engine.NEEDLE_TEXT.value, 'latin1');
    }
    engine.setNeedles(needles.length, finder?.firstDigit ?? 0xff);
  }

  #takeRanges(): void {
    const words = this.#engine.takeRanges() * 2;
    if (this.#size + words > this.#taken.length) {
      const larger = new Uint32Array(2 * (this.#size + words));
      larger.set(this.#taken);
      this.#taken = larger;
    }
    this.#taken.set(new Uint32Array(this.#memory.buffer, this.#engine.RANGES.value, words), this.#size);
    this.#size += words;
  }
}

/** At least two characters of ASCII, and no bracket: a match with a bracket could reach out of its record. */
function isFindable(needle: string): boolean {
  return /^[ -~]{2,}$/.test(needle) && !/[[\]{}]/.test(needle);
}

/** Characters from the most to the least usual in a record, roughly. All others are rarer. */
const USUAL = 'eartinsoc"-:md0123456789lu,./pyvgwbfhAEISk';

/** The larger, the rarer a character is in records. */
function rarity(character: string): number {
  const usual = USUAL.indexOf(character);
  return usual < 0 ? USUAL.length : usual;
}

/** Offsets of the two characters of a needle that are rarest in records; of equally rare ones the first. */
function rarestTwo(needle: string): [number, number] {
  const rank = (at: number): number => rarity(needle[at]!);
  const [first = 0, second = 0] = Array.from({ length: needle.length }, (_, at) => at).sort(
    (a, b) => rank(b) - rank(a) || a - b,
  );
  return [first, second];
}

/** Characters of a fingerprint: see `assembly/fingerprints.ts`. */
const FINGERPRINT = 3;

/** Offset of the rarest character that has as many behind it as a fingerprint takes; of equally rare ones the first. */
function fingerprintOf(needle: string): number {
  const last = Math.max(0, needle.length - FINGERPRINT);
  let best = 0;
  for (let at = 1; at <= last; at++) if (rarity(needle[at]!) > rarity(needle[best]!)) best = at;
  return best;
}

/** Needles with similar fingerprints follow each other: they come into one bucket, which then matches less by chance. */
function groupedByFingerprint(needles: readonly string[]): string[] {
  const printOf = (needle: string): string => needle.slice(fingerprintOf(needle)).slice(0, FINGERPRINT);
  return [...needles].sort((a, b) => (printOf(a) < printOf(b) ? -1 : 1));
}
