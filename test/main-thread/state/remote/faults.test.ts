import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manifestText } from '../../../../src/main-thread/state/remote/manifest.js';
import { readRemote } from '../../../../src/main-thread/state/remote/read-remote.js';
import { RemoteState } from '../../../../src/main-thread/state/remote/remote-state.js';
import { StateStore } from '../../../../src/main-thread/state/remote/state-store.js';
import { TrailspikeError } from '../../../../src/model/errors.js';
import type { S3Options } from '../../../../src/source/s3/s3-options.js';
import { openS3Store } from '../../../../src/source/s3/s3-store.js';
import { startLoopback } from '../../../source/loopback-server.js';
import { type Fault, type S3Server, startS3Server } from '../../../support/s3-server.js';
import { seedOf } from '../../../support/seeds.js';
import { THOROUGH } from '../../../support/thorough.js';
import { expectWhole, NEVER, newRemote, type Remote } from './remote-cases.js';

/** `npm run test:thorough` has a fault at each request, `npm test` at every fifth, from another one on each time. */
const EACH = THOROUGH ? 1 : 5;
const first = 1 + (seedOf('DISK_SEED') % EACH);

let server: S3Server;
/** Pauses are short, and an outage is one after a moment. */
let hurried: S3Options;
beforeAll(async () => {
  server = await startS3Server(true);
  hurried = { ...server.options, speed: 100, retryFor: 30_000 };
});
afterAll(() => server.close());

const MEASURE = '0123456789abcdef';
const LOG = `${MEASURE}/batches-1-0-0-0.log`;
const snapshot = (generation: number): string => `${MEASURE}/profiles-00-0000000${generation}.snapshot`;
const FILES = ['state.json', 'ledger.log', 'notified.log', LOG, snapshot(1), snapshot(2), snapshot(3)];
const GENERATIONS = [1, 2, 3] as const;

/** Makes the next generation of the files of a state, as a run does, whatever is in the folder. */
function makeGeneration(folder: string, generation: number): void {
  const path = (name: string): string => join(folder, name);
  mkdirSync(path(MEASURE), { recursive: true });
  if (!existsSync(path('state.json'))) writeFileSync(path('state.json'), '{}');
  for (const name of ['ledger.log', LOG]) appendFileSync(path(name), `${name} ${generation}\n`);
  writeFileSync(path('notified.log'), `notified ${generation}`);
  rmSync(path(snapshot(generation - 1)), { force: true });
  writeFileSync(path(snapshot(generation)), `snapshot ${generation}`);
}

/** The contents of a state by name. */
function contentOf(folder: string): string {
  return JSON.stringify(
    FILES.filter((name) => existsSync(join(folder, name))).map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8'),
    ]),
  );
}

const capture = (folder: string) => ({
  state: 'id',
  files: FILES.filter((name) => existsSync(join(folder, name))).map((name) => ({
    name,
    length: statSync(join(folder, name)).size,
    changes: name === 'notified.log',
  })),
});

/** Opens a state, saves three generations and closes it. @param saved receives the content of each before it is saved */
async function writeAll(state: string, saved: string[]): Promise<void> {
  const options = { s3: hurried };
  const remote = await RemoteState.open(state, { options, run: 'r', saveEvery: 1e9, signal: NEVER });
  try {
    saved.push(contentOf(remote.folder));
    remote.keep(() => capture(remote.folder));
    for (const generation of GENERATIONS) {
      makeGeneration(remote.folder, generation);
      saved.push(contentOf(remote.folder));
      await remote.save();
    }
  } finally {
    await remote.close();
  }
}

async function stored(remote: Remote): Promise<string> {
  const store = new StateStore(openS3Store(remote.state, server.options));
  const folder = await readRemote(store, NEVER);
  const content = contentOf(folder);
  rmSync(folder, { recursive: true });
  await store.close();
  return content;
}

/** How many requests it takes when nothing goes wrong. */
async function requestsOfAll(): Promise<number> {
  const remote = await newRemote(server.options);
  const before = server.requests.length;
  await writeAll(remote.state, []);
  return server.requests.length - before;
}

/** Writes all with a fault at some requests. @returns the error that it ended with, and what was saved */
async function writeWith(
  remote: Remote,
  faultAt: (request: number) => Fault | undefined,
): Promise<{ readonly error: unknown; readonly saved: readonly string[] }> {
  let request = 0;
  const saved: string[] = [];
  server.fault = () => faultAt(++request);
  try {
    await writeAll(remote.state, saved);
    return { error: undefined, saved };
  } catch (error) {
    return { error, saved };
  } finally {
    server.fault = () => undefined;
  }
}

