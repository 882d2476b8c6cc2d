import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Semaphore } from '../../src/base/semaphore.js';
import { runs } from '../support/thorough.js';

/** Lets everything that is ready run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('waiters get permits in order, never more than all at once, and each in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.record({ amount: fc.nat({ max: 40 }), release: fc.boolean() }), { maxLength: 40 }),
      async (permits, steps) => {
        const semaphore = new Semaphore(permits);
        const held: number[] = [];
        const served: number[] = [];
        const releaseOne = (): void => {
          const amount = held.shift();
          if (amount !== undefined) semaphore.release(amount);
        };
        for (const [index, { amount, release }] of steps.entries()) {
          void semaphore.acquire(amount).then((acquired) => {
            expect(acquired).toBe(Math.min(amount, permits));
            held.push(acquired);
            served.push(index);
          });
          await settled();
          if (release) releaseOne();
          await settled();
          expect(semaphore.acquired).toBe(held.reduce((sum, one) => sum + one, 0));
          expect(semaphore.acquired).toBeLessThanOrEqual(permits);
          // The first waiter does not fit into the free permits.
          const next = steps[served.length];
          if (served.length <= index)
            expect(Math.min(next!.amount, permits)).toBeGreaterThan(permits - semaphore.acquired);
        }
        while (held.length > 0) {
          releaseOne();
          await settled();
        }
        expect(served).toEqual(steps.map((_, index) => index));
        expect(semaphore.acquired).toBe(0);
      },
    ),
    { numRuns: runs(60) },
  );
});

test('a request for more than all permits is granted, but alone', async () => {
  const semaphore = new Semaphore(10);
  const small = await semaphore.acquire(1);
  let passed = false;
  const large = semaphore.acquire(1000).then((acquired) => {
    passed = true;
    return acquired;
  });
  await settled();
  expect(passed).toBe(false);
  semaphore.release(small);
  const acquired = await large;
  expect(acquired).toBe(10);
  let second = false;
  const next = semaphore.acquire(1).then(() => (second = true));
  await settled();
  expect(second).toBe(false);
  semaphore.release(acquired);
  await next;
});

test('a small request does not overtake a large one that waits', async () => {
  const semaphore = new Semaphore(10);
  const first = await semaphore.acquire(6);
  const order: string[] = [];
  const large = semaphore.acquire(8).then((acquired) => {
    order.push('large');
    semaphore.release(acquired);
  });
  const small = semaphore.acquire(1).then(() => order.push('small'));
  await settled();
  expect(order).toEqual([]); // although 4 permits are free
  expect(semaphore.tryAcquire(1)).toBeUndefined();
  semaphore.release(first);
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('fail rejects all waiters and all later requests with its reason', async () => {
  const semaphore = new Semaphore(1);
  await semaphore.acquire(1);
  const waiting = [semaphore.acquire(1), semaphore.acquire(5), semaphore.acquire(0)].map((one) =>
    one.catch((error: unknown) => error),
  );
  const reason = new Error('stopped');
  semaphore.fail(reason);
  expect(await Promise.all(waiting)).toEqual([reason, reason, reason]);
  semaphore.release(1); // running work may still end
  await expect(semaphore.acquire(1)).rejects.toBe(reason);
  expect(semaphore.acquired).toBe(0);
});

describe('run', () => {
  interface Work {
    readonly started: () => boolean;
    readonly finish: () => void;
    readonly done: Promise<void>;
  }

  function start(semaphore: Semaphore, signal: AbortSignal = new AbortController().signal): Work {
    let [hasStarted, finish] = [false, (): void => undefined];
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const done = semaphore.run(signal, () => {
      hasStarted = true;
      return finished;
    });
    done.catch(() => undefined);
    return { started: () => hasStarted, finish: () => finish(), done };
  }

  test('as many run as there are permits, in the order in which they came, even while the number of permits changes', async () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant({ kind: 'start' as const }),
        fc.record({ kind: fc.constant('finish' as const), nth: fc.nat() }),
        fc.record({ kind: fc.constant('permits' as const), to: fc.integer({ min: 1, max: 6 }) }),
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const semaphore = new Semaphore(3);
        let [permits, running] = [3, [] as Work[]];
        const queue: Work[] = [];
        for (const step of history) {
          if (step.kind === 'start') queue.push(start(semaphore));
          else if (step.kind === 'permits') semaphore.permits = permits = step.to;
          else if (running.length > 0) running.splice(step.nth % running.length, 1)[0]!.finish();
          await settled();
          while (running.length < permits && queue.length > 0) running = [...running, queue.shift()!];
          expect(running.every((work) => work.started())).toBe(true);
          expect(queue.some((work) => work.started())).toBe(false);
          expect(semaphore.acquired).toBe(running.length);
        }
        semaphore.permits = 1_000;
        for (const work of [...running, ...queue]) work.finish();
        await Promise.all([...running, ...queue].map(({ done }) => done));
        expect(semaphore.acquired).toBe(0);
      }),
      { numRuns: runs(50) },
    );
  });

  test('an aborted waiter leaves the queue, and failed work releases its permit', async () => {
    const semaphore = new Semaphore(1);
    const stop = new AbortController();
    const first = start(semaphore);
    const second = start(semaphore, stop.signal);
    const third = start(semaphore);
    stop.abort(new Error('no more patience'));
    await expect(second.done).rejects.toThrow('no more patience');
    first.finish();
    await settled();
    expect([second.started(), third.started()]).toEqual([false, true]);
    third.finish();
    await third.done;
    await expect(
      semaphore.run(new AbortController().signal, () => Promise.reject(new Error('fell'))),
    ).rejects.toThrow('fell');
    expect(semaphore.acquired).toBe(0);
  });
});
