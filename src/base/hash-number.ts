import { createHash } from 'node:crypto';
import { type HashKey, keyedHash } from './keyed-hash.js';

/**
 * A 53-bit number for a 64-bit hash, so that a Map can have it as a key. Two of a million hashes are mixed up with a
 * probability of 1 in 18,000.
 */
export function hashNumber(hi: number, lo: number): number {
  return hi * 2 ** 21 + (lo >>> 11);
}

const hash = new Uint32Array(2);

/** The number of a text's keyed hash. */
export function textNumber(text: string, key: HashKey): number {
  keyedHash(text, hash, key);
  return hashNumber(hash[0]!, hash[1]!);
}

/**
 * A 53-bit number for a text, by SHA-256: without a key, so that what is ordered by it has one order in all runs, and
 * with no shorter way to a text of the same number than to try 2⁵³.
 */
export function publicNumber(text: string): number {
  const digest = createHash('sha256').update(text).digest();
  return hashNumber(digest.readUInt32BE(0), digest.readUInt32BE(4));
}
