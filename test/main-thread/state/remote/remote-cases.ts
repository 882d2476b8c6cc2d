import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Manifest, parseManifest } from '../../../../src/main-thread/state/remote/manifest.js';
import { Progress } from '../../../../src/main-thread/progress.js';
import type { ScanOptions } from '../../../../src/main-thread/scan-options.js';
import { directoryWriter } from '../../../../src/simulate/directory-writer.js';
import { simulate } from '../../../../src/simulate/simulate.js';
import type { ObjectStore } from '../../../../src/source/object-store.js';
import type { S3Options } from '../../../../src/source/s3/s3-options.js';
import { openS3Store } from '../../../../src/source/s3/s3-store.js';
import { mergeTo, scanTo, type RunOutput } from '../../../support/run-output.js';
import { createBucket } from '../../../support/s3-server.js';
import { temporaryFolder } from '../../../support/temporary.js';

export const NEVER = new AbortController().signal;
export const MANIFEST = 'trailspike-state.json';
export const HASH_KEY = '00112233445566778899aabbccddeeff';

/** A small organisation in a folder, and in two folders with a half of its objects each. */
export interface Halves {
  readonly all: string;
  readonly first: string;
  readonly second: string;
}

export async function halves(): Promise<Halves> {
  const [all, first, second] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await simulate({ days: 5, identities: 6, seed: 9, thefts: 2, noise: 0 }, directoryWriter(all));
  rmSync(join(all, 'labels.json')); // JSON beside a trail is read, too
  const objects = readdirSync(all, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.gz'),
  );
  for (const [at, name] of objects.sort().entries()) {
    const half = at % 2 === 0 ? first : second;
    mkdirSync(dirname(join(half, name)), { recursive: true });
    cpSync(join(all, name), join(half, name));
  }
  return { all, first, second };
}

/** A new state in a new bucket, and what tests do with it. */
export interface Remote {
  readonly state: string;
  readonly objects: ObjectStore;
  readonly scan: (source: string, more?: Partial<ScanOptions>) => Promise<RunOutput>;
  readonly manifest: () => Promise<Manifest>;
}

export async function newRemote(s3: S3Options): Promise<Remote> {
  const bucket = `state-${randomUUID()}`;
  await createBucket(bucket, s3);
  const state = `s3://${bucket}/kept/daily`;
  const objects = openS3Store(state, s3);
  return {
    state,
    objects,
    scan: (source, more) =>
      scanTo({ sources: [source], state, s3, threads: 1, shards: 2, hashKey: HASH_KEY, ...more }),
    manifest: async () => {
      const { bytes } = (await objects.read(MANIFEST, 1 << 20, NEVER))!;
      return parseManifest(Buffer.from(bytes).toString('utf8'), MANIFEST);
    },
  };
}

export const same = ({ signals, buckets }: RunOutput): { signals: string; buckets: string } => ({
  signals,
  buckets,
});

/** The pieces in the bucket are those that the manifest names, and no run has the lease. */
export async function expectWhole({ objects, manifest }: Remote): Promise<void> {
  const { files, lease } = await manifest();
  const named = files.flatMap(({ pieces }) => pieces.map(({ name }) => `pieces/${name}`));
  expect((await objects.list('pieces/', NEVER)).sort()).toEqual(named.sort());
  expect(lease).toBeNull();
}

/** What holds of states at any server that heeds conditions. */
export function describeRemote(title: string, s3: () => S3Options): void {
  describe(title, () => {
    let source: Halves;
    let whole: RunOutput;
    beforeAll(async () => {
      source = await halves();
      whole = await scanTo({ sources: [source.all], state: temporaryFolder(), threads: 1, shards: 1 });
    }, 60_000);

    test('a scan gives the bytes of one with a state in a folder, and the next reads only what is new', async () => {
      const remote = await newRemote(s3());
      await remote.scan(source.first);
      const both = await remote.scan(source.all);
      expect(same(both)).toEqual(same(whole));
      expect(whole.run.signals.length).toBeGreaterThan(0);
      const again = await remote.scan(source.all);
      expect(again.run.coverage.alreadyProcessed).toBe(again.run.coverage.listed);
      expect(same(again)).toEqual(same(whole));
      await expectWhole(remote);
    });

    test('a scan that is stopped goes on from what was saved', async () => {
      const remote = await newRemote(s3());
      const [controller, progress] = [new AbortController(), new Progress()];
      const stopped = remote.scan(source.all, {
        checkpointEvery: 0.01,
        compactAbove: 20_000,
        signal: controller.signal,
        progress,
      });
      const watch = setInterval(() => {
        if (progress.finished > 20) controller.abort(new Error('enough'));
      }, 1);
      await expect(stopped).rejects.toThrow('enough');
      clearInterval(watch);
      await expectWhole(remote);
      const resumed = await remote.scan(source.all);
      expect(resumed.run.coverage.alreadyProcessed).toBeGreaterThan(0);
      expect(same(resumed)).toEqual(same(whole));
      await expectWhole(remote);
    });

    test('of two scans that are started at once one wins, and one is refused by name', async () => {
      const remote = await newRemote(s3());
      const runs = ['run-one', 'run-two'];
      const ends = await Promise.allSettled(runs.map((runId) => remote.scan(source.all, { runId })));
      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [loser] = ends.filter((end) => end.status === 'rejected');
      const winner = runs[ends.findIndex(({ status }) => status === 'fulfilled')];
      expect(loser!.reason).toMatchObject({
        code: 'E_STATE_LOCKED',
        message: expect.stringContaining(`the state ${remote.state} is in use by run ${winner}`) as string,
      });
      await expectWhole(remote);
      const again = await remote.scan(source.all);
      expect(again.run.coverage.alreadyProcessed).toBe(again.run.coverage.listed);
      expect(same(again)).toEqual(same(whole));
    });

    test('states are merged as folders are, also into a state', async () => {
      const [one, two, target] = [await newRemote(s3()), await newRemote(s3()), await newRemote(s3())];
      const folder = temporaryFolder();
      await one.scan(source.first);
      await two.scan(source.second);
      await scanTo({ sources: [source.second], state: folder, hashKey: HASH_KEY, threads: 1, shards: 1 });
      const access = { s3: s3(), shards: 2 };
      const merged = await mergeTo({ states: [`${two.state}/`, one.state, two.state], ...access });
      expect(same(merged)).toEqual(same(whole));
      const mixed = await mergeTo({ states: [folder, one.state], state: target.state, ...access });
      expect(same(mixed)).toEqual(same(whole));
      expect(same(await mergeTo({ states: [target.state], ...access }))).toEqual(same(whole));
      // A target that is also named as a state to merge.
      const again = await mergeTo({ states: [target.state, one.state], state: target.state, ...access });
      expect(same(again)).toEqual(same(whole));
      for (const remote of [one, two, target]) await expectWhole(remote);
    });
  });
}
