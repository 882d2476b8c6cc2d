import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY } from '../../src/model/time.js';
import { FirstSeenTable } from '../../src/profile/first-seen-table.js';
import { runs } from '../support/thorough.js';

type Note = [identityRow: number, hi: number, lo: number, time: number];

const note: fc.Arbitrary<Note> = fc.tuple(
  fc.nat({ max: 4 }),
  fc.nat({ max: 5 }),
  fc.constantFrom(0, 1, 0xffffffff),
  fc.integer({ min: 0, max: 0xffffffff }),
);

function contentOf(notes: readonly Note[]): Record<string, number> {
  const table = new FirstSeenTable();
  for (const one of notes) table.note(...one);
  const rows = Array.from({ length: table.size }, (_, row): [string, number] => [
    `${table.identityRow(row)} ${table.hi(row)} ${table.lo(row)}`,
    table.time(row),
  ]);
  expect(new Set(rows.map(([key]) => key)).size).toBe(rows.length);
  return Object.fromEntries(rows);
}

test('keeps the earliest time of each, in any order and with any repetition', () => {
  fc.assert(
    fc.property(fc.array(note, { maxLength: 400 }), (notes) => {
      const expected: Record<string, number> = {};
      for (const [identityRow, hi, lo, time] of notes) {
        const key = `${identityRow} ${hi} ${lo}`;
        expected[key] = Math.min(expected[key] ?? Infinity, time);
      }
      expect(contentOf(notes)).toEqual(expected);
      expect(contentOf([...notes].reverse())).toEqual(expected);
      expect(contentOf([...notes, ...notes])).toEqual(expected);
    }),
    { numRuns: runs(60) },
  );
});

test('many, the earliest last', () => {
  const table = new FirstSeenTable();
  for (const offset of [2000, 1000, 3000]) for (let n = 0; n < 5000; n++) table.note(n % 7, n, 1, offset + n);
  expect(table.size).toBe(5000);
  for (let row = 0; row < table.size; row++) expect(table.time(row)).toBe(1000 + table.hi(row));
});

test('many at once are the same as one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.array(note, { maxLength: 200 }), { maxLength: 3 }), (groups) => {
      const [together, single] = [new FirstSeenTable(), new FirstSeenTable()];
      for (const notes of groups) {
        const rows = new Uint32Array(notes.length);
        const pairs = Int32Array.from(notes.flatMap(([identityRow, hi, lo]) => [identityRow, hi, lo]));
        together.noteAll(
          pairs,
          Uint32Array.from(notes, ([, , , time]) => time),
          notes.length,
          rows,
        );
        expect([...rows]).toEqual(notes.map((one) => single.note(...one)));
      }
      expect(together.size).toBe(single.size);
      for (let row = 0; row < single.size; row++) expect(together.time(row)).toBe(single.time(row));
    }),
    { numRuns: runs(40) },
  );
});

/** Times of one item, over more days than are kept. */
const times = fc.array(
  fc
    .tuple(fc.nat({ max: 70 }), fc.constantFrom(0, 1, DAY - 1))
    .map(([day, second]) => (20_000 + day) * DAY + second),
  { minLength: 1, maxLength: 40 },
);

/** A table with one item that was used at these times. */
function tableOf(used: readonly number[]): FirstSeenTable {
  const table = new FirstSeenTable(true);
  for (const time of used) table.note(1, 2, 3, time);
  return table;
}

/** Joins one table into another, as a snapshot is joined. */
function joinInto(target: FirstSeenTable, source: FirstSeenTable): FirstSeenTable {
  target.joinDays(target.note(1, 2, 3, source.time(0)), source.time(0), source.days(0));
  return target;
}

const contentOfItem = (table: FirstSeenTable): [time: number, days: number] => [table.time(0), table.days(0)];

/** The same from all times at once. */
function expectedOf(used: readonly number[]): [time: number, days: number] {
  const first = Math.min(...used);
  const days = new Set(used.map((time) => Math.floor(time / DAY) - Math.floor(first / DAY)));
  return [first, [...days].filter((day) => day < 32).reduce((sum, day) => sum + 2 ** day, 0)];
}

test('days: those of the first 32 days, in any order and with any repetition', () => {
  fc.assert(
    fc.property(times, (used) => {
      const expected = expectedOf(used);
      expect(contentOfItem(tableOf(used))).toEqual(expected);
      expect(contentOfItem(tableOf([...used].reverse()))).toEqual(expected);
      expect(contentOfItem(tableOf([...used, ...used]))).toEqual(expected);
    }),
    { numRuns: runs(500) },
  );
});

test('days: joining is commutative, associative and idempotent, and gives what all times give', () => {
  fc.assert(
    fc.property(times, times, times, (x, y, z) => {
      const expected = expectedOf([...x, ...y, ...z]);
      const [a, b, c] = [x, y, z].map(tableOf) as [FirstSeenTable, FirstSeenTable, FirstSeenTable];
      for (const order of [
        [a, b, c],
        [c, a, b],
        [b, b, a, c, a],
      ]) {
        expect(contentOfItem(order.reduce(joinInto, new FirstSeenTable(true)))).toEqual(expected);
      }
      expect(contentOfItem(joinInto(joinInto(tableOf(x), tableOf(y)), c))).toEqual(expected);
      expect(contentOfItem(joinInto(tableOf(x), joinInto(tableOf(y), c)))).toEqual(expected);
      expect(contentOfItem(joinInto(tableOf(x), a))).toEqual(contentOfItem(a));
    }),
    { numRuns: runs(300) },
  );
});

test('days: many at once, then their days, are the same as one after the other', () => {
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), (groups) => {
      const table = new FirstSeenTable(true);
      for (const used of groups) {
        const rows = new Uint32Array(used.length);
        table.noteAll(
          Int32Array.from(used.flatMap(() => [1, 2, 3])),
          Uint32Array.from(used),
          used.length,
          rows,
        );
        for (const [n, time] of used.entries()) table.noteDay(rows[n]!, time);
      }
      expect(contentOfItem(table)).toEqual(expectedOf(groups.flat()));
    }),
    { numRuns: runs(200) },
  );
});
