import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from '../../src/base/closest.js';

const NAMES = ['@evt.name', '@error.kind', '@userIdentity.arn', '@userIdentity.accountId', 'region'];

test.each([
  ['@evt.nmae', '@evt.name'],
  ['@EVT.NAME', '@evt.name'],
  ['@useridentity.arm', '@userIdentity.arn'],
  ['@userIdentity.acountid', '@userIdentity.accountId'],
  ['regon', 'region'],
  ['@evt.outcome', undefined],
  ['env', undefined],
  ['', undefined],
])('%j is closest to %j', (word, expected) => {
  expect(closest(word, NAMES)).toBe(expected);
});

test('a word with one character left out, added or exchanged with the next one is found again', () => {
  const edited = fc
    .constantFrom(...NAMES)
    .chain((name) =>
      fc.tuple(fc.constant(name), fc.nat(name.length - 2), fc.constantFrom('out', 'in', 'swap')),
    );
  fc.assert(
    fc.property(edited, ([name, at, how]) => {
      const [before, rest] = [name.slice(0, at), name.slice(at)];
      const word =
        how === 'out'
          ? before + rest.slice(1)
          : how === 'in'
            ? `${before}x${rest}`
            : before + rest[1]! + rest[0]! + rest.slice(2);
      expect(closest(word, NAMES)).toBe(name);
    }),
  );
});
