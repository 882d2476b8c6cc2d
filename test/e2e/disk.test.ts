import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { Random, seedWord } from '../../src/simulate/random.js';
import { simulate } from '../../src/simulate/simulate.js';
import { quietScan } from '../support/scan-command.js';
import { seedOf } from '../support/seeds.js';
import { temporaryFolder } from '../support/temporary.js';

/** `npm run test:disk` fails every call of every kind, for ten minutes; `.ci/run` some of them. */
const THOROUGH = process.env['TRAILSPIKE_DISK'] === '1';
const MOST = THOROUGH ? Infinity : 2;

const PROGRAM = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../fixtures/failing-disk.mjs', import.meta.url));

const CALLS = [
  'openSync',
  'readSync',
  'readFileSync',
  'readdirSync',
  'writeSync',
  'short',
  'writevSync',
  'writeFileSync',
  'fsyncSync',
  'fdatasyncSync',
  'ftruncateSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'mkdirSync',
];
const CODES = ['ENOSPC', 'EIO', 'EMFILE', 'EROFS', 'EDQUOT'];
/** The main thread, and the threads that it starts: one decode thread and one shard thread. */
const THREADS = [0, 1, 2];

const seed = seedOf('DISK_SEED');
const random = new Random(seedWord(seed));
const organisation = temporaryFolder();
let whole: Outcome;

interface Outcome {
  readonly code: number;
  readonly stderr: string;
  readonly buckets: string | undefined;
}

async function scan(work: string, fault: Record<string, string> = {}): Promise<Outcome> {
  const [state, out] = [join(work, 'state'), join(work, 'out')];
  const command = quietScan(organisation, state, out, 'signals,buckets');
  const child = spawn(process.execPath, ['--import', FIXTURE, PROGRAM, ...command], {
    env: { ...process.env, ...fault },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  const buckets = join(out, 'buckets.ndjson');
  return { code, stderr, buckets: existsSync(buckets) ? readFileSync(buckets, 'utf8') : undefined };
}

beforeAll(async () => {
  await simulate({ days: 3, identities: 4, seed: 11, thefts: 1, noise: 0 }, directoryWriter(organisation));
  rmSync(join(organisation, 'labels.json')); // JSON beside a trail is read, too
  whole = await scan(temporaryFolder());
  expect(whole).toMatchObject({ code: 0, stderr: '' });
}, 60_000);

/** @returns false when the run has no such call */
async function failsWell(
  under: string,
  thread: number,
  call: string,
  nth: number,
  code: string,
): Promise<boolean> {
  const work = temporaryFolder();
  const note = join(temporaryFolder(), 'failed');
  const fault = `${join(work, under)}:${thread}:${call}:${nth}:${code}`;
  const failed = await scan(work, { FAIL_DISK: fault, FAILED_DISK: note });
  if (!existsSync(note)) return false;
  const what = `${call} ${nth} in thread ${thread}: ${code}: ${readFileSync(note, 'utf8')}\n${failed.stderr}`;
  if (failed.code === 0) expect(failed.buckets, what).toBe(whole.buckets);
  else {
    expect(failed.stderr, what).toMatch(/^trailspike: .*\[E_\w+\]\n$/);
    expect(failed.stderr, what).toContain(call === 'short' ? work : code);
  }
  const after = await scan(work);
  expect(after, what).toMatchObject({ code: 0, stderr: '' });
  expect(after.buckets, what).toBe(whole.buckets);
  return true;
}

test(`a call of the file system that fails is an error with a name, and the next run ends the same, DISK_SEED=${seed}`, async () => {
  let tried = 0;
  const places = ['state', 'out'].flatMap((under) =>
    THREADS.flatMap((thread) => CALLS.map((call) => ({ under, thread, call }))),
  );
  if (THOROUGH) {
    for (const { under, thread, call } of places) {
      for (let nth = 1; await failsWell(under, thread, call, nth, CODES[nth % CODES.length]!); nth++) tried++;
      console.log(`${under}, thread ${thread}, ${call}: ${tried} calls so far have failed`);
    }
  }
  for (let turns = 0; !THOROUGH && tried < MOST && turns < 20 * MOST; turns++) {
    const { under, thread, call } = places[Math.floor(random.float() * places.length)]!;
    const nth = 1 + Math.floor(random.float() * 3);
    if (await failsWell(under, thread, call, nth, CODES[turns % CODES.length]!)) tried++;
  }
  expect(tried).toBeGreaterThan(0);
}, 7_200_000);
