import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BLOCK_WORDS,
  EXACT_LIMIT,
  findHash,
  insertHash,
  PRECISION,
  registersAt,
  turnIntoRegisters,
  unionHashes,
} from '../../src/sketch/distinct-block.js';
import { insert } from '../../src/sketch/ultraloglog.js';

type Hash = [hi: number, lo: number];

/** Halves that are often equal, at both ends of the ranges of signed and unsigned numbers. */
const half = fc.oneof(
  fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);
const hashes = fc.array(fc.tuple(half, half), { maxLength: 80 });

const value = ([hi, lo]: Hash): bigint => (BigInt(hi) << 32n) | BigInt(lo);
const sorted = (list: Hash[]): Hash[] =>
  [...new Map(list.map((hash) => [value(hash), hash])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, hash]) => hash);

/** Sorted hashes in a block, with other data before and after it. */
const block = (list: Hash[], start: number, room = list.length): Uint32Array => {
  const words = new Uint32Array(start + room * 2 + 3).fill(0xdead_beef);
  words.set(sorted(list).flat(), start);
  return words;
};

test('findHash finds the hashes that are there, and the places where others belong', () => {
  fc.assert(
    fc.property(hashes, fc.tuple(half, half), fc.nat(5), (list, wanted, start) => {
      const set = sorted(list);
      const words = block(set, start);
      set.forEach(([hi, lo], index) => expect(findHash(words, start, set.length, hi, lo)).toBe(index));
      const index = set.filter((hash) => value(hash) < value(wanted)).length;
      const found = set[index] !== undefined && value(set[index]) === value(wanted);
      expect(findHash(words, start, set.length, ...wanted)).toBe(found ? index : ~index);
      // Callers may have the halves as signed numbers.
      expect(findHash(words, start, set.length, wanted[0] | 0, wanted[1] | 0)).toBe(found ? index : ~index);
    }),
  );
});

test('insertHash keeps the block sorted and touches nothing around it', () => {
  fc.assert(
    fc.property(hashes, fc.nat(5), (list, start) => {
      const words = block([], start, list.length);
      let count = 0;
      for (const [hi, lo] of list) {
        const index = findHash(words, start, count, hi, lo);
        if (index < 0) insertHash(words, start, count++, ~index, hi, lo);
      }
      const expected = block([], start, list.length);
      expected.set(sorted(list).flat(), start);
      expect(count).toBe(sorted(list).length);
      const used = start + count * 2;
      expect(words.subarray(0, used)).toEqual(expected.subarray(0, used));
      expect(words.subarray(start + list.length * 2)).toEqual(expected.subarray(start + list.length * 2));
    }),
  );
});

test('unionHashes is the sorted union', () => {
  fc.assert(
    fc.property(hashes, hashes, fc.nat(5), fc.nat(5), (a, b, aStart, bStart) => {
      const out = new Uint32Array((a.length + b.length) * 2);
      const [aSet, bSet] = [sorted(a), sorted(b)];
      const count = unionHashes(
        block(a, aStart),
        aStart,
        aSet.length,
        block(b, bStart),
        bStart,
        bSet.length,
        out,
      );
      const expected = sorted([...a, ...b]);
      expect([...out.subarray(0, count * 2)]).toEqual(expected.flat());
    }),
  );
});

describe('turnIntoRegisters', () => {
  test('gives the registers of the hashes, in place', () => {
    fc.assert(
      fc.property(hashes, fc.nat(5), (list, start) => {
        const set = sorted(list);
        const words = block(set, start, EXACT_LIMIT);
        turnIntoRegisters(words, start, set.length);
        const expected = new Uint8Array(2 ** PRECISION);
        for (const [hi, lo] of set) insert(expected, PRECISION, hi, lo);
        expect(Buffer.compare(registersAt(words, start), expected)).toBe(0);
        expect([...words.subarray(0, start)]).toEqual(Array(start).fill(0xdead_beef));
        expect([...words.subarray(start + BLOCK_WORDS)]).toEqual(Array(3).fill(0xdead_beef));
      }),
    );
  });

  test('needs exactly the space of a full set', () => {
    expect(BLOCK_WORDS * 4).toBe(2 ** PRECISION);
    expect(BLOCK_WORDS).toBe(EXACT_LIMIT * 2);
  });

  test('reads words that do not begin at the start of their memory', () => {
    const words = new Uint32Array(new ArrayBuffer((BLOCK_WORDS + 4) * 4), 8, BLOCK_WORDS + 2);
    registersAt(words, 2)[0] = 9;
    expect(new Uint8Array(words.buffer)[16]).toBe(9);
  });
});
