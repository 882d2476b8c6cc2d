import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mix } from '../../src/base/hash.js';
import {
  estimate,
  insert,
  isRegister,
  mergeInto,
  relativeStandardError,
  UltraLogLog,
} from '../../src/sketch/ultraloglog.js';
import { runs } from '../support/thorough.js';

type Hash = readonly [hi: number, lo: number];

const word = fc.integer({ min: 0, max: 0xffff_ffff });
/** Hashes with every number of leading zeros; uniform hashes would never reach the highest levels. */
const hash: fc.Arbitrary<Hash> = fc
  .tuple(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.nat(64), fc.nat(7))
  .map(([bits, zeros, top]) => {
    const value = (bits >> BigInt(zeros)) | (BigInt(top) << 61n);
    return [Number(value >> 32n), Number(value & 0xffff_ffffn)] as const;
  });
const hashes = fc.array(fc.oneof(hash, fc.tuple(word, word)), { maxLength: 60 });
const precision = fc.integer({ min: 3, max: 18 });

const registersOf = (p: number, set: readonly Hash[]): Uint8Array => {
  const registers = new Uint8Array(2 ** p);
  for (const [hi, lo] of set) insert(registers, p, hi, lo);
  return registers;
};

/** Register and level of a hash by the definition, from the text of its 64 bits. */
const place = (p: number, [hi, lo]: Hash): { index: number; level: number } => {
  const bits = [hi, lo].map((half) => half.toString(2).padStart(32, '0')).join('');
  const rest = bits.slice(p);
  const zeros = rest.indexOf('1');
  return { index: parseInt(bits.slice(0, p), 2), level: 1 + (zeros === -1 ? rest.length : zeros) };
};

/** The registers by their definition, from the set of levels of each. */
const reference = (p: number, set: readonly Hash[]): Uint8Array => {
  const levels = new Map<number, Set<number>>();
  for (const each of set) {
    const { index, level } = place(p, each);
    levels.set(index, (levels.get(index) ?? new Set()).add(level));
  }
  const registers = new Uint8Array(2 ** p);
  for (const [index, seen] of levels) {
    const u = Math.max(...seen);
    registers[index] = u * 4 + (seen.has(u - 1) ? 2 : 0) + (seen.has(u - 2) ? 1 : 0);
  }
  return registers;
};

/** Like `toEqual`, but fast enough for a quarter of a million registers. */
const expectSame = (actual: Uint8Array, expected: Uint8Array): void => {
  if (!Buffer.from(actual).equals(expected)) expect(actual).toEqual(expected);
};

test('registers are those of the definition', () => {
  fc.assert(
    fc.property(precision, hashes, (p, set) => {
      expectSame(registersOf(p, set), reference(p, set));
    }),
    { numRuns: runs(300) },
  );
});

test('exactly the registers that can occur are valid', () => {
  const p = 18;
  const highest = 65 - p;
  const possible = new Set([0]);
  for (let u = 1; u <= highest; u++) {
    for (const below of [[], [u - 1], [u - 2], [u - 1, u - 2]]) {
      if (below.some((level) => level < 1)) continue;
      possible.add(u * 4 + (below.includes(u - 1) ? 2 : 0) + (below.includes(u - 2) ? 1 : 0));
    }
  }
  for (let value = 0; value < 256; value++)
    expect(isRegister(value, p), String(value)).toBe(possible.has(value));
  fc.assert(
    fc.property(precision, hashes, (q, set) => registersOf(q, set).every((value) => isRegister(value, q))),
  );
});

test('merged registers are those of the union', () => {
  fc.assert(
    fc.property(precision, hashes, hashes, (p, a, b) => {
      const target = registersOf(p, a);
      mergeInto(target, registersOf(p, b));
      expectSame(target, registersOf(p, [...a, ...b]));
    }),
    { numRuns: runs(300) },
  );
});

test('registers within a larger array do not change what is around them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 8 }),
      hashes,
      hashes,
      fc.nat(9),
      fc.nat(9),
      (p, a, b, before, after) => {
        const m = 2 ** p;
        const embed = (registers: Uint8Array): Uint8Array => {
          const array = new Uint8Array(before + m + after).fill(251);
          array.set(registers, before);
          return array;
        };
        const inner = embed(new Uint8Array(m));
        for (const [hi, lo] of a) insert(inner, p, hi, lo, before);
        expect(inner).toEqual(embed(registersOf(p, a)));
        expect(estimate(inner, p, before)).toBe(estimate(registersOf(p, a), p));
        mergeInto(inner, embed(registersOf(p, b)), before, before, m);
        expect(inner).toEqual(embed(registersOf(p, [...a, ...b])));
      },
    ),
  );
});

