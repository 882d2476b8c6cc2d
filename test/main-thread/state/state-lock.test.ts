import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { LOCK_NAME, lockState } from '../../../src/main-thread/state/state-lock.js';
import { temporaryFolder } from '../../support/temporary.js';

const RACING = fileURLToPath(new URL('../../fixtures/racing-lock.mjs', import.meta.url));

const noLinks: typeof linkSync = () => {
  throw Object.assign(new Error('no links here'), { code: 'EPERM' });
};

/** A thread that reads a file as often as it can. */
const WATCH = `
  const { readFileSync } = require('node:fs');
  const { parentPort, workerData: { path, stop } } = require('node:worker_threads');
  const seen = { whole: 0, notWhole: 0 };
  parentPort.postMessage('ready');
  while (Atomics.load(stop, 0) === 0) {
    try {
      JSON.parse(readFileSync(path, 'utf8'));
      seen.whole++;
    } catch (error) {
      if (error.code !== 'ENOENT') seen.notWhole++;
    }
  }
  parentPort.postMessage(seen);
`;

test('a reader never sees half a lock', async () => {
  const state = temporaryFolder();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const watcher = new Worker(WATCH, { eval: true, workerData: { path: join(state, LOCK_NAME), stop } });
  await once(watcher, 'message');
  for (let n = 0; n < 1000; n++) lockState(state)();
  Atomics.store(stop, 0, 1);
  const [seen] = (await once(watcher, 'message')) as [{ whole: number; notWhole: number }];
  expect(seen.whole).toBeGreaterThan(0);
  expect(seen.notWhole).toBe(0);
});

test('processes that race for a lock get it one after the other', async () => {
  const state = temporaryFolder();
  const codes = Array.from({ length: 3 }, async () => {
    const [code] = (await once(fork(RACING, [state, '150'], { execArgv: [] }), 'exit')) as [number];
    return code;
  });
  expect(await Promise.all(codes)).toEqual([0, 0, 0]);
  expect(readdirSync(state)).toEqual([]);
});

describe.each([
  ['with links', linkSync],
  ['without links', noLinks],
])('%s', (_, link) => {
  test('a state is locked until it is unlocked, and nothing is left behind', () => {
    const state = temporaryFolder();
    const unlock = lockState(state, link);
    expect(readdirSync(state)).toEqual([LOCK_NAME]);
    expect(JSON.parse(readFileSync(join(state, LOCK_NAME), 'utf8'))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    expect(() => lockState(state, link)).toThrow(`in use by process ${process.pid}`);
    unlock();
    expect(readdirSync(state)).toEqual([]);
    lockState(state, link)();
  });

  test('an empty lock counts for ten seconds, then it is what a kill left', () => {
    const state = temporaryFolder();
    const path = join(state, LOCK_NAME);
    writeFileSync(path, '');
    expect(() => lockState(state, link)).toThrow('in use by a run that is starting');
    expect(existsSync(path)).toBe(true);
    utimesSync(path, new Date(), new Date(Date.now() - 60_000));
    lockState(state, link)();
    expect(readdirSync(state)).toEqual([]);
  });

  test('the lock of a process that has ended does not count', () => {
    const state = temporaryFolder();
    writeFileSync(join(state, LOCK_NAME), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    lockState(state, link)();
    expect(readdirSync(state)).toEqual([]);
  });

  test('a process that this one cannot see counts, even with its number, until its lock was silent for long', () => {
    const state = temporaryFolder();
    const path = join(state, LOCK_NAME);
    const container = { pid: process.pid, host: hostname(), space: 'another', began: '1', token: 'its own' };
    writeFileSync(path, JSON.stringify(container));
    expect(() => lockState(state, link)).toThrow(`in use by process ${process.pid}`);
    expect(readdirSync(state)).toEqual([LOCK_NAME]);
    utimesSync(path, new Date(), new Date(Date.now() - 20 * 60_000));
    lockState(state, link)();
    expect(readdirSync(state)).toEqual([]);
  });

  test('a later process with the same number is another one', () => {
    const state = temporaryFolder();
    const unlock = lockState(state, link);
    const mine = JSON.parse(readFileSync(join(state, LOCK_NAME), 'utf8')) as { began?: string };
    unlock();
    if (mine.began === undefined) return; // no /proc here
    const parent = { ...mine, pid: process.ppid, began: '1' };
    writeFileSync(join(state, LOCK_NAME), JSON.stringify(parent));
    lockState(state, link)();
    expect(readdirSync(state)).toEqual([]);
  });

  test('a lock that cannot be read is refused at once, and stays', () => {
    const state = temporaryFolder();
    mkdirSync(join(state, LOCK_NAME)); // for root too, who may read everything
    expect(() => lockState(state, link)).toThrow(/a lock that is not ours.*EISDIR/);
    expect(readdirSync(state)).toEqual([LOCK_NAME]);
  });
});
