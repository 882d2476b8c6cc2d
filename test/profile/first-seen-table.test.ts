import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FirstSeenTable } from '../../src/profile/first-seen-table.js';

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
    { numRuns: 60 },
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
    { numRuns: 40 },
  );
});