describe('the estimate', () => {
  test('is 0 for nothing and Infinity when every register is full', () => {
    for (let p = 3; p <= 18; p++) {
      expect(estimate(new Uint8Array(2 ** p), p)).toBe(0);
      const full = new Uint8Array(2 ** p).fill(((65 - p) << 2) | 3);
      expect(estimate(full, p)).toBe(Infinity);
      full[0] = ((65 - p) << 2) | 2;
      expect(estimate(full, p)).toBeGreaterThan(2 ** 62);
      expect(estimate(full, p)).toBeLessThan(Infinity);
    }
  });

  /** Registers that can occur, each level with the same probability. */
  const anyRegisters = fc.integer({ min: 3, max: 6 }).chain((p) => {
    const values = Array.from({ length: 256 }, (_, value) => value).filter((value) => isRegister(value, p));
    const registers = fc.array(fc.constantFrom(...values), { minLength: 2 ** p, maxLength: 2 ** p });
    return fc.tuple(
      fc.constant(p),
      registers.map((list) => Uint8Array.from(list)),
    );
  });
  /** Registers of random hashes. */
  const streamed = fc
    .tuple(fc.constantFrom(3, 5, 8), fc.integer({ min: 1, max: 3000 }), word)
    .map(([p, count, seed]): [number, Uint8Array] => {
      const registers = new Uint8Array(2 ** p);
      const out = new Uint32Array(2);
      for (let i = 0; i < count; i++) {
        mix(seed, 0, i, out);
        insert(registers, p, out[0]!, out[1]!);
      }
      return [p, registers];
    });

  test('is the maximum of the likelihood, for any registers', () => {
    fc.assert(
      fc.property(fc.oneof(anyRegisters, streamed), ([p, registers]) => {
        // The maximum without the correction for bias, which is 0.481/m.
        const root = estimate(registers, p) * (1 + 0.4814737652772006 / 2 ** p);
        if (registers.every((value) => value === 0)) {
          expect(root).toBe(0);
          return;
        }
        const best = logLikelihood(registers, p, root);
        for (const factor of [0.5, 0.99, 1 - 1e-5, 1 + 1e-5, 1.01, 2]) {
          expect(logLikelihood(registers, p, root * factor)).toBeLessThan(best);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  test('is the exact count, once rounded, for the first twenty hashes at precision 11', () => {
    const registers = new Uint8Array(2048);
    const out = new Uint32Array(2);
    for (let count = 1; count <= 20; count++) {
      mix(1, 2, count, out);
      insert(registers, 11, out[0]!, out[1]!);
      expect(Math.round(estimate(registers, 11))).toBe(count);
    }
  });
});

/** ln of the probability of these registers when each level k of each register has Poisson(n/m · 2^−k) hashes. */
function logLikelihood(registers: Uint8Array, p: number, n: number): number {
  const x = n / 2 ** p;
  const share = (k: number): number => 2 ** -Math.min(k, 64 - p);
  let sum = 0;
  for (const register of registers) {
    const u = register >> 2;
    for (let k = u + 1; k <= 65 - p; k++) sum -= x * share(k);
    const known: [number, boolean][] = [
      [u, true],
      [u - 1, (register & 2) !== 0],
      [u - 2, (register & 1) !== 0],
    ];
    for (const [k, seen] of known) {
      if (k >= 1) sum += seen ? Math.log(-Math.expm1(-x * share(k))) : -x * share(k);
    }
  }
  return sum;
}

test('the stated error is that of the paper', () => {
  expect(relativeStandardError(0)).toBeCloseTo(0.7609, 4);
  expect(relativeStandardError(11)).toBeCloseTo(0.01681, 5);
});

test('the estimate is between its bounds, which widen with the number of sigmas', () => {
  const sketch = new UltraLogLog(8);
  const out = new Uint32Array(2);
  for (let i = 0; i < 10_000; i++) {
    mix(3, 4, i, out);
    sketch.update(out[0]!, out[1]!);
  }
  const [lower3, lower1, count, upper1, upper3] = [
    sketch.lowerBound(3),
    sketch.lowerBound(1),
    sketch.estimate(),
    sketch.upperBound(1),
    sketch.upperBound(3),
  ];
  expect([lower3, lower1, count, upper1, upper3].toSorted((a, b) => a - b)).toEqual([
    lower3,
    lower1,
    count,
    upper1,
    upper3,
  ]);
  expect(lower1).toBeCloseTo(count / (1 + relativeStandardError(8)), 6);
  expect(upper1).toBeCloseTo(count / (1 - relativeStandardError(8)), 6);
  expect(new UltraLogLog(3).upperBound(4)).toBe(Infinity);
});

test('a precision outside 3 to 18 is refused', () => {
  for (const wrong of [2, 19, 4.5, NaN]) expect(() => new UltraLogLog(wrong)).toThrow(RangeError);
  const bytes = new UltraLogLog(3).serialize();
  bytes[3] = 19;
  expect(() => UltraLogLog.deserialize(bytes)).toThrow(/has precision 19, expected 3 to 18/);
});

// Bytes of format version 1: they must stay readable, with the same content.
test('golden bytes', () => {
  const sketch = new UltraLogLog(3, 7);
  for (const [hi, lo] of [
    [0x0000_0000, 0x0000_0000], // register 0, level 62, the highest
    [0x2800_0000, 0], // register 1, level 2
    [0x3000_0000, 0], // register 1, level 1
    [0xe400_0000, 0], // register 7, level 3
    [0xf000_0000, 0], // register 7, level 1
  ] as const) {
    sketch.update(hi, lo);
  }
  const golden = 'c101010307000000' + 'f80a00000000000d';
  expect(Buffer.from(sketch.serialize()).toString('hex')).toBe(golden);
  expect(UltraLogLog.deserialize(Buffer.from(golden, 'hex')).estimate()).toBe(sketch.estimate());
});
