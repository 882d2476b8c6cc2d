import { expect, test } from 'vitest';
import { memoize } from '../../src/base/memoize.js';

test('a memoized function gives the results of the function, and calls it once for equal texts', () => {
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
  // The first entries are gone, so the function is called again.
  for (const [a, b] of pairs) expect(join(a, b)).toBe(`${a}|${b}`);
});
