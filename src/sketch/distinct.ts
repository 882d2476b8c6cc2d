import { ByteReader, ByteWriter } from '../base/codec.js';
import {
  BLOCK_WORDS,
  countRegisters,
  EXACT_LIMIT,
  findHash,
  insertHash,
  PRECISION,
  registersAt,
  turnIntoRegisters,
  unionHashes,
} from './distinct-block.js';
import { readPreamble, requireSame, writePreamble } from './preamble.js';
import type { SetSketch } from './sketch.js';
import { areRegisters, estimate, insert, mergeInto, relativeStandardError } from './ultraloglog.js';

const VERSION = 1;
const EXACT = 0;
const ESTIMATED = 1;
const FIRST_WORDS = 16;
const STANDARD_ERROR = relativeStandardError(PRECISION);

/** Memory for the union of two full sets; every merge reuses it. */
const union = new Uint32Array(BLOCK_WORDS * 2);

/**
 * Counts distinct 64-bit hashes: exactly up to EXACT_LIMIT (256) of them, and beyond that by an UltraLogLog with a
 * relative standard error of 1.7 %. The set of hashes alone decides which of the two it is, so equal sets give equal
 * bytes for any order and any tree of merges. It takes 2 KiB at most.
 */
export class Distinct implements SetSketch<Distinct> {
  /** Seed of the hash function. Sketches with different seeds do not merge. */
  readonly seed: number;
  #words = new Uint32Array(FIRST_WORDS);
  #count = 0;
  /** The same memory as registers, once the set has more than EXACT_LIMIT hashes. */
  #registers: Uint8Array | undefined;

  /** @param seed 32 bits. @default 0 */
  constructor(seed = 0) {
    this.seed = seed >>> 0;
  }

  /** Whether it keeps every hash, so that the count is exact. */
  get isExact(): boolean {
    return this.#registers === undefined;
  }

