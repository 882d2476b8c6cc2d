import fc from 'fast-check';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Ledger } from '../../../src/main-thread/state/ledger.js';
import { mergeWithThreads, type MergeOptions } from '../../../src/main-thread/merge.js';
import type { RunResult } from '../../../src/main-thread/result.js';
import { lockState } from '../../../src/main-thread/state/state-lock.js';
import { directoryWriter } from '../../../src/simulate/directory-writer.js';
import { simulate } from '../../../src/simulate/simulate.js';
import { FrameLog } from '../../../src/storage/frame-log.js';
import { plantTheft } from '../../support/planted-theft.js';
import {
  BUILT_ENTRIES,
  expectCoverageAddsUp,
  mergeTo,
  scanResult,
  scanTo,
  type RunOutput,
} from '../../support/run-output.js';
import { stoppedAfter } from '../../support/stopped-after.js';
import { temporaryFolder } from '../../support/temporary.js';
import { THOROUGH } from '../../support/thorough.js';

const organisation = temporaryFolder();
let objects: string[];
let whole: RunOutput;

/** Paths of all files of a state, in the folders of its measures too. */
function filesOf(state: string): string[] {
  return readdirSync(state, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(state, name)).isFile())
    .sort();
}

/** The files of a state that do not depend on the order and number of runs. Fails when a log is left over. */
function stateBytes(state: string): Record<string, string> {
  const names = filesOf(state).filter((name) => name !== 'ledger.log');
  expect(names.filter((name) => name.endsWith('.log') || name.endsWith('.unfinished'))).toEqual([]);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(state, name), 'hex')]));
}

const expectSame = (actual: RunOutput, expected: RunOutput): void => {
  expect(actual.buckets).toBe(expected.buckets);
  expect(actual.signals).toBe(expected.signals);
};

beforeAll(async () => {
  await simulate({ days: 10, identities: 8, seed: 5, thefts: 3, noise: 0.5 }, directoryWriter(organisation));
  rmSync(join(organisation, 'labels.json')); // JSON beside a trail is read, too
  plantTheft(organisation);
  objects = readdirSync(organisation, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json.gz'))
    .sort();
  whole = await scanTo({ sources: [organisation], shards: 2, threads: 1 });
  expect(whole.run.signals.length).toBeGreaterThan(0);
});

describe('a run with state', () => {
  test('gives the same as a run without state, and again without reading anything', async () => {
    const state = temporaryFolder();
    expectSame(await scanTo({ sources: [organisation], state, shards: 2 }), whole);
    const bytes = stateBytes(state);
    const again = await scanTo({ sources: [organisation], state, shards: 3 });
    expectSame(again, whole);
    expect(again.run.coverage).toMatchObject({
      read: 0,
      alreadyProcessed: whole.run.coverage.decoded,
      decoded: whole.run.coverage.decoded,
    });
    expect(stateBytes(state)).toEqual(bytes);
  });

  test('reads only new objects, and ends with the bytes of one whole run', async () => {
    const [growing, state] = [temporaryFolder(), temporaryFolder()];
    const move = (from: number, to: number): void => {
      for (const name of objects.slice(from, to)) {
        mkdirSync(dirname(join(growing, name)), { recursive: true });
        cpSync(join(organisation, name), join(growing, name), { preserveTimestamps: true });
      }
    };
    move(0, 100);
    await scanTo({ sources: [growing], state, shards: 1 });
    move(100, objects.length);
    const second = await scanTo({ sources: [growing], state, shards: 3 });
    expect(second.run.coverage.alreadyProcessed).toBeGreaterThanOrEqual(90);
    expect(second.run.coverage.read + second.run.coverage.alreadyProcessed).toBe(second.run.coverage.decoded);
    expectSame(second, whole);
  }, 60_000); // copies and scans the organisation twice

  test('reads an object again when its content changes', async () => {
    const [source, state] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(source, 'a.json'), '{"Records":[]}');
    await scanTo({ sources: [source], state, shards: 1 });
    writeFileSync(join(source, 'a.json'), '{"Records":[ ]}');
    expect((await scanTo({ sources: [source], state, shards: 1 })).run.coverage.read).toBe(1);
  });
});

/** Of all parts. */
const HASH_KEY = '00112233445566778899aabbccddeeff';

