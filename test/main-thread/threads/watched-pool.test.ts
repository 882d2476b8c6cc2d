import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WatchedPool } from '../../../src/main-thread/threads/watched-pool.js';
import { fixtureThread } from '../../support/fixture-thread.js';
import { temporaryFolder } from '../../support/temporary.js';

function newPool(hangAfter = 60_000) {
  const folder = temporaryFolder();
  const [dies, hangs] = [join(folder, 'dies'), join(folder, 'hangs')];
  const pool = new WatchedPool(
    { dies, hangs },
    {
      threads: 1,
      atOnce: 1,
      entry: { ...fixtureThread('failing-start'), hangAfter },
      heapMegabytes: 64,
      resourceLimits: { maxYoungGenerationSizeMb: 6 },
      atomics: 'disabled',
    },
  );
  onTestFinished(() => pool.close());
  return { pool, dies, hangs };
}

test('a thread that dies between two tasks is replaced, and no error of the process', async () => {
  const { pool } = newPool();
  expect(await pool.run('throw when idle')).toBe('throw when idle');
  await sleep(300);
  expect(await pool.run('more')).toBe('more');
});

test('a thread that dies fails its task and those that wait only when none replaces it', async () => {
  const { pool } = newPool();
  const [first, second] = await Promise.allSettled([pool.run('die'), pool.run('more')]);
  expect(first).toMatchObject({ reason: { message: 'worker exited with code: 3' } });
  expect(second).toEqual({ status: 'fulfilled', value: 'more' });
});

test('where the replacement dies before it starts, what waits fails, and the next task starts a thread', async () => {
  const { pool, dies } = newPool();
  expect(await pool.run('more')).toBe('more');
  writeFileSync(dies, '');
  const [first, second] = await Promise.allSettled([pool.run('die'), pool.run('more')]);
  expect(first.status).toBe('rejected');
  expect(second).toMatchObject({ reason: { message: 'Terminating worker thread' } });
  expect(existsSync(dies)).toBe(false);
  expect(await pool.run('more')).toBe('more');
});

test('a thread that never starts is ended', async () => {
  const { pool, hangs } = newPool(1000);
  expect(await pool.run('more')).toBe('more');
  writeFileSync(hangs, '');
  const [first, second] = await Promise.allSettled([pool.run('die'), pool.run('more')]);
  expect(first.status).toBe('rejected');
  expect(second.status).toBe('rejected');
  expect(existsSync(hangs)).toBe(false);
  expect(pool.hung).toBe(1);
  expect(await pool.run('more')).toBe('more');
});

test('a pool that was closed starts no thread', async () => {
  const { pool } = newPool();
  expect(await pool.run('more')).toBe('more');
  const under = pool.run('more');
  const closing = pool.close();
  await expect(pool.run('more')).rejects.toThrow('the threads have been ended');
  await expect(under).rejects.toThrow('Terminating worker thread');
  await closing;
  // None takes the place of those that were ended, either.
  await sleep(100);
  expect(pool.threads).toBe(0);
  await expect(pool.run('more')).rejects.toThrow('the threads have been ended');
});