  update(hi: number, lo: number): void {
    if (this.#registers) {
      insert(this.#registers, PRECISION, hi, lo);
      return;
    }
    const index = findHash(this.#words, 0, this.#count, hi, lo);
    if (index >= 0) return;
    if (this.#count === EXACT_LIMIT) {
      insert(this.#toRegisters(), PRECISION, hi, lo);
      return;
    }
    this.#reserve(this.#count + 1);
    insertHash(this.#words, 0, this.#count, ~index, hi, lo);
    this.#count++;
  }

  merge(other: Distinct): void {
    requireSame('distinct', 'seed', this.seed, other.seed);
    if (other.#registers) this.mergeRegisters(other.#registers);
    else this.mergeHashes(other.#words, 0, other.#count);
  }

  /** Merges a sorted set: `count` hashes of two words each, from `words[start]` (see distinct-block.ts). */
  mergeHashes(words: Uint32Array, start: number, count: number): void {
    // To find a few hashes among many one by one is faster than to walk past all of them.
    if (this.#registers === undefined && count * 12 > this.#count) {
      const total = unionHashes(this.#words, 0, this.#count, words, start, count, union);
      if (total <= EXACT_LIMIT) {
        this.#reserve(total);
        this.#words.set(union.subarray(0, total * 2));
        this.#count = total;
        return;
      }
      this.#toRegisters();
    }
    const end = start + count * 2;
    for (let at = start; at < end; at += 2) this.update(words[at]!, words[at + 1]!);
  }

  /**
   * Merges 2,048 registers of precision 11. They must come from more than EXACT_LIMIT hashes, because this sketch is an
   * estimate afterwards.
   */
  mergeRegisters(registers: Uint8Array): void {
    mergeInto(this.#registers ?? this.#toRegisters(), registers);
  }

  /** A whole number: exact while `isExact`, else the UltraLogLog's rounded estimate, above EXACT_LIMIT. */
  estimate(): number {
    if (this.#registers === undefined) return this.#count;
    return countRegisters(this.#registers);
  }

  /** Rounded down; the exact count while `isExact`. */
  lowerBound(sigmas: number): number {
    if (this.#registers === undefined) return this.#count;
    const bound = estimate(this.#registers, PRECISION) / (1 + sigmas * STANDARD_ERROR);
    return Math.max(EXACT_LIMIT + 1, Math.floor(bound));
  }

  /** Rounded up; the exact count while `isExact`. */
  upperBound(sigmas: number): number {
    if (this.#registers === undefined) return this.#count;
    const share = 1 - sigmas * STANDARD_ERROR;
    if (share <= 0) return Infinity;
    return Math.max(EXACT_LIMIT + 1, Math.ceil(estimate(this.#registers, PRECISION) / share));
  }

  /** A copy of the hashes, two words each, high half first, ascending; `undefined` when they are not kept. */
  hashes(): Uint32Array | undefined {
    return this.#registers === undefined ? this.#words.slice(0, this.#count * 2) : undefined;
  }

  /** Removes all hashes and keeps the memory for the next set. */
  clear(): void {
    this.#count = 0;
    this.#registers = undefined;
  }

  /**
   * Preamble, precision u8, exact limit u16, seed u32. Then either 0, the number of hashes as a varint and the hashes
   * ascending (high half u32, low half u32), or 1 and 2,048 registers.
   */
  serialize(): Uint8Array {
    const writer = new ByteWriter(24 + (this.#registers ? BLOCK_WORDS * 4 : this.#count * 8));
    writePreamble(writer, 'distinct', VERSION);
    writer.u8(PRECISION);
    writer.u16(EXACT_LIMIT);
    writer.u32(this.seed);
    if (this.#registers) {
      writer.u8(ESTIMATED);
      writer.bytes(this.#registers);
    } else {
      writer.u8(EXACT);
      writer.varint(this.#count);
      for (let i = 0; i < this.#count * 2; i++) writer.u32(this.#words[i]!);
    }
    return writer.finish();
  }

  /** @throws TrailspikeError E_SKETCH_BYTES, or E_SKETCH_MISMATCH for another precision or exact limit. */
  static deserialize(bytes: Uint8Array): Distinct {
    const reader = new ByteReader(bytes);
    readPreamble(reader, 'distinct', VERSION);
    requireSame('distinct', 'precision', PRECISION, reader.u8());
    requireSame('distinct', 'exact limit', EXACT_LIMIT, reader.u16());
    const sketch = new Distinct(reader.u32());
    const mode = reader.u8();
    if (mode === EXACT) sketch.#readHashes(reader);
    else if (mode === ESTIMATED) sketch.#readRegisters(reader);
    else reader.fail(`has content of kind ${mode}, expected ${EXACT} or ${ESTIMATED}`);
    reader.end();
    return sketch;
  }

  #readHashes(reader: ByteReader): void {
    const count = reader.varint();
    if (count > EXACT_LIMIT) reader.fail(`has ${count} hashes, more than ${EXACT_LIMIT}`);
    this.#reserve(count);
    for (let i = 0; i < count; i++) {
      const hi = reader.u32();
      const lo = reader.u32();
      if (findHash(this.#words, 0, i, hi, lo) !== ~i) reader.fail('has hashes out of order');
      insertHash(this.#words, 0, i, i, hi, lo);
    }
    this.#count = count;
  }

  #readRegisters(reader: ByteReader): void {
    const registers = reader.bytes(BLOCK_WORDS * 4);
    if (!areRegisters(registers, PRECISION)) reader.fail('has an impossible register');
    this.mergeRegisters(registers);
  }

  #reserve(hashes: number): void {
    let length = this.#words.length;
    if (length >= hashes * 2) return;
    while (length < hashes * 2) length *= 2;
    const larger = new Uint32Array(length);
    larger.set(this.#words);
    this.#words = larger;
  }

  #toRegisters(): Uint8Array {
    this.#reserve(EXACT_LIMIT);
    turnIntoRegisters(this.#words, 0, this.#count);
    this.#count = 0;
    return (this.#registers = registersAt(this.#words, 0));
  }
}
