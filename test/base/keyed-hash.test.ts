import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hash64Bytes, hex16 } from '../../src/base/hash.js';
import {
  FIXED_HASH_KEY,
  type HashKey,
  hashKeyOf,
  keyedHash,
  keyedHashWords,
  THREAD_HASH_KEY,
} from '../../src/base/keyed-hash.js';
import { Random } from '../../src/simulate/random.js';
import { runs } from '../support/thorough.js';

const out = new Uint32Array(2);
const hexOf = (text: string, key: HashKey): string => {
  keyedHash(text, out, key);
  return hex16(out[0]!, out[1]!);
};
const keys = fc.record({ k0: fc.integer(), k1: fc.integer() });

/** HalfSipHash with 64 bits of output as its paper has it, for any number of rounds. */
function halfSipHash(bytes: Uint8Array, { k0, k1 }: HashKey, each: number, last: number): Uint8Array {
  const v = Uint32Array.of(k0, k1 ^ 0xee, k0 ^ 0x6c796765, k1 ^ 0x74656462);
  const turn = (at: number, by: number): void => void (v[at] = (v[at]! << by) | (v[at]! >>> (32 - by)));
  const step = (a: number, b: number, by: number): void => {
    v[a]! += v[b]!;
    turn(b, by);
    v[b]! ^= v[a]!;
  };
  const rounds = (count: number): void => {
    for (let n = 0; n < count; n++) {
      step(0, 1, 5);
      turn(0, 16);
      step(2, 3, 8);
      step(0, 3, 7);
      step(2, 1, 13);
      turn(2, 16);
    }
  };
  const padded = new Uint8Array((bytes.length & ~3) + 4);
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length;
  const words = new DataView(padded.buffer);
  for (let at = 0; at < padded.length; at += 4) {
    const word = words.getUint32(at, true);
    v[3]! ^= word;
    rounds(each);
    v[0]! ^= word;
  }
  const result = new DataView(new ArrayBuffer(8));
  v[2]! ^= 0xee;
  rounds(last);
  result.setUint32(0, v[1]! ^ v[3]!, true);
  v[1]! ^= 0xdd;
  rounds(last);
  result.setUint32(4, v[1]! ^ v[3]!, true);
  return new Uint8Array(result.buffer);
}

describe('is HalfSipHash-1-3', () => {
  // `vectors_hsip64` of the reference implementation: the key is 00 01 … 07, the message 00 01 … of each length, and
  // there are two rounds for each word and four at the end.
  test.each([
    [0, '218d1f59b9b83cc8'],
    [1, 'be552412f8387315'],
    [7, 'ff202728b07bc684'],
    [8, 'edfee820bce4858c'],
    [36, '86d67a40ec4276dc'],
    [63, '2ea63c71bf326087'],
  ])('the plain one here gives the published value for %d bytes', (length, expected) => {
    const message = Uint8Array.from({ length }, (_, index) => index);
    const key = { k0: 0x03020100, k1: 0x07060504 };
    expect(Buffer.from(halfSipHash(message, key, 2, 4)).toString('hex')).toBe(expected);
  });

  test('and with one round and three it gives what is used', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), keys, (text, key) => {
        const expected = halfSipHash(new TextEncoder().encode(text), key, 1, 3);
        // The first word of the output is the low half.
        expect(hexOf(text, key)).toBe(Buffer.from(expected).reverse().toString('hex'));
      }),
      { numRuns: runs(500) },
    );
  });
});

test('words hash like the text, wherever they are', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 70 }), fc.nat({ max: 5 }), keys, (text, start, key) => {
      const words = new Uint32Array(start + 80);
      const { written } = new TextEncoder().encodeInto(text, new Uint8Array(words.buffer, start * 4));
      keyedHashWords(words, start, written, out, key);
      expect(hex16(out[0]!, out[1]!)).toBe(hexOf(text, key));
    }),
    { numRuns: runs(300) },
  );
});

test('a hash does not depend on what was hashed before it, nor on the length of the longest text', () => {
  const short = hexOf('secret', FIXED_HASH_KEY);
  const long = hexOf('é'.repeat(100_000), FIXED_HASH_KEY);
  expect(hexOf('secret', FIXED_HASH_KEY)).toBe(short);
  expect(hexOf('é'.repeat(100_000), FIXED_HASH_KEY)).toBe(long);
});

