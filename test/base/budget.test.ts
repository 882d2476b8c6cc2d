import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Budget } from '../../src/base/budget.js';

/** Lets everything that is ready go on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('takers are served in order, together never hold more than the limit, and all are served in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.record({ amount: fc.nat({ max: 40 }), giveBack: fc.boolean() }), { maxLength: 40 }),
      async (limit, steps) => {
        const budget = new Budget(limit);
        const held: number[] = [];
        const served: number[] = [];
        const giveOne = (): void => {
          const amount = held.shift();
          if (amount !== undefined) budget.give(amount);
        };
        for (const [index, { amount, giveBack }] of steps.entries()) {
          void budget.take(amount).then((taken) => {
            expect(taken).toBe(Math.min(amount, limit));
            held.push(taken);
            served.push(index);
          });
          await settled();
          if (giveBack) giveOne();
          await settled();
          expect(budget.taken).toBe(held.reduce((sum, one) => sum + one, 0));
          expect(budget.taken).toBeLessThanOrEqual(limit);
          // Whoever waits really does not fit: nobody is forgotten.
          const next = steps[served.length];
          if (served.length <= index)
            expect(Math.min(next!.amount, limit)).toBeGreaterThan(limit - budget.taken);
        }
        while (held.length > 0) {
          giveOne();
          await settled();
        }
        expect(served).toEqual(steps.map((_, index) => index));
        expect(budget.taken).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('what is larger than all of it passes, alone', async () => {
  const budget = new Budget(10);
  const small = await budget.take(1);
  let passed = false;
  const large = budget.take(1000).then((taken) => {
    passed = true;
    return taken;
  });
  await settled();
  expect(passed).toBe(false);
  budget.give(small);
  const taken = await large;
  expect(taken).toBe(10);
  let second = false;
  const next = budget.take(1).then(() => (second = true));
  await settled();
  expect(second).toBe(false);
  budget.give(taken);
  await next;
});

test('a small one does not overtake a large one that waits', async () => {
  const budget = new Budget(10);
  const first = await budget.take(6);
  const order: string[] = [];
  const large = budget.take(8).then((taken) => {
    order.push('large');
    budget.give(taken);
  });
  const small = budget.take(1).then(() => order.push('small'));
  await settled();
  expect(order).toEqual([]); // although 4 are free
  budget.give(first);
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

describe('fail', () => {
  test('wakes all who wait and refuses all who come, with its reason', async () => {
    const budget = new Budget(1);
    await budget.take(1);
    const waiting = [budget.take(1), budget.take(5), budget.take(0)].map((one) =>
      one.catch((error: unknown) => error),
    );
    const reason = new Error('stopped');
    budget.fail(reason);
    expect(await Promise.all(waiting)).toEqual([reason, reason, reason]);
    budget.give(1); // work under way may still end
    await expect(budget.take(1)).rejects.toBe(reason);
    expect(budget.taken).toBe(0);
  });
});
