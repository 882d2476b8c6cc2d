/**
 * A 64-bit hash of text under a secret key, as two unsigned 32-bit halves, without BigInt and without allocating:
 * HalfSipHash-1-3 with 64 bits of output (Jean-Philippe Aumasson and Daniel J. Bernstein, public domain) over the UTF-8
 * bytes. It is for texts that others choose: who does not know the key finds no two texts that collide more often than
 * chance has it, 1 pair in 2⁶⁴. MurmurHash3 (hash.ts) cannot do that with any seed: it has pairs that collide under all
 * seeds (Aumasson, Bernstein, Boßlet: "Hash-flooding DoS reloaded", 2012).
 */
const V2 = 0x6c796765;
const V3 = 0x74656462;

/** The two words of a key. Plain data; can be sent to other threads. */
export interface HashKey {
  readonly k0: number;
  readonly k1: number;
}

/**
 * The key that everybody knows. Hashes under it are the same in every run and on every machine; to find texts that
 * collide is hard, but no secret prevents it.
 */
export const FIXED_HASH_KEY: HashKey = { k0: 0, k1: 0 };

/** The key of this thread, another one in each: for hashes that never leave it. */
export const THREAD_HASH_KEY: HashKey = keyOf(crypto.getRandomValues(new Uint32Array(2)));

let scratchBytes = new Uint8Array(1024);
let scratch = new Uint32Array(scratchBytes.buffer);
const encoder = new TextEncoder();

/**
 * Hashes the UTF-8 bytes of `text`. Lone surrogates count as U+FFFD, as TextEncoder writes them.
 * @param out receives the high half in [0] and the low half in [1]
 */
export function keyedHash(text: string, out: Uint32Array, key: HashKey): void {
  const most = text.length * 3 + 4;
  if (scratchBytes.length < most) {
    scratchBytes = new Uint8Array((most + 3) & ~3);
    scratch = new Uint32Array(scratchBytes.buffer);
  }
  const length = encoder.encodeInto(text, scratchBytes).written;
  scratchBytes.fill(0, length, (length + 3) & ~3);
  keyedHashWords(scratch, 0, length, out, key);
}

/**
 * Hashes `length` bytes in place, from `words[start]` on, with the result of `keyedHash`. Zeros must follow them up to
 * the end of their last word. Only for little-endian machines, as all of Trailspike.
 */
export function keyedHashWords(
  words: Uint32Array,
  start: number,
  length: number,
  out: Uint32Array,
  { k0, k1 }: HashKey,
): void {
  // The round is written out twice: a function would have to return four numbers, and so allocate.
  let v0 = k0;
  let v1 = k1 ^ 0xee;
  let v2 = V2 ^ k0;
  let v3 = V3 ^ k1;
  const whole = start + (length >>> 2);
  for (let at = start; at <= whole; at++) {
    // The last word has the length in its highest byte, and the bytes that fill no word.
    const word = at < whole ? words[at]! : (length << 24) | ((length & 3) === 0 ? 0 : words[at]!);
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  v2 ^= 0xee;
  for (let half = 0; half < 2; half++) {
    for (let round = 0; round < 3; round++) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    out[1 - half] = v1 ^ v3;
    v1 ^= 0xdd;
  }
}

/** @param digits 16 hexadecimal ones, as the header of a state has them */
export function hashKeyOf(digits: string): HashKey {
  return keyOf([parseInt(digits.slice(0, 8), 16), parseInt(digits.slice(8), 16)]);
}

function keyOf(words: ArrayLike<number>): HashKey {
  // Signed, as the hash computes: V8 then passes them at the least cost.
  return { k0: words[0]! | 0, k1: words[1]! | 0 };
}
