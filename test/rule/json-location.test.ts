import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf } from '../../src/rule/json-place.js';

type Path = (string | number)[];

/** Every place in a value. */
function* places(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* places(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

test('every value of a text is found where it stands', () => {
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
      for (const path of places(json)) {
        // A mark in its place: the line on which it comes to stand.
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
    { numRuns: 300 },
  );
});

test.each<[Path, number]>([
  [['a', 1, 'b'], 4],
  [['a', 1, 'missing'], 4],
  [['a', 7], 2],
  [['c'], 5],
  [['nothing'], 1],
])('%j', (path, line) => {
  expect(lineOf('{\n"a": [\n1,\n{"b": 2}],\n"c": "x", "d":{}}', path)).toBe(line);
});