describe('slices', () => {
  test('hold each object once, and joined in any tree and order, overlapping, stopped or twice, give the whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 4 }), fc.infiniteStream(fc.nat()), async (of, choices) => {
        const next = (below: number): number => choices.next().value! % below;
        const states: string[] = [];
        let read = 0;
        const stopped = 1 + next(of);
        for (let part = 1; part <= of; part++) {
          const state = temporaryFolder();
          if (part === stopped) {
            const stopping = scanToState({ part, of }, state, 1 + next(3), stoppedAfter(1 + next(20)));
            await expect(stopping).rejects.toThrow('stopped by the test');
          }
          // A copy of a state before its slice went on overlaps it, and has batch logs.
          if (part === stopped) states.push(copyOf(state));
          const { coverage } = await scanToState({ part, of }, state, 1 + next(3));
          read += coverage.decoded;
          states.push(state);
        }
        expect(read).toBe(whole.run.coverage.decoded);
        // One slice of another split, which overlaps the first, is joined too, and one state twice.
        const overlap = temporaryFolder();
        await scanToState({ part: 1, of: of + 1 }, overlap, 2);
        states.push(overlap, states[next(states.length)]!);
        const paging = (): { pageAbove?: number } => (next(2) === 0 ? { pageAbove: 0 } : {});
        while (states.length > 2) {
          const joined = temporaryFolder();
          const some = Array.from({ length: 2 + next(2) }, () =>
            states.splice(next(states.length), 1),
          ).flat();
          const inner = await joinTo({ states: some, state: joined, shards: 1 + next(3), ...paging() });
          expect(inner).toMatchObject({ evaluated: false, signals: [] });
          states.push(joined);
        }
        const merged = await mergeTo({ states, shards: 1 + next(4), ...paging() });
        expectSame(merged, whole);
        expect(merged.run).toMatchObject({ complete: whole.run.complete, missingSlices: [] });
        expect(merged.run.coverage.decoded).toBe(whole.run.coverage.decoded);
        expect(merged.run.coverage.inflatedBytes).toBe(whole.run.coverage.inflatedBytes);
      }),
      { numRuns: THOROUGH ? 5 : 1 },
    );
  }, 120_000); // some twenty scans and merges
});

function copyOf(state: string): string {
  const copy = temporaryFolder();
  cpSync(state, copy, { recursive: true });
  return copy;
}

/** Joins states without evaluating them, and closes the run. */
async function joinTo(options: MergeOptions): Promise<RunResult> {
  await using run = await mergeWithThreads({ ...options, evaluate: false }, BUILT_ENTRIES);
  return run;
}

async function scanToState(
  partition: { part: number; of: number },
  state: string,
  shards: number,
  stop = {},
): Promise<RunResult> {
  const run = await scanResult({
    sources: [organisation],
    state,
    partition,
    shards,
    hashKey: HASH_KEY,
    threads: 1,
    ...stop,
  });
  expect(run).toMatchObject({ evaluated: false, signals: [] });
  expectCoverageAddsUp(run.coverage);
  return run;
}