test('what is saved is what is read', async () => {
  const remote = await newRemote(server.options);
  const saved: string[] = [];
  await writeAll(remote.state, saved);
  expect(await stored(remote)).toBe(saved.at(-1));
  await expectWhole(remote);
});

describe('one fault at any request', () => {
  test.each<Fault>(['refused', 'lost'])('%s: changes nothing', async (fault) => {
    const requests = await requestsOfAll();
    for (let at = first; at <= requests; at += EACH) {
      const remote = await newRemote(server.options);
      const { error, saved } = await writeWith(remote, (request) => (request === at ? fault : undefined));
      expect(error, `at request ${at}`).toBeUndefined();
      expect(await stored(remote), `at request ${at}`).toBe(saved.at(-1));
      await expectWhole(remote);
    }
  });

  test('a conflict of writes at any request: changes nothing, or is named', async () => {
    const requests = await requestsOfAll();
    for (let at = first; at <= requests; at += EACH) {
      const remote = await newRemote(server.options);
      const { error, saved } = await writeWith(remote, (request) =>
        request === at ? 'conflict' : undefined,
      );
      if (error !== undefined) expect(error).toBeInstanceOf(TrailspikeError);
      else expect(await stored(remote), `at request ${at}`).toBe(saved.at(-1));
      await writeAll(remote.state, []);
      await expectWhole(remote);
    }
  });
});

test('an outage from any request on is named, leaves a whole state, and the next run goes on from it', async () => {
  const requests = await requestsOfAll();
  for (let from = first; from < requests; from += EACH) {
    const remote = await newRemote(server.options);
    const { error, saved } = await writeWith(remote, (request) => (request >= from ? 'refused' : undefined));
    // What is only deleted is deleted by the next run.
    if (error !== undefined) expect(error, `from ${from}`).toMatchObject({ code: 'E_SOURCE_UNAVAILABLE' });
    const next: string[] = [];
    await writeAll(remote.state, next);
    expect(['[]', ...saved], `from ${from}`).toContain(next[0]);
    expect(await stored(remote)).toBe(next.at(-1));
    await expectWhole(remote);
  }
});

describe('the lease is refreshed', () => {
  const options = { run: 'r', signal: NEVER, refreshEvery: 20 };
  /** Waits until the manifest was written so often. */
  const written = async (remote: Remote, times: number): Promise<void> => {
    const { revision } = await remote.manifest();
    while ((await remote.manifest()).revision < revision + times) await sleep(5);
  };

  test('while there is nothing new', async () => {
    const remote = await newRemote(server.options);
    const run = await RemoteState.open(remote.state, {
      ...options,
      options: { s3: server.options },
      saveEvery: 1e9,
    });
    await written(remote, 2);
    await run.close();
    await expectWhole(remote);
  });

  test('while pieces are under way for long', async () => {
    const remote = await newRemote(server.options);
    const run = await RemoteState.open(remote.state, {
      ...options,
      options: { s3: hurried },
      saveEvery: 1e9,
    });
    makeGeneration(run.folder, 1);
    run.keep(() => capture(run.folder));
    let isUnderWay = true;
    server.fault = (request) => (isUnderWay && request.includes('/pieces/') ? 'refused' : undefined);
    const saved = run.save();
    await written(remote, 2);
    expect((await remote.manifest()).files).toEqual([]);
    isUnderWay = false;
    await saved;
    const content = contentOf(run.folder);
    await run.close();
    server.fault = () => undefined;
    expect(await stored(remote)).toBe(content);
  });
});

test.each([
  ['14 minutes', '12:14:00', true],
  ['16 minutes', '12:16:00', false],
])('a run elsewhere that was silent for %s by the clock of the server', async (_, now, live) => {
  const bytes = Buffer.from('{}');
  const lease = { pid: 7, host: 'elsewhere', token: 't', run: 'other', since: '2026-11-30T12:00:00Z' };
  const piece = { name: '0123456789abcdef-0', length: bytes.length, checksum: crc32(bytes) };
  const files = [{ name: 'state.json', pieces: [piece] }];
  const text = manifestText({ revision: 1, state: 'id', lease, files });
  const loopback = await startLoopback(({ url }, response) => {
    response.setHeader('date', `Mon, 30 Nov 2026 ${now} GMT`);
    response.setHeader('last-modified', 'Mon, 30 Nov 2026 12:00:00 GMT');
    response.setHeader('etag', '"e"');
    response.end(url.includes('/pieces/') ? bytes : text);
  });
  const store = new StateStore(openS3Store('s3://states/one', loopback.options));
  const reading = readRemote(store, NEVER);
  if (live) await expect(reading).rejects.toMatchObject({ code: 'E_STATE_LOCKED' });
  else rmSync(await reading, { recursive: true });
  await store.close();
  await loopback.close();
});
