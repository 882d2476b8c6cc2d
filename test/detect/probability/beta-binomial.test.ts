import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaBinomialTail } from '../../../src/detect/probability/beta-binomial.js';

/** From the definition as Pólya's urn: each success makes the next one more likely. */
function tailByUrn(k: number, trials: number, successes: number, failures: number): number {
  const [a, b] = [successes + 0.5, failures + 0.5];
  let probabilities = [1];
  for (let draw = 0; draw < trials; draw++) {
    const next = new Array<number>(draw + 2).fill(0);
    for (const [hits, probability] of probabilities.entries()) {
      const hit = (a + hits) / (a + b + draw);
      next[hits + 1]! += probability * hit;
      next[hits]! += probability * (1 - hit);
    }
    probabilities = next;
  }
  return probabilities.slice(k).reduce((sum, probability) => sum + probability, 0);
}

test('agrees with drawing from an urn', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 60 }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 40 }),
      fc.nat({ max: 400 }),
      (n, k, a, b) => {
        const expected = tailByUrn(Math.min(k, n), n, a, b);
        const actual = betaBinomialTail(Math.min(k, n), n, a, b);
        expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 + 1e-8 * expected);
      },
    ),
  );
});

test('falls with the count and ends at 0', () => {
  const tails = Array.from({ length: 22 }, (_, k) => betaBinomialTail(k, 20, 3, 200));
  expect(tails).toEqual([...tails].sort((x, y) => y - x));
  expect([tails[0], tails[21]]).toEqual([1, 0]);
});
