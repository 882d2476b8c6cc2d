import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXACT_LIMIT, PRECISION } from '../../src/sketch/distinct-block.js';
import { Distinct } from '../../src/sketch/distinct.js';
import { hash64, mix } from '../../src/base/hash.js';
import { estimate, insert } from '../../src/sketch/ultraloglog.js';
import { runs } from '../support/thorough.js';

type Hash = [hi: number, lo: number];

const hashOf = (index: number): Hash => {
  const out = new Uint32Array(2);
  mix(1, 2, index, out);
  return [out[0]!, out[1]!];
};
const filled = (count: number, from = 0): Distinct => {
  const sketch = new Distinct();
  for (let i = from; i < from + count; i++) sketch.update(...hashOf(i));
  return sketch;
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The simplest model of a Distinct: a set while it is small, then the registers of that set. */
class Model {
  readonly #set = new Map<string, Hash>();

  update(hi: number, lo: number): void {
    this.#set.set(`${hi} ${lo}`, [hi, lo]);
  }

  get isExact(): boolean {
    return this.#set.size <= EXACT_LIMIT;
  }

  estimate(): number {
    if (this.isExact) return this.#set.size;
    const registers = new Uint8Array(2 ** PRECISION);
    for (const [hi, lo] of this.#set.values()) insert(registers, PRECISION, hi, lo);
    return Math.max(EXACT_LIMIT + 1, Math.round(estimate(registers, PRECISION)));
  }
}

test('behaves as its model in any mixture of updates and merges', () => {
  const steps = fc.array(
    fc.record({
      how: fc.constantFrom('update', 'merge', 'mergeHashes', 'mergeSelf'),
      from: fc.nat(300),
      count: fc.nat(150),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(steps, (list) => {
      const [sketch, model] = [new Distinct(), new Model()];
      for (const { how, from, count } of list) {
        const part = filled(count, from);
        if (how === 'mergeSelf') sketch.merge(sketch);
        else {
          for (let i = from; i < from + count; i++) model.update(...hashOf(i));
          if (how === 'update') for (let i = from; i < from + count; i++) sketch.update(...hashOf(i));
          else if (how === 'merge') sketch.merge(part);
          else {
            const hashes = part.hashes()!;
            sketch.mergeHashes(Uint32Array.of(7, ...hashes, 7), 1, hashes.length / 2);
          }
        }
        expect([sketch.isExact, sketch.estimate()]).toEqual([model.isExact, model.estimate()]);
      }
    }),
    { numRuns: runs(200) },
  );
});

test('is exact to 256 and not beyond, by updates and by merges', () => {
  expect(filled(EXACT_LIMIT).isExact).toBe(true);
  expect(filled(EXACT_LIMIT).estimate()).toBe(EXACT_LIMIT);
  const [byUpdate, byMerge, byHashes] = [filled(EXACT_LIMIT), filled(EXACT_LIMIT), filled(EXACT_LIMIT)];
  byUpdate.update(...hashOf(0));
  expect(byUpdate.isExact).toBe(true);
  byUpdate.update(...hashOf(EXACT_LIMIT));
  byMerge.merge(filled(3, EXACT_LIMIT - 2));
  byHashes.mergeHashes(Uint32Array.from(hashOf(EXACT_LIMIT)), 0, 1);
  for (const sketch of [byUpdate, byMerge, byHashes]) {
    expect(sketch.isExact).toBe(false);
    expect(sketch.hashes()).toBeUndefined();
    expect(hex(sketch.serialize())).toBe(hex(byUpdate.serialize()));
  }
});

test('mergeRegisters merges like the sketch that the registers are from', () => {
  const big = filled(500);
  const registers = new Uint8Array(2 ** PRECISION);
  for (let i = 0; i < 500; i++) insert(registers, PRECISION, ...hashOf(i));
  for (const own of [0, 10, 400]) {
    const [a, b] = [filled(own, 300), filled(own, 300)];
    a.merge(big);
    b.mergeRegisters(registers);
    expect(hex(a.serialize())).toBe(hex(b.serialize()));
  }
});

test('hashes are the sorted set, and a copy', () => {
  const sketch = filled(40);
  const hashes = sketch.hashes()!;
  const values = Array.from(
    { length: 40 },
    (_, i) => (BigInt(hashes[i * 2]!) << 32n) | BigInt(hashes[i * 2 + 1]!),
  );
  expect(values).toEqual(values.toSorted((a, b) => (a < b ? -1 : 1)));
  hashes.fill(0);
  expect(hex(sketch.serialize())).toBe(hex(filled(40).serialize()));
});

test.each([0, 5, 200, 256, 1000])('clear after %d leaves nothing behind', (count) => {
  const sketch = filled(count);
  sketch.clear();
  expect(hex(sketch.serialize())).toBe(hex(new Distinct().serialize()));
  for (let i = 2000; i < 2300; i++) {
    sketch.update(...hashOf(i));
    if (i === 2003) expect(hex(sketch.serialize())).toBe(hex(filled(4, 2000).serialize()));
  }
  expect(hex(sketch.serialize())).toBe(hex(filled(300, 2000).serialize()));
});

describe('bounds', () => {
  test('are the count itself while it is exact', () => {
    const sketch = filled(EXACT_LIMIT);
    expect([sketch.lowerBound(3), sketch.upperBound(3)]).toEqual([EXACT_LIMIT, EXACT_LIMIT]);
  });

  test('contain the true count as often as three standard errors promise, and never leave what is certain', () => {
    let missed = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const count = 257 + run * 7;
      const sketch = filled(count, run * 10_000);
      if (sketch.lowerBound(3) > count || sketch.upperBound(3) < count) missed++;
      expect(sketch.lowerBound(1e6)).toBe(EXACT_LIMIT + 1);
      expect(sketch.lowerBound(0)).toBeLessThanOrEqual(sketch.estimate());
      expect(sketch.upperBound(0)).toBeGreaterThanOrEqual(sketch.estimate());
      expect(sketch.upperBound(60)).toBe(Infinity);
    }
    // 0.3 % of 300 is 1; more than 6 has a probability below one in 10,000.
    expect(missed).toBeLessThanOrEqual(6);
  });
});

describe('bytes', () => {
  const mutated = (count: number, at: number, value: number): Uint8Array => {
    const bytes = filled(count).serialize();
    bytes[at] = value;
    return bytes;
  };

  test('of another precision or exact limit are a mismatch', () => {
    expect(() => Distinct.deserialize(mutated(3, 3, 12))).toThrow(
      expect.objectContaining({
        code: 'E_SKETCH_MISMATCH',
        message: expect.stringContaining('precision 12') as string,
      }),
    );
    expect(() => Distinct.deserialize(mutated(3, 4, 128))).toThrow(
      expect.objectContaining({
        code: 'E_SKETCH_MISMATCH',
        message: expect.stringContaining('exact limit') as string,
      }),
    );
  });

  test('out of order, doubled, too many or impossible are damaged', () => {
    const two = filled(2).serialize();
    const [head, first, second] = [two.subarray(0, 12), two.subarray(12, 20), two.subarray(20, 28)];
    expect(Distinct.deserialize(Buffer.concat([head, first, second])).estimate()).toBe(2);
    expect(() => Distinct.deserialize(Buffer.concat([head, second, first]))).toThrow(/out of order/);
    expect(() => Distinct.deserialize(Buffer.concat([head, first, first]))).toThrow(/out of order/);
    expect(() => Distinct.deserialize(Buffer.concat([head.subarray(0, 11), Buffer.of(0x81, 0x02)]))).toThrow(
      /257 hashes/,
    );
    expect(() => Distinct.deserialize(mutated(2, 10, 2))).toThrow(/content of kind 2/);
    expect(() => Distinct.deserialize(mutated(300, 11, 1))).toThrow(/impossible register/);
  });

  // Bytes of format version 1: they must stay readable, with the same content.
  test('golden, exact', () => {
    const sketch = new Distinct();
    const out = new Uint32Array(2);
    for (const name of ['prod/db', 'prod/api', 'prod/db']) {
      hash64(name, out);
      sketch.update(out[0]!, out[1]!);
    }
    const golden = 'c102010b00010000000000022a372218a279266724ec3d356b9a5c33';
    expect(hex(sketch.serialize())).toBe(golden);
    expect(Distinct.deserialize(Buffer.from(golden, 'hex')).estimate()).toBe(2);
  });

  test('golden, estimated', () => {
    const out = new Uint32Array(2);
    const bytes = filled(257).serialize();
    expect(hex(bytes.subarray(0, 11))).toBe('c102010b00010000000001');
    hash64(hex(bytes), out);
    expect(`${bytes.length} ${out[0]!.toString(16)}`).toBe('2059 74a0ff29');
  });
});
