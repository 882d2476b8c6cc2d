import { expect, test } from 'vitest';
import { memoize } from '../../src/base/memoize.js';

test('a memoized function gives what the function gives, and calls it once for the same texts', () => {
  let calls = 0;
  const join = memoize((a, b) => {
    calls++;
    return `${a}|${b}`;
  });
  const pairs = Array.from({ length: 5000 }, (_, n) => [`a${n % 70}`, `b${n}`] as const);
  for (const [a, b] of pairs) {
    for (let again = 0; again < 3; again++) expect(join(a, b)).toBe(`${a}|${b}`);
  }
  expect(calls).toBe(pairs.length);
  expect(join('x', 'yz')).not.toBe(join('xy', 'z'));
  // The first ones are no longer memoized, and are computed again.
  for (const [a, b] of pairs) expect(join(a, b)).toBe(`${a}|${b}`);
});
