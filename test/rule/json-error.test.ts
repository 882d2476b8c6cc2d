import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonError } from '../../src/rule/json-error.js';
import { runs } from '../support/thorough.js';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonError', () => {
  test.each([
    ['', 1, 1, 'a value'],
    ['{\n  "a": 1,\n  "b": }', 3, 8, 'a value'],
    ['{"a": 1,}', 1, 9, 'a property name in double quotes'],
    ["{'a': 1}", 1, 2, 'a property name in double quotes'],
    ['{"a" 1}', 1, 6, "':'"],
    ['[1, 2\n', 2, 1, "',' or ']'"],
    ['{"a": [1, 2}', 1, 12, "',' or ']'"],
    ['{"a": "x\ny"}', 1, 7, 'a well-formed string'],
    ['{} {}', 1, 4, 'the end of the text'],
    ['{"a": NaN}', 1, 7, 'a value'],
    ['{"a": 01}', 1, 8, "',' or '}'"],
  ])('%j: line %d, column %d: %s', (text, line, column, expected) => {
    expect(findJsonError(text)).toEqual({ line, column, expected });
  });

  test('accepts the same texts as JSON.parse, also damaged ones', () => {
    const damaged = fc
      .tuple(
        fc.json({ stringUnit: 'binary' }),
        fc.array(
          fc.tuple(
            fc.nat(),
            fc.constantFrom(
              '',
              '"',
              '\\',
              '{',
              '}',
              '[',
              ',',
              ':',
              '0',
              'e',
              '-',
              ' ',
              '\n',
              '\u007f',
              '\u2028',
            ),
          ),
          {
            maxLength: 2,
          },
        ),
      )
      .map(([text, edits]) =>
        edits.reduce((whole, [at, piece]) => {
          const cut = at % (whole.length + 1);
          return whole.slice(0, cut) + piece + whole.slice(cut + (piece === '' ? 1 : 0));
        }, text),
      );
    fc.assert(
      fc.property(damaged, (text) => {
        expect(findJsonError(text) === undefined).toBe(parses(text));
      }),
      { numRuns: runs(2000) },
    );
  });
});
