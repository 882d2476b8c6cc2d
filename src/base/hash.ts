/**
 * A 64-bit hash of text as two unsigned 32-bit halves, without BigInt and without allocating: the first two
 * words of MurmurHash3_x86_128 (Austin Appleby, public domain) over the UTF-8 bytes.
 *
 * It has no key: the same on every machine and in every run. Someone who chooses the texts can make two of them
 * collide, so names and identities have the hash of keyed-hash.ts, and this one is for what nobody gains by: events that
 * count once, settings, ids of signals, which shard or slice. With honest input, the probability of any collision among n
 * elements is n²/2⁶⁵.
 */
const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/** The message, zero-padded to whole blocks of 16 bytes. Both arrays are views of the same memory. */
let scratchBytes = new Uint8Array(1024);
let scratch = new Uint32Array(scratchBytes.buffer);
const encoder = new TextEncoder();
const BIG_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 0;

/**
 * Hashes the UTF-8 bytes of `text`. Lone surrogates count as U+FFFD, as TextEncoder writes them.
 * @param out receives the high half in [0] and the low half in [1]; with four words or more, all 128 bits.
 * @param seed 32 bits. @default 0
 */
export function hash64(text: string, out: Uint32Array, seed = 0): void {
  reserve(text.length * 3);
  hashScratch(encoder.encodeInto(text, scratchBytes).written, out, seed);
}

/** Hashes bytes: `hash64Bytes(new TextEncoder().encode(text), …)` equals `hash64(text, …)`. */
export function hash64Bytes(bytes: Uint8Array, out: Uint32Array, seed = 0): void {
  reserve(bytes.length);
  scratchBytes.set(bytes);
  hashScratch(bytes.length, out, seed);
}

/**
 * Derives another hash from a 64-bit hash, independent for each `index`: the hash of the three words as 12
 * little-endian bytes.
 * @param index 32 bits.
 */
export function mix(hi: number, lo: number, index: number, out: Uint32Array): void {
  scratch[0] = inOrder(hi);
  scratch[1] = inOrder(lo);
  scratch[2] = inOrder(index);
  scratch[3] = 0;
  hashMessage(scratch, 0, 12, out, 0);
}

/** 16 lower-case hexadecimal digits. */
export function hex16(hi: number, lo: number): string {
  return (hi >>> 0).toString(16).padStart(8, '0') + (lo >>> 0).toString(16).padStart(8, '0');
}

function reserve(bytes: number): void {
  if (scratchBytes.length >= bytes + 16) return;
  scratchBytes = new Uint8Array((bytes + 31) & ~15);
  scratch = new Uint32Array(scratchBytes.buffer);
}

/** Converts a word of `scratch` between machine order and little-endian order, in both directions. */
function inOrder(word: number): number {
  if (!BIG_ENDIAN) return word;
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function hashScratch(length: number, out: Uint32Array, seed: number): void {
  for (let at = length; (at & 15) !== 0; at++) scratchBytes[at] = 0;
  hashMessage(scratch, 0, length, out, seed);
}

/** MurmurHash3_x86_128 of the `length` bytes from `words[start]`, zero-padded to whole blocks. */
function hashMessage(
  words: Uint32Array,
  start: number,
  length: number,
  out: Uint32Array,
  seed: number,
): void {
  const whole = start + ((length >>> 4) << 2);
  let h1 = seed | 0;
  let h2 = h1;
  let h3 = h1;
  let h4 = h1;
  for (let at = start; at < whole; at += 4) {
    h1 = rotate(h1 ^ lane1(inOrder(words[at]!)), 19) + h2;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 = rotate(h2 ^ lane2(inOrder(words[at + 1]!)), 17) + h3;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
    h3 = rotate(h3 ^ lane3(inOrder(words[at + 2]!)), 15) + h4;
    h3 = (Math.imul(h3, 5) + 0x96cd1c35) | 0;
    h4 = rotate(h4 ^ lane4(inOrder(words[at + 3]!)), 13) + h1;
    h4 = (Math.imul(h4, 5) + 0x32ac3b17) | 0;
  }
  if ((length & 15) !== 0) {
    // A lane of zeros does not change its state, so a zero-padded tail needs no case for each length.
    h1 ^= lane1(inOrder(words[whole]!));
    h2 ^= lane2(inOrder(words[whole + 1]!));
    h3 ^= lane3(inOrder(words[whole + 2]!));
    h4 ^= lane4(inOrder(words[whole + 3]!));
  }
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = ((h1 ^ length) + h2 + h3 + h4) | 0;
  const f2 = finalise((h2 + h1) | 0);
  const f3 = finalise((h3 + h1) | 0);
  const f4 = finalise((h4 + h1) | 0);
  h1 = (finalise(h1) + f2 + f3 + f4) | 0;
  out[0] = h1;
  out[1] = f2 + h1;
  if (out.length > 3) {
    out[2] = f3 + h1;
    out[3] = f4 + h1;
  }
}

function lane1(k: number): number {
  return Math.imul(rotate(Math.imul(k, C1), 15), C2);
}

function lane2(k: number): number {
  return Math.imul(rotate(Math.imul(k, C2), 16), C3);
}

function lane3(k: number): number {
  return Math.imul(rotate(Math.imul(k, C3), 17), C4);
}

function lane4(k: number): number {
  return Math.imul(rotate(Math.imul(k, C4), 18), C1);
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

function finalise(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
