import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { DisposableStack } from '../../src/base/disposable-stack.js';
import * as library from '../../src/index.js';
import { runOf } from '../../src/main-thread/run.js';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import { madeRun } from '../output/made-run.js';
import { plantTheft } from '../support/planted-theft.js';
import { BUILT_ENTRIES, scanTo } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

const organisation = temporaryFolder();
beforeAll(() => plantTheft(organisation));

describe('a run', () => {
  test('keeps its state until it is closed: buckets can be read again and again', async () => {
    const { buckets } = await scanTo({ sources: [organisation], threads: 1, shards: 1 });
    const run = await scanWithThreads({ sources: [organisation], threads: 1, shards: 2 }, BUILT_ENTRIES);
    for (let time = 0; time < 2; time++) {
      let text = '';
      for await (const lines of run.buckets()) text += lines.text;
      expect(text).toBe(buckets);
    }
    await run.close();
    expect(() => run.buckets()).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
    expect(run.signals).toHaveLength(1);
  });

  test('locks its state until it is closed', async () => {
    const options = { sources: [organisation], threads: 1, shards: 1, state: temporaryFolder() };
    {
      await using run = await scanWithThreads(options, BUILT_ENTRIES);
      expect(run.coverage.alreadyProcessed).toBe(0);
      await expect(scanWithThreads(options, BUILT_ENTRIES)).rejects.toMatchObject({
        code: 'E_STATE_LOCKED',
      });
    }
    await using again = await scanWithThreads(options, BUILT_ENTRIES);
    expect(again.coverage.alreadyProcessed).toBe(again.coverage.listed);
  });

  test('is closed once, however often it is asked to, and every caller hears of a failure', async () => {
    const { buckets, activity, ...result } = madeRun();
    const owned = new DisposableStack();
    let ended = 0;
    owned.defer(() => {
      ended++;
      throw new Error('not deleted');
    });
    const run = runOf(result, { buckets, activity }, undefined, owned);
    const closings = await Promise.allSettled([run.close(), run[Symbol.asyncDispose](), run.close()]);
    expect(closings.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(ended).toBe(1);
  });
});

describe('nothing stays open: the process ends by itself, and no temporary folder is left', () => {
  const fixture = fileURLToPath(new URL('../fixtures/run-lifecycle.mjs', import.meta.url));

  /** @returns what the fixture printed */
  async function inProcess(what: string, source: string, state: string): Promise<unknown> {
    const temporary = temporaryFolder();
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [fixture, what, source, state], {
      env: { ...process.env, TMPDIR: temporary },
      timeout: 60_000, // a run that leaves something open is killed then, and this rejects
    });
    expect(stderr).toBe('');
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(join(state, 'lock.json'))).toBe(false);
    return JSON.parse(stdout);
  }

  test('after runs that were closed', async () => {
    const state = temporaryFolder();
    expect(await inProcess('closed', organisation, state)).toBe(1);
    expect(await inProcess('merged', organisation, state)).toBe(1);
    expect(await inProcess('closed while it is read', organisation, state)).toMatch(/the run is closed/);
  });

  test('after runs that failed', async () => {
    const state = temporaryFolder();
    expect(await inProcess('no source', organisation, state)).toMatch(/nowhere/);
    expect(await inProcess('no state', organisation, state)).toMatch(/not a Trailspike state/);
    expect(await inProcess('closed', organisation, state)).toBe(1);
    expect(await inProcess('other settings', organisation, state)).toMatch(/identity = arn/);
  });

  test('after a run that was stopped while it read', async () => {
    const many = temporaryFolder();
    for (let n = 0; n < 200; n++) {
      mkdirSync(join(many, String(n)));
      cpSync(organisation, join(many, String(n)), { recursive: true });
    }
    expect(await inProcess('aborted', many, temporaryFolder())).toBe('enough');
  });
});

test('what only tests need is not public', () => {
  expect(Object.keys(library).filter((name) => /threads|entr|account|shard/i.test(name))).toEqual([]);
});
