import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetryBudget } from '../../src/source/s3/retry-budget.js';
import { virtualTime } from './virtual-time.js';

const step = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 0, max: 5000 }) }),
  fc.record({ kind: fc.constant('take' as const), count: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ kind: fc.constant('success' as const), count: fc.integer({ min: 1, max: 50 }) }),
);

test('retries never come faster than a burst, 8 a second, and one for two successes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const time = virtualTime(() => Promise.resolve());
      const budget = new RetryBudget(time);
      /** When each retry comes, milliseconds. */
      const retries: number[] = [];
      let successes = 0;
      for (const one of steps) {
        if (one.kind === 'wait') await time.pause(one.milliseconds, new AbortController().signal);
        for (let n = 0; one.kind === 'success' && n < one.count; n++, successes++) budget.success();
        for (let n = 0; one.kind === 'take' && n < one.count; n++) retries.push(time.now() + budget.take());
      }
      retries.sort((a, b) => a - b);
      let excess = 0;
      for (let first = 0; first < retries.length; first++) {
        for (let last = first; last < retries.length; last++) {
          const seconds = (retries[last]! - retries[first]!) / 1000;
          excess = Math.max(excess, last - first - (64 + 8 * seconds + 0.5 * successes));
        }
      }
      expect(excess).toBeLessThanOrEqual(1); // one for rounding
    }),
  );
});

test('while requests succeed, no retry waits for its turn', () => {
  const time = virtualTime(() => Promise.resolve());
  const budget = new RetryBudget(time);
  for (let n = 0; n < 10_000; n++) {
    budget.success();
    budget.success();
    expect(budget.take()).toBe(0);
  }
});
