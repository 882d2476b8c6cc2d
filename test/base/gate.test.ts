import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Gate } from '../../src/base/gate.js';

interface Guest {
  readonly started: () => boolean;
  readonly leave: () => void;
  readonly done: Promise<void>;
}

function arrive(gate: Gate, signal: AbortSignal = new AbortController().signal): Guest {
  let [hasStarted, leave] = [false, (): void => undefined];
  const stay = new Promise<void>((resolve) => (leave = resolve));
  const done = gate.run(signal, () => {
    hasStarted = true;
    return stay;
  });
  done.catch(() => undefined);
  return { started: () => hasStarted, leave: () => leave(), done };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('at every moment as many are inside as the limit allows, first come first in', async () => {
  const steps = fc.array(
    fc.oneof(
      fc.constant({ kind: 'arrive' as const }),
      fc.record({ kind: fc.constant('leave' as const), nth: fc.nat() }),
      fc.record({ kind: fc.constant('limit' as const), to: fc.integer({ min: 1, max: 6 }) }),
    ),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const gate = new Gate(3);
      let [limit, inside] = [3, [] as Guest[]];
      const queue: Guest[] = [];
      for (const step of history) {
        if (step.kind === 'arrive') queue.push(arrive(gate));
        else if (step.kind === 'limit') gate.limit = limit = step.to;
        else if (inside.length > 0) inside.splice(step.nth % inside.length, 1)[0]!.leave();
        await settle();
        while (inside.length < limit && queue.length > 0) inside = [...inside, queue.shift()!];
        expect(inside.every((guest) => guest.started())).toBe(true);
        expect(queue.some((guest) => guest.started())).toBe(false);
        expect(gate.inside).toBe(inside.length);
      }
      gate.limit = 1_000;
      for (const guest of [...inside, ...queue]) guest.leave();
      await Promise.all([...inside, ...queue].map(({ done }) => done));
      expect(gate.inside).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('who is aborted while waiting leaves the queue, who fails inside leaves the gate', async () => {
  const gate = new Gate(1);
  const stop = new AbortController();
  const first = arrive(gate);
  const second = arrive(gate, stop.signal);
  const third = arrive(gate);
  stop.abort(new Error('no more patience'));
  await expect(second.done).rejects.toThrow('no more patience');
  first.leave();
  await settle();
  expect([second.started(), third.started()]).toEqual([false, true]);
  third.leave();
  await third.done;
  await expect(
    gate.run(new AbortController().signal, () => Promise.reject(new Error('fell'))),
  ).rejects.toThrow('fell');
  expect(gate.inside).toBe(0);
});
