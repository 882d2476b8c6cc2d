import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NAME_WORDS, NameTable } from '../../src/profile/name-table.js';
import { TextArena } from '../../src/profile/text-arena.js';
import { runs } from '../support/thorough.js';

type Name = [hi: number, lo: number, text: string];

/** Few hashes, so that many texts have the same one. */
const name: fc.Arbitrary<Name> = fc.tuple(
  fc.constantFrom(0, 1, 0xffff_ffff),
  fc.constantFrom(0, 0xffff_ffff),
  fc.oneof(
    fc.constantFrom('', 'a', 'b', 'a\0', '\u{10000}', '\uffff'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  ),
);

function noteTogether(table: NameTable, names: readonly Name[]): void {
  const texts = new TextArena();
  const entries = names.flatMap(([hi, lo, text]) => [hi, lo, texts.end, texts.append(text)]);
  const words = Uint32Array.from([...entries, ...texts.filled()]);
  const numbers = Uint32Array.from(names, (_, number) => number);
  table.noteAll(words, numbers, 0, names.length * NAME_WORDS, new Uint32Array(names.length));
}

test('keeps the smallest of the texts that share a hash, one by one or many at once, in any order', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 300 }), (names) => {
      const expected = new Map<string, Name>();
      for (const one of names) {
        const known = expected.get(`${one[0]} ${one[1]}`);
        if (known === undefined || one[2] < known[2]) expected.set(`${one[0]} ${one[1]}`, one);
      }
      const tables = [names, [...names].reverse()].flatMap((order) => {
        const [single, together] = [new NameTable(), new NameTable()];
        for (const one of order) single.note(...one);
        noteTogether(together, order);
        return [single, together];
      });
      for (const table of tables) {
        expect(table.size).toBe(expected.size);
        for (const [hi, lo, text] of expected.values()) expect(table.text(hi, lo)).toBe(text);
        expect(table.text(5, 5)).toBeUndefined();
      }
    }),
    { numRuns: runs(60) },
  );
});

test('a text longer than the memory allocated so far, and lone surrogates as U+FFFD', () => {
  const table = new NameTable();
  const long = 'é'.repeat(100_000);
  noteTogether(table, [
    [1, 1, 'short'],
    [2, 2, long],
    [3, 3, 'a\ud800b'],
  ]);
  expect(table.text(1, 1)).toBe('short');
  expect(table.text(2, 2)).toBe(long);
  expect(table.text(3, 3)).toBe('a\ufffdb');
});
