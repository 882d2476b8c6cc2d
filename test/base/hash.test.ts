import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hash64, hash64Bytes, hex16, mix } from '../../src/base/hash.js';
import { runs } from '../support/thorough.js';

const out = new Uint32Array(2);
const wide = new Uint32Array(4);

const hexOf = (text: string, seed = 0): string => {
  hash64(text, wide, seed);
  return hex16(wide[0]!, wide[1]!) + hex16(wide[2]!, wide[3]!);
};

describe('is MurmurHash3_x86_128', () => {
  // Published with the ports murmurhash3js (seed 0) and PeterScott/murmur3 (seeds 123 and 321).
  test.each([
    ['', 0, '00000000000000000000000000000000'],
    ['The quick brown fox jumps over the lazy dog', 0, '2f1583c3ecee2c675d7bf66ce5e91d2c'],
    ["I will not buy this tobacconist's, it is scratched.", 0, '9b5b7ba2ef3f7866889adeaf00f3f98e'],
    ['Hello, world!', 123, '61c9129e5a1aacd7a41621629e37c886'],
    ['Hello, world!', 321, 'd5fbdcb3c26c4193045880c5a7170f0f'],
    ['xxxxxxxxxxxxxxxxxxxxxxxxxxxx', 123, '5e40bab278825a164cf929d31fec6047'],
  ])('%j, seed %d', (text, seed, expected) => {
    expect(hexOf(text, seed)).toBe(expected);
  });

  // SMHasher's own check of an implementation: the hashes of 256 keys, hashed. Its value for x86_128 is B3ECE62A.
  test('gives the verification value of SMHasher', () => {
    const key = Uint8Array.from({ length: 256 }, (_, i) => i);
    const hashes = new Uint8Array(256 * 16);
    const view = new DataView(hashes.buffer);
    for (let length = 0; length < 256; length++) {
      hash64Bytes(key.subarray(0, length), wide, 256 - length);
      wide.forEach((word, i) => view.setUint32(length * 16 + i * 4, word, true));
    }
    hash64Bytes(hashes, wide, 0);
    expect(wide[0]!.toString(16)).toBe('b3ece62a');
  });
});

test('text hashes as its UTF-8 bytes, lone surrogates included', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.string({ unit: 'grapheme-ascii', maxLength: 100 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((codes) => String.fromCharCode(...codes)),
  );
  const bytes = new Uint32Array(2);
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 0xffff_ffff }), (value, seed) => {
      hash64(value, out, seed);
      hash64Bytes(new TextEncoder().encode(value), bytes, seed);
      expect(hex16(out[0]!, out[1]!)).toBe(hex16(bytes[0]!, bytes[1]!));
    }),
    { numRuns: runs(500) },
  );
});

test('a hash does not depend on what was hashed before it', () => {
  const long = 'é'.repeat(100_000);
  for (let length = 0; length < 40; length++) {
    const text = 'a'.repeat(length);
    const before = hexOf(text);
    hash64(long, out);
    hash64('ÿ'.repeat(39 - length), out);
    expect(hexOf(text)).toBe(before);
  }
});

test('a narrow output holds the first words of a wide one', () => {
  hash64('arn:aws:iam::123456789012:user/alice', out);
  hash64('arn:aws:iam::123456789012:user/alice', wide);
  expect([...out]).toEqual([...wide.subarray(0, 2)]);
});

test('mix is the hash of its three words as little-endian bytes', () => {
  const word = fc.integer({ min: 0, max: 0xffff_ffff });
  const expected = new Uint32Array(2);
  fc.assert(
    fc.property(word, word, word, (hi, lo, index) => {
      const bytes = new DataView(new ArrayBuffer(12));
      [hi, lo, index].forEach((value, i) => bytes.setUint32(i * 4, value, true));
      hash64Bytes(new Uint8Array(bytes.buffer), expected);
      mix(hi, lo, index, out);
      expect(out).toEqual(expected);
    }),
  );
});

test('hex16 is 16 digits', () => {
  expect(hex16(0, 0)).toBe('0000000000000000');
  expect(hex16(0x00ab_cdef, 0xffff_ffff)).toBe('00abcdefffffffff');
  expect(hex16(-1, 1)).toBe('ffffffff00000001');
});

/** Names as similar as in practice. */
const names = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `arn:aws:sts::123456789012:assumed-role/app/i-${i.toString(16)}`);

const FAMILIES: [string, (count: number) => Generator<[number, number]>][] = [
  [
    'hash64 of similar names',
    function* (count) {
      for (const name of names(count)) {
        hash64(name, out);
        yield [out[0]!, out[1]!];
      }
    },
  ],
  [
    'mix of one hash',
    function* (count) {
      for (let i = 0; i < count; i++) {
        mix(0x1234_5678, 0x9abc_def0, i, out);
        yield [out[0]!, out[1]!];
      }
    },
  ],
];

describe.each(FAMILIES)('%s', (_, hashes) => {
  test('spreads evenly over any byte of it', () => {
    const count = 1 << 16;
    const seen = Array.from({ length: 8 }, () => new Uint32Array(256));
    for (const halves of hashes(count)) {
      seen.forEach((counts, byte) => counts[(halves[byte >> 2]! >>> ((byte & 3) * 8)) & 255]!++);
    }
    for (const counts of seen) {
      const expected = count / 256;
      const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      // 255 degrees of freedom: mean 255, deviation 22.6. Five deviations either way.
      expect(chiSquare).toBeGreaterThan(142);
      expect(chiSquare).toBeLessThan(368);
    }
  });

  test('has no collision among 100,000, and its halves collide as often as random ones', () => {
    const count = 100_000;
    const [whole, high, low] = [new Set<string>(), new Set<number>(), new Set<number>()];
    for (const [hi, lo] of hashes(count)) {
      whole.add(hex16(hi, lo));
      high.add(hi);
      low.add(lo);
    }
    expect(whole.size).toBe(count);
    // n²/2³³ = 1.2 expected collisions in 32 bits; more than 8 have a probability below one in 50,000.
    for (const half of [high, low]) expect(count - half.size).toBeLessThan(9);
  });
});

test('every bit of the text flips every bit of the hash in half of the cases', () => {
  const trials = 4000;
  const length = 24;
  const flips = new Uint32Array(64);
  const bytes = new Uint8Array(length);
  const other = new Uint32Array(2);
  for (let trial = 0; trial < trials; trial++) {
    // Only the last bytes differ between trials, so the input itself is not random.
    new DataView(bytes.buffer).setUint32(length - 4, trial);
    hash64Bytes(bytes, out);
    const bit = trial % (length * 8);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    hash64Bytes(bytes, other);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    for (let i = 0; i < 64; i++) flips[i]! += ((out[i >> 5]! ^ other[i >> 5]!) >>> (i & 31)) & 1;
  }
  // Deviation √(trials)/2 = 32; five of them.
  for (const count of flips) expect(Math.abs(count - trials / 2)).toBeLessThan(160);
});
