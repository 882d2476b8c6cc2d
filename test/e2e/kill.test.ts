import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { Random, seedWord } from '../../src/simulate/random.js';
import { simulate } from '../../src/simulate/simulate.js';
import { plantTheft } from '../support/planted-theft.js';
import { scanTo, type RunOutput } from '../support/run-output.js';
import { seedOf } from '../support/seeds.js';
import { temporaryFolder } from '../support/temporary.js';
import { THOROUGH } from '../support/thorough.js';

/** `npm run test:thorough` kills at every write, for several minutes; `npm test` does a part of that. */
const RANDOM_KILLS = THOROUGH ? 20 : 2;
const MOST_KILLS = THOROUGH ? 12 : 3;
/** All tests kill at the same time, a process for each kill and one to go on. Milliseconds. */
const TIMEOUT = THOROUGH ? 600_000 : 180_000;

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const organisation = temporaryFolder();
/** The same as in scan-with-state.mjs: snapshots are compared. */
const HASH_KEY = '00112233445566778899aabbccddeeff';
let whole: RunOutput;
/** Contents of snapshots by name, of a state whose run was never killed. */
let wholeState: Record<string, string>;

beforeAll(async () => {
  await simulate({ days: 10, identities: 8, seed: 3, thefts: 3, noise: 0.2 }, directoryWriter(organisation));
  plantTheft(organisation);
  const state = temporaryFolder();
  whole = await scanTo({ sources: [organisation], state, threads: 1, shards: 3, hashKey: HASH_KEY });
  wholeState = snapshotsIn(state);
  expect(whole.run.signals.length).toBeGreaterThan(0);
});

function snapshotsIn(state: string): Record<string, string> {
  const names = readdirSync(state, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      !['ledger.log', 'lock.json', 'state.json'].includes(name) && statSync(join(state, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(state, name), 'hex')]));
}

interface Killable {
  readonly ended: Promise<'killed' | 'finished'>;
  readonly kill: () => void;
}

/** Scans in a separate process. @param killAt `TEXT:N`: after the N-th write, sync or rename of a path with that text */
function scanProcess(state: string, out: string, killAt = ''): Killable {
  const child = spawn(
    process.execPath,
    ['--import', fixture('failing-disk.mjs'), fixture('scan-with-state.mjs'), organisation, state, out],
    {
      env: { ...process.env, FAIL_DISK: killAt.replace(':', ':*:written:') + (killAt && ':KILL') },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  return {
    ended: new Promise((resolve, reject) => {
      child.once('exit', (code, signal) => {
        if (signal === 'SIGKILL') resolve('killed');
        else if (code === 0) resolve('finished');
        else reject(new Error(`the scan ended with ${code ?? signal ?? 'nothing'}`));
      });
    }),
    kill: () => child.kill('SIGKILL'),
  };
}

function expectWhole(state: string, out: string): void {
  expect(readFileSync(join(out, 'buckets.ndjson'), 'utf8')).toBe(whole.buckets);
  expect(readFileSync(join(out, 'signals.ndjson'), 'utf8')).toBe(whole.signals);
  expect(snapshotsIn(state)).toEqual(wholeState);
}

const seed = seedOf('KILL_SEED');

describe('a killed run goes on and ends with the same bytes', () => {
  test.concurrent(
    `killed at random moments, KILL_SEED=${seed}`,
    async () => {
      const random = new Random(seedWord(seed));
      const started = performance.now();
      const first = { state: temporaryFolder(), out: temporaryFolder() };
      expect(await scanProcess(first.state, first.out).ended).toBe('finished');
      expectWhole(first.state, first.out);
      const typical = performance.now() - started;

      let kills = 0;
      let finished = 0;
      while (kills < RANDOM_KILLS) {
        const [state, out] = [temporaryFolder(), temporaryFolder()];
        for (let done = false; !done;) {
          const run = scanProcess(state, out);
          // The seed repeats the moments as shares of a run's time. How far a run is by then still varies a little.
          const killAfter = typical * (0.15 + 0.85 * random.float());
          const timer = kills < RANDOM_KILLS ? setTimeout(run.kill, killAfter) : undefined;
          done = (await run.ended) === 'finished';
          clearTimeout(timer);
          if (!done) kills++;
          // A file under its final name is whole, even in a run that was killed.
          if (!done && readdirSync(out).includes('buckets.ndjson')) {
            expect(readFileSync(join(out, 'buckets.ndjson'), 'utf8')).toBe(whole.buckets);
          }
        }
        finished++;
        expectWhole(state, out);
      }
      expect(finished).toBeGreaterThan(0);
    },
    TIMEOUT,
  );

  test.concurrent.each([
    ['.snapshot', THOROUGH ? 11 : 80],
    ['ledger.log', THOROUGH ? 1 : 6],
    ['batches-', THOROUGH ? 1 : 6],
    ['state.json', THOROUGH ? 1 : 6],
    ['buckets.ndjson', THOROUGH ? 1 : 6],
  ])(
    'killed right after a write, sync or rename of %s, for every %i-th of them',
    async (text, stride) => {
      let kills = 0;
      // At most so many kills: a slow machine has more checkpoints, and so more writes, than there is time for.
      for (let nth = 1; kills < MOST_KILLS; nth += stride) {
        const [state, out] = [temporaryFolder(), temporaryFolder()];
        // A run that finishes has no n-th write.
        const wasKilled = (await scanProcess(state, out, `${text}:${nth}`).ended) === 'killed';
        if (wasKilled) expect(await scanProcess(state, out).ended).toBe('finished');
        expectWhole(state, out);
        if (!wasKilled) break;
        kills++;
      }
      expect(kills).toBeGreaterThan(0);
    },
    TIMEOUT,
  );
});