describe('a state is refused', () => {
  const makeState = async (): Promise<string> => {
    const state = temporaryFolder();
    const source = temporaryFolder();
    for (const name of objects.slice(0, 40))
      cpSync(join(organisation, name), join(source, name.replaceAll('/', '-')));
    await scanTo({ sources: [source], state, shards: 1 });
    return state;
  };
  const refused = async (state: string, code: string, message: RegExp, options = {}): Promise<void> => {
    const running = scanTo({ sources: [organisation], state, shards: 1, ...options });
    await expect(running).rejects.toThrow(message);
    await expect(running).rejects.toHaveProperty('code', code);
  };

  test('when it was made with other settings, which are named', async () => {
    const state = await makeState();
    await refused(state, 'E_STATE_MISMATCH', /identity = arn, and this run has identity = issuer/, {
      identity: 'issuer',
    });
    await refused(state, 'E_STATE_MISMATCH', /regions = all, and this run has regions = us-east-1/, {
      regions: ['us-east-1'],
    });
    const other = temporaryFolder();
    await scanTo({ sources: [organisation], state: other, shards: 1, identity: 'issuer' });
    await expect(mergeTo({ states: [state, other] })).rejects.toThrow('have different hash keys');
    const keyed = [temporaryFolder(), temporaryFolder()] as const;
    await scanTo({ sources: [organisation], state: keyed[0], shards: 1, hashKey: HASH_KEY });
    await scanTo({
      sources: [organisation],
      state: keyed[1],
      shards: 1,
      hashKey: HASH_KEY,
      identity: 'issuer',
    });
    await expect(mergeTo({ states: keyed })).rejects.toThrow(/identity/);
  });

  test('when its hashes have another key, with both states and without the key', async () => {
    const [state, other] = [await makeState(), await makeState()];
    const keyOf = (directory: string): string =>
      (JSON.parse(readFileSync(join(directory, 'state.json'), 'utf8')) as { settings: { hashKey: string } })
        .settings.hashKey;
    expect(keyOf(state)).toMatch(/^[0-9a-f]{16}$/);
    expect(keyOf(other)).not.toBe(keyOf(state));
    await refused(state, 'E_STATE_MISMATCH', /was made with another hash key/, { hashKey: HASH_KEY });
    for (const options of [{ states: [state, other] }, { states: [state], state: other }]) {
      const error: unknown = await mergeTo(options).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: 'E_STATE_MISMATCH',
        message: expect.stringContaining(state) as string,
        hint: expect.stringContaining('--hash-key FILE') as string,
      });
      const text = JSON.stringify([(error as Error).message, (error as { hint: string }).hint]);
      expect(text).toContain(other);
      expect(text).not.toContain(keyOf(state));
    }
  });

  test('for a part of a partition without a hash key, before anything is read; a part goes on with its own', async () => {
    const state = temporaryFolder();
    const options = { sources: [organisation], state, shards: 1, partition: { part: 1, of: 2 } };
    await expect(scanResult(options)).rejects.toThrow('a partition needs a hash key');
    expect(existsSync(join(state, 'state.json'))).toBe(false);
    const first = await scanResult({ ...options, hashKey: HASH_KEY });
    const again = await scanResult(options);
    expect(again.coverage.alreadyProcessed).toBe(first.coverage.decoded);
  });

  test('for a hash key that is none', async () => {
    for (const hashKey of ['', '0011', 'x'.repeat(32), `${HASH_KEY}0`, `${HASH_KEY}\n`]) {
      const running = scanResult({ sources: [organisation], hashKey });
      await expect(running).rejects.toThrow('a hash key is at least 16 bytes');
      await expect(running).rejects.toHaveProperty('code', 'E_USAGE');
    }
  });

  test('when a snapshot is damaged, cut off, or of another format', async () => {
    for (const damage of [
      (bytes: Buffer) => bytes.subarray(0, bytes.length - 1),
      (bytes: Buffer) => {
        bytes[bytes.length >> 1]! ^= 1;
        return bytes;
      },
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(1)]),
    ]) {
      const state = await makeState();
      const name = filesOf(state).find((one) => one.endsWith('.snapshot'))!;
      writeFileSync(join(state, name), damage(readFileSync(join(state, name))));
      await refused(state, 'E_STATE_DAMAGED', new RegExp(name));
    }
    const state = await makeState();
    writeFileSync(join(state, 'state.json'), '{"format":99}');
    await refused(state, 'E_STATE_DAMAGED', /format 99/);
  });

  test('when a directory is something else', async () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, 'holiday.jpg'), '');
    await refused(directory, 'E_STATE_DAMAGED', /not empty and holds no state.json/);
    expect(readdirSync(directory)).toEqual(['holiday.jpg']);
  });

  test('when another run has locked it; the lock of a dead process does not count', async () => {
    const state = await makeState();
    writeFileSync(
      join(state, 'lock.json'),
      JSON.stringify({ pid: 1, host: (await import('node:os')).hostname() }),
    );
    await refused(state, 'E_STATE_LOCKED', /process 1 on/);
    writeFileSync(
      join(state, 'lock.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname() }),
    );
    await scanTo({ sources: [organisation], state, shards: 1 });
  });

  test('when a log is shorter than the ledger says', async () => {
    const state = await makeState();
    const finished = stateBytes(state);
    expect(Object.keys(finished)).toContain('state.json');
    // What a kill before the compaction leaves: a log, and a ledger that states its length.
    const name = logNameIn(state);
    const log = new FrameLog(join(state, name));
    log.append([new Uint8Array(100)]);
    log.close();
    const ledger = Ledger.openForAppend(join(state, 'ledger.log'));
    ledger.append([], { [name]: log.position });
    ledger.close();
    truncateSync(join(state, name), statSync(join(state, name)).size - 1);
    await refused(state, 'E_STATE_DAMAGED', /is damaged at byte 8; 116 bytes of it were durable/);
    rmSync(join(state, name));
  });
});

