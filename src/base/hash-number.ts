import { hash64 } from './hash.js';

/**
 * A 53-bit number for a 64-bit hash, so that a Map can have it as a key. Two of a million hashes are mixed up with a
 * probability of 1 in 18,000.
 */
export function hashNumber(hi: number, lo: number): number {
  return hi * 2 ** 21 + (lo >>> 11);
}

const hash = new Uint32Array(2);

export function textNumber(text: string): number {
  hash64(text, hash);
  return hashNumber(hash[0]!, hash[1]!);
}
