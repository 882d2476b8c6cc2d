import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grown, grownCapacity, KeyTable } from '../../src/profile/key-table.js';
import { runs } from '../support/thorough.js';

type Key = readonly [a: number, b: number, c: number];

/** A Map as the model of the table; a key's row is its position in the order of insertion. */
function expectLikeMap(keys: readonly Key[]): void {
  const [table, map] = [new KeyTable(), new Map<string, number>()];
  for (const key of keys) {
    const known = map.get(key.join());
    expect(table.find(...key)).toBe(known ?? -1);
    const row = known ?? map.size;
    map.set(key.join(), row);
    expect(table.add(...key)).toBe(row);
    expect(table.size).toBe(map.size);
    expect(table.find(...key)).toBe(row);
  }
  for (const key of keys) {
    const row = table.find(...key);
    expect(row).toBe(map.get(key.join()));
    expect([table.a(row), table.b(row), table.c(row)]).toEqual(key);
  }
}

const word = fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 0xffffffff }));

test('is a Map from three words to row numbers, in the order in which keys are added', () => {
  fc.assert(fc.property(fc.array(fc.tuple(word, word, word), { maxLength: 400 }), expectLikeMap), {
    numRuns: runs(40),
  });
});

describe('many keys at once', () => {
  test.each([2, 3] as const)(
    'of %d words get the rows of one after the other, whatever is guessed',
    (width) => {
      const group = fc.array(fc.tuple(word, word, word, fc.nat()), { minLength: 1, maxLength: 300 });
      fc.assert(
        fc.property(fc.array(group, { maxLength: 4 }), (groups) => {
          const [together, single] = [new KeyTable(width, 1), new KeyTable(width, 1)];
          for (const keys of groups) {
            const known = together.size;
            const flat = Int32Array.from(keys.flatMap(([a, b, c]) => [a, b, c].slice(0, width)));
            // A guess is a row of the table + 1, right or wrong, or none.
            const rows = Uint32Array.from(keys, ([, , , guess]) => guess % (known + 1));
            together.addAll(flat, keys.length, rows);
            expect([...rows]).toEqual(keys.map(([a, b, c]) => single.add(a, b, width === 3 ? c : 0)));
            expect(together.size).toBe(single.size);
            for (const [n, [a, b, c]] of keys.entries()) {
              expect(together.find(a, b, width === 3 ? c : 0)).toBe(rows[n]);
            }
          }
        }),
        { numRuns: runs(40) },
      );
    },
  );

  test('keep the data of rows while the table grows', () => {
    const table = new KeyTable(2, 2);
    const rows = new Uint32Array(1000);
    for (let from = 0; from < 50_000; from += 1000) {
      rows.fill(0);
      table.addAll(
        Int32Array.from({ length: 2000 }, (_, n) => (from + (n >>> 1)) * (n % 2 === 0 ? 1 : -7)),
        1000,
        rows,
      );
      for (const row of rows) {
        table.setValue(row, row ^ 0xdead_beef, 0);
        table.setValue(row, row, 1);
      }
    }
    expect(table.size).toBe(50_000);
    for (let n = 0; n < 50_000; n++) {
      const row = table.find(n, n * -7);
      if (row !== n || table.value(row, 0) !== (row ^ 0xdead_beef) >>> 0 || table.value(row, 1) !== row) {
        expect.unreachable(`row ${row} of key ${n}`);
      }
    }
  });
});

/** Factors of the sum of a key's words that is spread over the slots: keys with the same sum have the same first slot. */
const [FACTOR_A, FACTOR_B] = [0x9e3779b1, 0x85ebca77];

/** 1 divided by an odd factor, modulo 2^32. */
function inverse(factor: number): number {
  let x = factor;
  for (let n = 0; n < 5; n++) x = Math.imul(x, 2 - Math.imul(factor, x));
  return x;
}

describe('keys chosen to collide', () => {
  test('stay different in one chain of slots while the table grows many times', () => {
    const keys = Array.from({ length: 1500 }, (_, n): Key => {
      const b = Math.imul(-Math.imul(n, FACTOR_A), inverse(FACTOR_B)) >>> 0;
      return [n, b, 0];
    });
    // All of them collide: each sum is zero.
    for (const [a, b] of keys) expect((Math.imul(a, FACTOR_A) + Math.imul(b, FACTOR_B)) | 0).toBe(0);
    expectLikeMap(keys);
  });

  test.each([0, 1, 2])('stay different if only word %d differs', (word) => {
    expectLikeMap(
      Array.from({ length: 1500 }, (_, n): Key => {
        const key: [number, number, number] = [7, 7, 7];
        key[word] = n;
        return key;
      }),
    );
  });

  test('a permutation of a key, or a key equal in two words, is another key', () => {
    expectLikeMap([
      [1, 2, 3],
      [3, 2, 1],
      [2, 1, 3],
      [1, 2, 0],
      [0, 2, 3],
      [1, 0, 3],
      [0, 0, 0],
      [0xffffffff, 0xffffffff, 0xffffffff],
      [0, 0, 0],
    ]);
  });
});

test('a hundred thousand rows: all found, and at most 36 bytes each', () => {
  const table = new KeyTable();
  const rows = 100_000;
  for (let n = 0; n < rows; n++) table.add(n >>> 6, n & 63, 0);
  for (let n = 0; n < rows; n++) if (table.find(n >>> 6, n & 63, 0) !== n) expect.unreachable(`row ${n}`);
  expect(table.find(rows, 0, 0)).toBe(-1);
  // 12 bytes of columns, half empty at most, and at most 12 bytes of slots, doubled at most.
  expect(table.bytes / rows).toBeLessThanOrEqual(12 * 1.5 + 12 + 6);
});

test('a grown column keeps its values and its type, with zeros after them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 255 }), { maxLength: 100 }), (values) => {
      for (const column of [Uint8Array.from(values), Uint16Array.from(values), Uint32Array.from(values)]) {
        const capacity = grownCapacity(values.length);
        expect(capacity).toBeGreaterThan(values.length);
        const larger = grown(column, capacity);
        expect(larger.constructor).toBe(column.constructor);
        expect([...larger]).toEqual([
          ...values,
          ...Array.from({ length: capacity - values.length }, () => 0),
        ]);
      }
    }),
    { numRuns: 20 },
  );
});
