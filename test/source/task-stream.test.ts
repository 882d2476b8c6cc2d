import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streamTasks } from '../../src/source/listing/task-stream.js';

/** A task that emits its batches and then adds its children. */
interface Node {
  readonly batches: readonly number[];
  readonly children: readonly Node[];
  readonly isLater: boolean;
  readonly turns: number;
}

function trees(depth: number): fc.Arbitrary<Node> {
  return fc.record({
    batches: fc.array(fc.nat(4), { maxLength: 4 }),
    children: depth === 0 ? fc.constant([]) : fc.array(trees(depth - 1), { maxLength: 4 }),
    isLater: fc.boolean(),
    turns: fc.nat(2),
  });
}
const node = trees(3);
const SIGNAL = new AbortController().signal;

const itemsOf = (tree: Node): number =>
  tree.batches.reduce((sum, n) => sum + n, 0) + tree.children.reduce((sum, child) => sum + itemsOf(child), 0);

/** Streams a tree of tasks and records what runs. */
class Watch {
  running = 0;
  mostRunning = 0;
  emitted = 0;
  next = 0;

  stream(tree: Node, concurrency: number, buffer: number, signal = SIGNAL): AsyncGenerator<number> {
    return streamTasks<Node, number>(
      [tree],
      async (task, outlet) => {
        this.running += 1;
        this.mostRunning = Math.max(this.mostRunning, this.running);
        try {
          for (let n = 0; n < task.turns; n += 1) await turn();
          for (const length of task.batches) {
            this.emitted += length > 0 ? 1 : 0;
            await outlet.emit(Array.from({ length }, () => this.next++));
          }
          for (const child of task.children) {
            if (child.isLater) outlet.later(child);
            else outlet.next(child);
          }
        } finally {
          this.running -= 1;
        }
      },
      { concurrency, buffer, signal },
    );
  }
}

test('each item of each task is yielded once, and never more than `concurrency` tasks run', async () => {
  await fc.assert(
    fc.asyncProperty(
      node,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      async (tree, width, buffer) => {
        const watch = new Watch();
        const items: number[] = [];
        for await (const item of watch.stream(tree, width, buffer)) items.push(item);
        expect(items.sort((a, b) => a - b)).toEqual(Array.from({ length: itemsOf(tree) }, (_, n) => n));
        expect(watch.mostRunning).toBeLessThanOrEqual(width);
        expect(watch.running).toBe(0);
      },
    ),
  );
});

test('when the consumer pauses, so do the tasks', async () => {
  const leaf: Node = { batches: Array<number>(50).fill(3), children: [], isLater: false, turns: 0 };
  const tree: Node = { batches: [], children: Array<Node>(20).fill(leaf), isLater: false, turns: 0 };
  const watch = new Watch();
  let taken = 0;
  for await (const item of watch.stream(tree, 4, 6)) {
    expect(item).toBeGreaterThanOrEqual(0);
    taken += 1;
    for (let n = 0; n < 5; n += 1) await turn(); // enough time for the tasks to run ahead, if they could
    // Batches that wait, with one of each blocked task, and the one being consumed.
    expect(watch.emitted - Math.floor((taken - 1) / 3)).toBeLessThanOrEqual(6 + 4 + 1);
    if (taken === 300) break;
  }
  expect(watch.running).toBe(0);
});

test('every task has settled before the stream ends, however it ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      node,
      fc.nat(20),
      fc.constantFrom('return', 'abort', 'throw'),
      async (tree, after, end) => {
        const watch = new Watch();
        const stop = new AbortController();
        let taken = 0;
        const consume = async (): Promise<void> => {
          for await (const item of watch.stream(tree, 3, 2, stop.signal)) {
            expect(item).toBeLessThan(itemsOf(tree));
            taken += 1;
            if (taken <= after) continue;
            if (end === 'return') return;
            if (end === 'throw') throw new Error('thrown');
            stop.abort(new Error('aborted'));
          }
        };
        const isCut = itemsOf(tree) > after;
        if (isCut && end !== 'return')
          await expect(consume()).rejects.toThrow(end === 'throw' ? 'thrown' : 'aborted');
        else await consume();
        expect(watch.running).toBe(0);
        expect(taken).toBe(isCut ? after + 1 : itemsOf(tree));
        const { emitted } = watch;
        await turn();
        expect(watch.emitted).toBe(emitted); // nothing runs afterwards
      },
    ),
  );
});

test("a task's failure ends the stream and stops the others", async () => {
  const outcomes: string[] = [];
  const stream = streamTasks<string, string>(
    ['bad', 'slow'],
    async (task, outlet) => {
      if (task === 'bad') {
        await turn();
        throw new Error('broken');
      }
      await new Promise<void>((resolve) => outlet.signal.addEventListener('abort', () => resolve()));
      outcomes.push('slow was stopped');
    },
    { concurrency: 2, signal: SIGNAL },
  );
  await expect(stream.next()).rejects.toThrow('broken');
  expect(outcomes).toEqual(['slow was stopped']);
});

test('with a signal that is already aborted, no task starts', async () => {
  const watch = new Watch();
  const tree: Node = { batches: [1], children: [], isLater: false, turns: 0 };
  const stream = watch.stream(tree, 1, 1, AbortSignal.abort(new Error('never')));
  await expect(stream.next()).rejects.toThrow('never');
  expect(watch.emitted).toBe(0);
});