/** The path in a state of a batch log that it does not have. */
function logNameIn(state: string): string {
  const snapshot = filesOf(state).find((name) => name.endsWith('.snapshot'))!;
  return join(dirname(snapshot), 'batches-feed-0-1-0.log');
}

describe('a state without one of its files', () => {
  test('is refused, and the missing log or snapshot named', async () => {
    const state = temporaryFolder();
    await scanTo({ sources: [organisation], state, shards: 2 });
    // What a kill before the compaction leaves: a log, and a ledger that states its length.
    const name = logNameIn(state);
    const log = new FrameLog(join(state, name));
    const ledger = Ledger.openForAppend(join(state, 'ledger.log'));
    ledger.append([], { [name]: log.position });
    ledger.close();
    log.close();
    const copy = temporaryFolder();
    cpSync(state, copy, { recursive: true });
    rmSync(join(copy, name));
    await expect(scanTo({ sources: [organisation], state: copy })).rejects.toThrow(
      'batches-feed-0-1-0.log is missing',
    );
    expectSame(await scanTo({ sources: [organisation], state, shards: 3 }), whole);
    const [snapshot] = filesOf(state).filter((name) => name.endsWith('.snapshot'));
    rmSync(join(state, snapshot!));
    await expect(scanTo({ sources: [organisation], state })).rejects.toThrow(`${snapshot!} is missing`);
    await expect(mergeTo({ states: [state] })).rejects.toThrow(`${snapshot!} is missing`);
  });

  test('a merge that fails leaves no finished object in its target', async () => {
    const [state, target] = [temporaryFolder(), temporaryFolder()];
    await scanTo({ sources: [organisation], state, shards: 1 });
    const [snapshot] = filesOf(state).filter((name) => name.endsWith('.snapshot'));
    truncateSync(join(state, snapshot!), 100);
    await expect(mergeTo({ states: [state], state: target })).rejects.toHaveProperty(
      'code',
      'E_STATE_DAMAGED',
    );
    const after = await scanTo({ sources: [organisation], state: target, shards: 2 });
    expect(after.run.coverage.alreadyProcessed).toBe(0);
    expectSame(after, whole);
  });

  test('a merge of a state into itself changes nothing', async () => {
    const state = temporaryFolder();
    await scanTo({ sources: [organisation], state, shards: 1 });
    const size = statSync(join(state, 'ledger.log')).size;
    expectSame(await mergeTo({ states: [state, state], state, shards: 2 }), whole);
    expect(statSync(join(state, 'ledger.log')).size - size).toBeLessThan(10_000); // a record of the compaction
  });

  test('two runs of one process cannot use one state, nor can a merge read a state that is being written', async () => {
    const state = temporaryFolder();
    const both = await Promise.allSettled([
      scanTo({ sources: [organisation], state, shards: 1 }),
      scanTo({ sources: [organisation], state, shards: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const unlock = lockState(state);
    await expect(mergeTo({ states: [state] })).rejects.toHaveProperty('code', 'E_STATE_LOCKED');
    unlock();
    expectSame(await mergeTo({ states: [state] }), whole);
  });

  test('a source that is not there leaves no state behind', async () => {
    const state = join(temporaryFolder(), 'new');
    await expect(scanTo({ sources: ['/nowhere'], state })).rejects.toHaveProperty(
      'code',
      'E_SOURCE_NOT_FOUND',
    );
    expect(existsSync(state)).toBe(false);
  });

  test('an aborted merge rejects with the reason', async () => {
    const state = temporaryFolder();
    await scanTo({ sources: [organisation], state, shards: 1 });
    const reason = new Error('enough');
    await expect(mergeTo({ states: [state], signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
