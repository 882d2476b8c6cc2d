import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textSearch } from '../../src/decode/text-search.js';
import { runs } from '../support/thorough.js';

test('finds the same offset as Buffer.indexOf from any start', () => {
  const text = 'abacab';
  const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'ab', 'abacab', 'abaca'), { maxLength: 20 });
  fc.assert(
    fc.property(letters, fc.nat(60), fc.constantFrom(0, 1, 3), (parts, from, anchor) => {
      const bytes = Buffer.from(parts.join(''));
      expect(textSearch(text, anchor)(bytes, from)).toBe(bytes.indexOf(text, from));
    }),
    { numRuns: runs(1000) },
  );
});

test('a text longer than six bytes is compared completely, also at the end of the bytes', () => {
  const find = textSearch('GetSecretValue', 0);
  expect(find(Buffer.from('GetSecretVal GetSecretValue'), 0)).toBe(13);
  expect(find(Buffer.from('GetSecretVal'), 0)).toBe(-1);
  expect(find(Buffer.from('GetSecretValuX'), 0)).toBe(-1);
});
