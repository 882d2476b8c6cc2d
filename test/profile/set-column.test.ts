import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import { HashArena } from '../../src/profile/hash-arena.js';
import { SetColumn } from '../../src/profile/set-column.js';
import { ByteReader, ByteWriter } from '../../src/base/codec.js';
import { EXACT_LIMIT } from '../../src/sketch/distinct-block.js';
import { Distinct } from '../../src/sketch/distinct.js';
import { mix } from '../../src/base/hash.js';
import { runs, THOROUGH } from '../support/thorough.js';

const hash = new Uint32Array(2);
function hashOf(index: number): [hi: number, lo: number] {
  mix(7, 8, index, hash);
  return [hash[0]!, hash[1]!];
}

function columnOf(rows: number, arena = new HashArena()): SetColumn {
  const column = new SetColumn(arena);
  column.reserve(rows);
  return column;
}

const bytesOf = (column: SetColumn, row: number): string => {
  const writer = new ByteWriter(64);
  column.write(row, writer);
  return Buffer.from(writer.finish()).toString('hex');
};

function readerOf(hex: string): ByteReader {
  return new ByteReader(Buffer.from(hex, 'hex'), 'test', 'E_STATE_DAMAGED');
}

const joinedTo = (target: Distinct, column: SetColumn, row: number): Distinct => {
  column.addTo(row, target);
  return target;
};

const sameAs = (column: SetColumn, row: number, distinct: Distinct): void => {
  expect(column.count(row)).toBe(distinct.estimate());
  expect(column.isExact(row)).toBe(distinct.isExact);
  expect(column.isEmpty(row)).toBe(distinct.estimate() === 0);
  expect(joinedTo(new Distinct(), column, row).serialize()).toEqual(distinct.serialize());
  const hashes: number[] = [];
  column.forEach(row, (hi, lo) => hashes.push(hi, lo));
  expect(hashes).toEqual([...(distinct.hashes() ?? [])]);
};

test('a row is a Distinct, at every size around its neighbours', () => {
  // Row 1 grows between two rows that share its arena; they must not change.
  const column = columnOf(3);
  const [before, distinct, after] = [new Distinct(), new Distinct(), new Distinct()];
  for (let n = 0; n < EXACT_LIMIT + 60; n++) {
    // Where a set grows to the next capacity, and some sizes between.
    if (THOROUGH || n % 5 === 0 || (n & (n - 1)) < 2 || n >= EXACT_LIMIT - 2) sameAs(column, 1, distinct);
    column.add(1, ...hashOf(n));
    column.add(1, ...hashOf(n >> 1)); // added before
    distinct.update(...hashOf(n));
    if (n % 5 === 0) {
      column.add(0, ...hashOf(1000 + n));
      before.update(...hashOf(1000 + n));
      column.add(2, ...hashOf(n));
      after.update(...hashOf(n));
    }
  }
  expect(column.isExact(1)).toBe(false);
  expect(column.sketches).toBe(1);
  for (const [row, one] of [before, distinct, after].entries()) sameAs(column, row, one);
});

test.each([
  [EXACT_LIMIT, true],
  [EXACT_LIMIT + 1, false],
])('%d hashes are exact: %s', (count, exact) => {
  const column = columnOf(1);
  for (let n = 0; n < count; n++) column.add(0, ...hashOf(n));
  expect(column.isExact(0)).toBe(exact);
  expect(column.sketches).toBe(exact ? 0 : 1);
});

/** Sizes on both sides of every size class, and of the switch to registers. */
const size = fc.oneof(
  fc.nat({ max: 20 }),
  fc.constantFrom(0, 1, 2, 3, 4, 5, 127, 128, 129, 255, 256, 257, 258, 400),
);
const part = fc.tuple(fc.nat({ max: 300 }), size);
type Part = readonly [from: number, count: number];

function filled([from, count]: Part): SetColumn {
  const column = columnOf(1);
  for (let n = from; n < from + count; n++) column.add(0, ...hashOf(n));
  return column;
}

function merged(...parts: readonly string[]): SetColumn {
  const column = columnOf(1);
  for (const one of parts) {
    const reader = readerOf(one);
    column.mergeFrom(0, reader);
    expect(reader.remaining).toBe(0);
  }
  return column;
}

describe('what is written and merged', () => {
  test('obeys the laws of a join, and is the union of all', () => {
    fc.assert(
      fc.property(part, part, part, (x, y, z) => {
        const [a, b, c] = [x, y, z].map((one) => bytesOf(filled(one), 0)) as [string, string, string];
        const distinct = new Distinct();
        for (const [from, count] of [x, y, z])
          for (let n = from; n < from + count; n++) distinct.update(...hashOf(n));
        const whole = merged(a, b, c);
        sameAs(whole, 0, distinct);
        const bytes = bytesOf(whole, 0);
        expect(bytesOf(merged(c, b, a), 0)).toBe(bytes);
        expect(bytesOf(merged(bytesOf(merged(b, c), 0), a), 0)).toBe(bytes);
        expect(bytesOf(merged(a, a, b, c, b, bytes), 0)).toBe(bytes);
        expect(whole.sketches).toBe(whole.isExact(0) ? 0 : 1);
      }),
      { numRuns: runs(80) },
    );
  });

  test('written and read back is the same to the byte', () => {
    fc.assert(
      fc.property(part, (one) => {
        const bytes = bytesOf(filled(one), 0);
        expect(bytesOf(merged(bytes), 0)).toBe(bytes);
      }),
      { numRuns: runs(60) },
    );
  });

  test('damaged bytes are refused: a set too large, an impossible register, a cut', () => {
    const refused = (hex: string): void => expect(() => merged(hex)).toThrow(TrailspikeError);
    refused('0101' + '00'.repeat(8 * 257)); // 257 hashes
    refused('ffff' + 'ff'.repeat(2048));
    const exact = bytesOf(filled([0, 3]), 0);
    const registers = bytesOf(filled([0, 300]), 0);
    for (const whole of [exact, registers]) {
      for (let length = 0; length < whole.length; length += 2) refused(whole.slice(0, length));
    }
  });
});

test('small blocks that a growing set frees are used by the next: no more memory than all sets need in the end', () => {
  const arena = new HashArena();
  const column = columnOf(1000, arena);
  for (let row = 0; row < 1000; row++) for (let n = 0; n < 128; n++) column.add(row, ...hashOf(n));
  const pages = Math.ceil((1000 * 128) / 65_536);
  expect(arena.bytes).toBe(pages * 65_536 * 8);
});
