import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IngestQueue } from '../../../src/main-thread/threads/ingest-queue.js';
import type { RoutedBatch } from '../../../src/wire/decode-messages.js';

const batchOf = (n: number, measure: number): RoutedBatch => ({
  shard: 0,
  measure,
  bytes: Uint8Array.of(n),
  retrievals: 1,
});

test('each batch arrives once, with its measure, in order, and in few messages', async () => {
  await fc.assert(
    fc.asyncProperty(
      // Of each batch its measure, how many turns pass before the next one comes, and how many its message takes.
      fc.array(fc.record({ measure: fc.nat(2), pause: fc.nat(2), takes: fc.nat(3) }), { maxLength: 30 }),
      async (all) => {
        const arrived: [number, number][] = [];
        let [underWay, messages] = [0, 0];
        const queue = new IngestQueue(async (measure, batches) => {
          expect(++underWay).toBe(1);
          messages++;
          for (let turn = 0; turn < all[batches[0]![0]!]!.takes; turn++) await nextTurn();
          for (const bytes of batches) arrived.push([measure, bytes[0]!]);
          underWay--;
        });
        const added: Promise<void>[] = [];
        for (const [n, { measure, pause }] of all.entries()) {
          added.push(
            queue.add(batchOf(n, measure)).then(() => expect(arrived.map(([, one]) => one)).toContain(n)),
          );
          for (let turn = 0; turn < pause; turn++) await nextTurn();
        }
        await Promise.all(added);
        for (const measure of [0, 1, 2]) {
          const expected = [...all.entries()].filter(([, one]) => one.measure === measure).map(([n]) => n);
          expect(arrived.filter(([at]) => at === measure).map(([, n]) => n)).toEqual(expected);
        }
        if (all.every(({ pause }) => pause === 0)) {
          expect(messages).toBe(new Set(all.map(({ measure }) => measure)).size);
        }
      },
    ),
  );
});

test('the batches of a message that fails get its error, and later ones are sent', async () => {
  let fails = true;
  const queue = new IngestQueue(() => (fails ? Promise.reject(new Error('no room')) : Promise.resolve()));
  const first = [queue.add(batchOf(1, 0)), queue.add(batchOf(2, 0))];
  for (const one of first) await expect(one).rejects.toThrow('no room');
  fails = false;
  await expect(queue.add(batchOf(3, 0))).resolves.toBeUndefined();
});
