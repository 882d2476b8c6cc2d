import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { Random, seedWord } from '../../src/simulate/random.js';
import { simulate } from '../../src/simulate/simulate.js';
import { plantTheft } from '../support/planted-theft.js';
import { quietScan } from '../support/scan-command.js';
import { seedOf } from '../support/seeds.js';
import { temporaryFolder } from '../support/temporary.js';
import { THOROUGH } from '../support/thorough.js';

/** Moments at which a scan gets SIGTERM, and as many at which it is killed: `npm run test:thorough` has all. */
const MOMENTS = THOROUGH ? 50 : 1;
const TIMEOUT = THOROUGH ? 1_800_000 : 180_000;

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const dist = fileURLToPath(new URL('../../dist/src', import.meta.url));
const program = join(dist, 'threads/main.js');
const organisation = temporaryFolder();

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param stop sent after so many milliseconds; SIGTERM twice, as programs do that pass it on */
async function node(
  args: readonly string[],
  {
    cwd,
    stop,
  }: {
    readonly cwd?: string;
    readonly stop?: { readonly signal: NodeJS.Signals; readonly after: number };
  } = {},
): Promise<Ended & { readonly stopped: number | undefined }> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let sent: number | undefined;
  const timer =
    stop &&
    setTimeout(() => {
      sent = performance.now();
      child.kill(stop.signal);
      if (stop.signal === 'SIGTERM') setTimeout(() => child.kill(stop.signal), 10);
    }, stop.after);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  clearTimeout(timer);
  const stopped = sent === undefined ? undefined : performance.now() - sent;
  return { code, signal, stdout, stderr, stopped };
}

const scanOf = (state: string, out: string, source = organisation): string[] => {
  return [program, ...quietScan(source, state, out, 'signals,buckets,summary')];
};
const resultOf = (out: string): string[] =>
  ['signals.ndjson', 'buckets.ndjson'].map((name) => readFileSync(join(out, name), 'utf8'));

let whole: string[];
/** Milliseconds of a whole scan. */
let typical: number;

beforeAll(async () => {
  await simulate({ days: 10, identities: 8, seed: 3, thefts: 3, noise: 0.2 }, directoryWriter(organisation));
  rmSync(join(organisation, 'labels.json')); // JSON beside a trail is read, too
  plantTheft(organisation);
  const [state, out] = [temporaryFolder(), temporaryFolder()];
  const started = performance.now();
  expect(await node(scanOf(state, out))).toMatchObject({ code: 0, stderr: '' });
  typical = performance.now() - started;
  whole = resultOf(out);
}, 120_000);

describe(`a scan that is stopped goes on and ends with the same bytes, KILL_SEED=${seedOf('KILL_SEED')}`, () => {
  const random = new Random(seedWord(seedOf('KILL_SEED')), 1);

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    '%s at random moments',
    async (signal) => {
      let [stops, ends] = [0, 0];
      while (stops < MOMENTS) {
        const [state, out] = [temporaryFolder(), temporaryFolder()];
        for (let done = false; !done;) {
          const after = typical * (0.05 + 0.95 * random.float());
          const run = await node(scanOf(state, out), stops < MOMENTS ? { stop: { signal, after } } : {});
          done = run.code === 0;
          if (done) break;
          stops++;
          if (signal === 'SIGKILL') expect(run).toMatchObject({ code: null, signal });
          else {
            // Before the program listens, a signal ends the process as it ends any.
            if (run.signal === null) {
              expect(run.code, run.stderr).toBe(130);
              expect(run.stderr).toMatch(/\[E_ABORTED\]\n$/);
            } else expect(run.signal).toBe('SIGTERM');
            expect(run.stopped).toBeLessThan(30_000);
          }
        }
        ends++;
        expect(resultOf(out)).toEqual(whole);
      }
      expect(stops).toBeGreaterThanOrEqual(MOMENTS);
      if (THOROUGH) console.log(`${signal}: ${stops} stops, ${ends} runs ended, all the same`);
    },
    TIMEOUT,
  );
});

test('a stop that is not heeded ends the process after 25 s', async () => {
  const { code, stdout, stderr } = await node([fixture('stop-that-hangs.mjs')]);
  expect(stdout).toBe('E_ABORTED\n25000\n');
  expect(stderr).toBe('trailspike: stopped; what was not saved yet will be read again [E_ABORTED]\n');
  expect(code).toBe(130);
});

test('a process with nothing left to wait for and no result does not end with 0', async () => {
  const ended = await node([
    '--import',
    fixture('never-settling.mjs'),
    join(dist, 'cli/main.js'),
    'scan',
    '.',
  ]);
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toContain('nothing is left to wait for, and there is no result');
});

test('--max-memory stops a scan with what was read saved, and the next run goes on', async () => {
  const [state, out] = [temporaryFolder(), temporaryFolder()];
  // Less than any process has: it is stopped when its memory is first looked at.
  const stopped = await node([...scanOf(state, out), '--max-memory', '1M']);
  expect(stopped).toMatchObject({ code: 3, stdout: '' });
  expect(stopped.stderr).toMatch(/more than --max-memory 1M .*\[E_MEMORY\]\n$/);
  expect(await node(scanOf(state, out))).toMatchObject({ code: 0, stderr: '' });
  expect(resultOf(out)).toEqual(whole);
}, 120_000);

test('a scan of the folder that it writes to does not read its own results', async () => {
  const here = temporaryFolder();
  cpSync(organisation, here, { recursive: true });
  const args = scanOf('state', 'findings', '.');
  const first = await node(args, { cwd: here });
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const coverageOf = (): unknown =>
    (JSON.parse(readFileSync(join(here, 'findings/summary.json'), 'utf8')) as { coverage: unknown }).coverage;
  const { decoded, failed, matched, unknown } = coverageOf() as Record<string, unknown>;
  for (const again of [args, args.filter((one) => one !== '--state' && one !== 'state')]) {
    expect(await node(again, { cwd: here })).toMatchObject({ code: 0, stderr: '' });
    expect(resultOf(join(here, 'findings'))).toEqual(whole);
    expect(coverageOf()).toMatchObject({ decoded, failed, matched, unknown });
  }
}, 120_000);
