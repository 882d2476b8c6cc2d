import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf } from '../../src/rule/json-location.js';
import { runs } from '../support/thorough.js';

type Path = (string | number)[];

/** The paths of all values in a value. */
function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

test('finds the line of every value', () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('"', '\\', '{', ']', ','),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        key,
        fc.constantFrom(null, true),
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(value, (json) => {
      const text = JSON.stringify(json, null, 1);
      for (const path of pathsIn(json)) {
        // The expected line: that of a mark which replaces the value.
        const mark = '@@mark@@';
        const set = (at: unknown, rest: Path): unknown => {
          const [first, ...others] = rest;
          if (first === undefined) return mark;
          const entries = Object.entries(at as object).map(
            ([name, inner]: [string, unknown]): [string, unknown] => [
              name,
              name === String(first) ? set(inner, others) : inner,
            ],
          );
          return Array.isArray(at) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
        };
        const marked = JSON.stringify(set(json, path), null, 1);
        const line = marked.slice(0, marked.indexOf(`"${mark}"`)).split('\n').length;
        expect(lineOf(text, path)).toBe(line);
      }
    }),
    { numRuns: runs(300) },
  );
});

test.each<[Path, number]>([
  [['a', 1, 'b'], 4],
  [['a', 1, 'missing'], 4],
  [['a', 7], 2],
  [['c'], 5],
  [['nothing'], 1],
])('the value at %j is on line %d', (path, line) => {
  expect(lineOf('{\n"a": [\n1,\n{"b": 2}],\n"c": "x", "d":{}}', path)).toBe(line);
});