test('keys are read from their digits, and a thread has one of its own', () => {
  expect(hashKeyOf('0000000000000000')).toEqual(FIXED_HASH_KEY);
  expect(hashKeyOf('00000001ffffffff')).toEqual({ k0: 1, k1: -1 });
  expect(THREAD_HASH_KEY).not.toEqual(FIXED_HASH_KEY);
});

const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** The number that undoes a multiplication by an odd number, modulo 2³². */
function inverse(odd: number): number {
  let found = odd;
  for (let n = 0; n < 5; n++) found = Math.imul(found, 2 - Math.imul(odd, found));
  return found;
}

/** A word that MurmurHash3_x86_128 joins to its state with the bit changed, in place of `word`. */
function changed(
  word: number,
  bit: number,
  [first, turn, second]: readonly [number, number, number],
): number {
  const joined = Math.imul(turned(Math.imul(word, first), turn), second);
  return Math.imul(turned(Math.imul(joined ^ bit, inverse(second)), 32 - turn), inverse(first));
}

/** What it does to the first and to the fourth word of a block. */
const LANE_1 = [0x239b961b, 15, 0xab0e9789] as const;
const LANE_4 = [0xa1e38b93, 18, 0x239b961b] as const;

/**
 * Another text for 32 bytes or more, which MurmurHash3_x86_128 hashes alike under each seed. The first block changes bit
 * 31 of the first word of the state, after its turn by 19, and so of the fourth word, which adds the first: the fourth
 * word of the block takes it out there. Sums and the multiplication by 5 leave bit 31 what it is, and the first word of
 * the second block takes it out of the first word of the state.
 */
function murmurTwin(bytes: Uint8Array): Uint8Array {
  const twin = Uint8Array.from(bytes);
  const words = new DataView(twin.buffer);
  for (const [at, bit, lane] of [
    [0, 1 << 12, LANE_1],
    [12, 1 << 18, LANE_4],
    [16, 1 << 31, LANE_1],
  ] as const) {
    words.setInt32(at, changed(words.getInt32(at, true), bit, lane), true);
  }
  return twin;
}

describe('collisions that are made on purpose', () => {
  const random = new Random(7);
  const word = (): number => Math.floor(random.float() * 2 ** 32) | 0;

  test('of MurmurHash3 hold under all seeds, so that no seed keeps them out; here they are none', () => {
    const murmurOf = (bytes: Uint8Array, seed: number): string => {
      hash64Bytes(bytes, out, seed >>> 0);
      return hex16(out[0]!, out[1]!);
    };
    const keyedOf = (bytes: Uint8Array, key: HashKey): string => {
      keyedHashWords(new Uint32Array(bytes.buffer), 0, bytes.length, out, key);
      return hex16(out[0]!, out[1]!);
    };
    const text = new TextEncoder().encode('eu-west-1:123456789012:prod/billing/password....');
    const twin = murmurTwin(text);
    expect(twin).not.toEqual(text);
    for (let n = 0; n < 100; n++) {
      const [seed, key] = [word(), { k0: word(), k1: word() }];
      expect(murmurOf(twin, seed)).toBe(murmurOf(text, seed));
      expect(keyedOf(twin, key)).not.toBe(keyedOf(text, key));
    }
  });

  test('under one key do not carry over to another: of its low 24 bits there are as many as chance has', () => {
    const [known, secret] = [1, 2].map((n) => ({ k0: 0x51ed270b * n, k1: (0x2545f491 * n) | 0 }));
    const low = (text: string, key: HashKey): number => {
      keyedHash(text, out, key);
      return out[1]! & 0xff_ffff;
    };
    // Names that differ in few letters, as a search for pairs would take them.
    const byHash = new Map<number, string>();
    const pairs: [string, string][] = [];
    for (let n = 0; pairs.length < 2000; n++) {
      const text = `prod/billing/${n.toString(36)}`;
      const other = byHash.get(low(text, known!));
      if (other === undefined) byHash.set(low(text, known!), text);
      else pairs.push([text, other]);
    }
    expect(pairs.every(([a, b]) => low(a, known!) === low(b, known!))).toBe(true);
    // 2,000 pairs at 1 in 2²⁴ each: one or more with a probability of 1 in 8,000. The keys are fixed.
    expect(pairs.filter(([a, b]) => low(a, secret!) === low(b, secret!))).toEqual([]);
  });
});
