import { readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mergeWithThreads, type MergeOptions } from '../../../src/main-thread/merge.js';
import { directoryWriter } from '../../../src/simulate/directory-writer.js';
import { simulate } from '../../../src/simulate/simulate.js';
import { plantTheft } from '../../support/planted-theft.js';
import { BUILT_ENTRIES, scanResult } from '../../support/run-output.js';
import { stoppedAfter } from '../../support/stopped-after.js';
import { fixtureThread } from '../../support/fixture-thread.js';
import { temporaryFolder } from '../../support/temporary.js';

const HASH_KEY = '00112233445566778899aabbccddeeff';
const organisation = temporaryFolder();
const states = [1, 2, 3].map((part) => join(temporaryFolder(), `part-${part}`));

/** What a merge finds, as text. */
async function found(options: Omit<MergeOptions, 'states'>, shard = BUILT_ENTRIES.shard): Promise<string> {
  await using run = await mergeWithThreads({ states, showInfo: true, ...options }, { shard });
  const buckets: string[] = [];
  for await (const { text } of run.buckets()) buckets.push(text);
  const totals = { ...run.totals, bytes: 0 };
  const { signals, judged, coverage } = run;
  return JSON.stringify(
    { signals, judged, coverage, totals, buckets, activity: await run.activity() },
    null,
    1,
  );
}

/** The snapshots of a state, by name. Their names say their content. */
const snapshotsOf = (state: string): string[] =>
  readdirSync(state, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:snapshot|log)$/.test(name) && name !== 'ledger.log')
    .sort();

const whole: { inMemory: string; snapshots: string[] } = { inMemory: '', snapshots: [] };

beforeAll(async () => {
  await simulate({ days: 8, identities: 10, seed: 9, thefts: 2, noise: 0.5 }, directoryWriter(organisation));
  rmSync(join(organisation, 'labels.json'));
  plantTheft(organisation);
  for (const [index, state] of states.entries()) {
    const options = { sources: [organisation], state, shards: 2, threads: 1, hashKey: HASH_KEY };
    const partition = { part: index + 1, of: states.length };
    if (index === 0) {
      // A run that is stopped leaves batch logs.
      const stopped = scanResult({ ...options, partition, ...stoppedAfter(30) });
      await expect(stopped).rejects.toThrow('stopped by the test');
    } else await scanResult({ ...options, partition });
  }
  const joined = join(temporaryFolder(), 'joined');
  whole.inMemory = await found({ state: joined, shards: 2 });
  whole.snapshots = snapshotsOf(joined);
  expect(snapshotsOf(states[0]!).some((name) => name.includes('batches-'))).toBe(true);
  expect((JSON.parse(whole.inMemory) as { signals: unknown[] }).signals).not.toEqual([]);
}, 60_000);

describe('a merge with one logical shard in memory at a time', () => {
  for (const shards of [1, 3]) {
    test(`finds what one in memory finds, and keeps the same snapshots, with ${shards} shard threads`, async () => {
      const state = join(temporaryFolder(), 'joined');
      expect(await found({ state, shards, pageAbove: 0 })).toBe(whole.inMemory);
      expect(snapshotsOf(state)).toEqual(whole.snapshots);
      expect(await found({ shards, pageAbove: 0 })).toBe(whole.inMemory);
    });
  }

  test('does so when its thread dies again and again', async () => {
    expect(await found({ shards: 2, pageAbove: 0 }, fixtureThread('crashing-shard'))).toBe(whole.inMemory);
  });

  test('goes on with a state that holds a part already', async () => {
    const state = join(temporaryFolder(), 'joined');
    await using inner = await mergeWithThreads(
      { states: states.slice(0, 2), state, evaluate: false, pageAbove: 0 },
      BUILT_ENTRIES,
    );
    expect(inner).toMatchObject({ evaluated: false, signals: [] });
    await inner.close();
    expect(await found({ state, pageAbove: 0 })).toBe(whole.inMemory);
    expect(snapshotsOf(state)).toEqual(whole.snapshots);
    // Nothing but the joined state is left to be deleted by a later run.
    expect(readdirSync(state).sort()).toEqual([
      expect.stringMatching(/^[0-9a-f]{16}$/),
      'ledger.log',
      'state.json',
    ]);
  });

  test('names a damaged snapshot, and keeps nothing', async () => {
    const [part, joined] = [join(temporaryFolder(), 'part'), join(temporaryFolder(), 'joined')];
    await using copied = await mergeWithThreads({ states: [states[1]!], state: part }, BUILT_ENTRIES);
    await copied.close();
    const [snapshot] = snapshotsOf(part);
    truncateSync(join(part, snapshot!), 100);
    const merging = found({ ...{ states: [part] }, state: joined, pageAbove: 0 });
    await expect(merging).rejects.toThrow(snapshot!);
    expect(readFileSync(join(joined, 'ledger.log'), 'utf8')).not.toContain('"compaction"');
  });
});

test('states that are only joined need a state to be kept in', async () => {
  await expect(found({ evaluate: false })).rejects.toThrow('need a state directory');
});
