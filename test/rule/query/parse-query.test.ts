import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../src/rule/query/parse-query.js';
import { printQuery } from '../../../src/rule/query/print-query.js';
import { QueryError } from '../../../src/rule/query/query-reader.js';
import { queries } from './query-arbitrary.js';
import { runs } from '../../support/thorough.js';

test('every query that is printed and parsed again is the same', () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(parseQuery(printQuery(query))).toEqual(query);
    }),
    { numRuns: runs(3000) },
  );
});

test('any text is parsed, or rejected with a column inside the text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '@a',
          ':',
          '(',
          ')',
          '"',
          '\\',
          ' ',
          '-',
          'AND',
          'OR',
          'NOT',
          '[',
          ']',
          '*',
          '>',
          'x',
        ),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anything, (text) => {
      try {
        const query = parseQuery(text);
        expect(parseQuery(printQuery(query))).toEqual(query);
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        expect(error.column).toBeGreaterThanOrEqual(1);
        expect(error.column).toBeLessThanOrEqual(text.length + 1);
      }
    }),
    { numRuns: runs(3000) },
  );
});

describe('canonical texts', () => {
  test.each([
    ['source:cloudtrail\n  @evt.name:GetSecretValue ', 'source:cloudtrail @evt.name:GetSecretValue'],
    ['a:b AND c:d', 'a:b c:d'],
    ['a:1 OR b:2 c:3', 'a:1 OR (b:2 c:3)'],
    ['(a:1 OR b:2) c:3', '(a:1 OR b:2) c:3'],
    ['@evt.name:(GetParameter* OR "Decrypt")', '@evt.name:GetParameter* OR @evt.name:Decrypt'],
    ['@evt.name:(A -B)', '@evt.name:A -@evt.name:B'],
    ['NOT @a:b', '-@a:b'],
    ['-(a:b OR c:d)', '-(a:b OR c:d)'],
    ['@userIdentity.arn:arn:aws:iam::1:user/x', '@userIdentity.arn:arn\\:aws\\:iam\\:\\:1\\:user/x'],
    ['@userIdentity.arn:"arn:aws"', '@userIdentity.arn:arn\\:aws'],
    ['@a:"x*"', '@a:x\\*'],
    ['@a:x**y', '@a:x*y'],
    ['@a:[1 TO 5}', '@a:[1 TO 5}'],
    ['@a:[* TO 5]', '@a:<=5'],
    ['@a:[* TO *]', '@a:*'],
    ['@a:>= 5', '@a:>=5'],
    ['@ip:CIDR(10.0.0.0/8,192.168.0.0/16)', '@ip:CIDR(10.0.0.0/8, 192.168.0.0/16)'],
    ['*:hello', 'hello'],
    ['', '*'],
    ['"hello dolly"', 'hello\\ dolly'],
  ])('%s', (text, canonical) => {
    expect(printQuery(parseQuery(text))).toBe(canonical);
  });
});

describe('a syntax error has a column and says what was expected', () => {
  test.each([
    ['@a:(b OR c', "column 11: expected ')' to close the bracket"],
    ['@a:b)', "column 5: this ')' has no matching '('"],
    ['@a:', 'column 4: expected a value'],
    ['@a: b', "column 4: unexpected ' '"],
    ['@a:"b', 'column 4: this quotation mark is not closed'],
    ['@a:[1 5]', "column 6: expected 'TO' between the bounds of the range"],
    ['@a:[1 TO 5', "column 11: expected '}' or ']' to close the range"],
    ['@a:>', 'column 5: expected a value'],
    ['@a:>x*', 'column 5: a bound cannot contain wildcards'],
    ['a:b && c:d', "column 5: '&&' is not an operator; write AND"],
    ['a:b || c:d', "column 5: '||' is not an operator; write OR"],
    ['a:b AND OR c:d', "column 9: 'OR' needs a term on both sides; to search for the word, put it in quotes"],
    ['a:b !c:d', "column 5: '!' in '!c:d' is not an operator; write - or NOT"],
    ['- a:b', "column 2: expected the excluded term directly after '-'"],
    [
      '@ip:CIDR(10.0.0.0/99)',
      "column 10: '10.0.0.0/99' is not a network in CIDR notation, such as 10.0.0.0/8",
    ],
    ['@a:b\\', "column 6: expected a character after the escape '\\'"],
    [`${'('.repeat(150)}a`, 'column 102: brackets and negations are nested more than 100 deep'],
  ])('%s', (text, message) => {
    expect(() => parseQuery(text)).toThrow(QueryError);
    expect(() => parseQuery(text)).toThrow(message);
  });
});
