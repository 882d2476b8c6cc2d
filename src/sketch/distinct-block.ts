/**
 * The content of a Distinct in memory that the caller owns. Up to EXACT_LIMIT hashes it is a sorted set of them, two
 * words each, high half first. Beyond that it is the 2,048 registers of an UltraLogLog. A full set and the registers
 * both take BLOCK_WORDS, so one is turned into the other in place.
 *
 * The number of hashes alone says which of the two it is. The caller keeps that number.
 */
import { estimate, insert } from './ultraloglog.js';

/** Sets of up to this many hashes are exact. */
export const EXACT_LIMIT = 256;
/** Precision of the UltraLogLog beyond it: relative standard error 1.7 %. */
export const PRECISION = 11;
/** Words of a full set, and of the registers. */
export const BLOCK_WORDS = EXACT_LIMIT * 2;

/**
 * Looks for a hash among `count` sorted ones that begin at `words[start]`.
 * @returns its index, counted in hashes; `~index` of where to insert it when it is not there
 */
export function findHash(words: Uint32Array, start: number, count: number, hi: number, lo: number): number {
  const high = hi >>> 0;
  const low = lo >>> 0;
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const at = start + middle * 2;
    const found = words[at]!;
    if (found < high || (found === high && words[at + 1]! < low)) from = middle + 1;
    else to = middle;
  }
  const at = start + from * 2;
  return from < count && words[at] === high && words[at + 1] === low ? from : ~from;
}

/** Inserts a hash at `index` of the `count` sorted ones at `start`. The block must have room for one more. */
export function insertHash(
  words: Uint32Array,
  start: number,
  count: number,
  index: number,
  hi: number,
  lo: number,
): void {
  const at = start + index * 2;
  const end = start + count * 2;
  if (at < end) words.copyWithin(at + 2, at, end);
  words[at] = hi;
  words[at + 1] = lo;
}

/**
 * Writes the union of two sorted sets, `a` and `b`, to the start of `out`, which must be other memory with room for
 * both.
 * @returns how many hashes the union has
 */
export function unionHashes(
  a: Uint32Array,
  aStart: number,
  aCount: number,
  b: Uint32Array,
  bStart: number,
  bCount: number,
  out: Uint32Array,
): number {
  const aEnd = aStart + aCount * 2;
  const bEnd = bStart + bCount * 2;
  let i = aStart;
  let j = bStart;
  let at = 0;
  while (i < aEnd && j < bEnd) {
    const aHi = a[i]!;
    const bHi = b[j]!;
    const aLo = a[i + 1]!;
    const bLo = b[j + 1]!;
    if (aHi < bHi || (aHi === bHi && aLo <= bLo)) {
      out[at++] = aHi;
      out[at++] = aLo;
      i += 2;
      if (aHi === bHi && aLo === bLo) j += 2;
    } else {
      out[at++] = bHi;
      out[at++] = bLo;
      j += 2;
    }
  }
  for (; i < aEnd; i++) out[at++] = a[i]!;
  for (; j < bEnd; j++) out[at++] = b[j]!;
  return at >>> 1;
}

const copy = new Uint32Array(BLOCK_WORDS);

/** Turns a block of BLOCK_WORDS at `start` with `count` hashes into the registers of those hashes. */
export function turnIntoRegisters(words: Uint32Array, start: number, count: number): void {
  copy.set(words.subarray(start, start + count * 2));
  words.fill(0, start, start + BLOCK_WORDS);
  const registers = registersAt(words, start);
  for (let i = 0; i < count * 2; i += 2) insert(registers, PRECISION, copy[i]!, copy[i + 1]!);
}

/**
 * A view of the same block as registers of one byte each, not a copy. Register i is byte i in memory on any machine, so
 * registers are always written as bytes, never as words.
 */
export function registersAt(words: Uint32Array, start: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset + start * 4, BLOCK_WORDS * 4);
}

/**
 * The estimated count of the set whose registers begin at byte `start`: a whole number, at least EXACT_LIMIT + 1,
 * because a smaller set would be exact.
 */
export function countRegisters(registers: Uint8Array, start = 0): number {
  return Math.max(EXACT_LIMIT + 1, Math.round(estimate(registers, PRECISION, start)));
}
