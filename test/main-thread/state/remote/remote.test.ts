import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Manifest, manifestText } from '../../../../src/main-thread/state/remote/manifest.js';
import { NotifiedSignals } from '../../../../src/output/notify/notified-signals.js';
import { scanWithThreads } from '../../../../src/main-thread/scan.js';
import { BUILT_ENTRIES, scanTo, type RunOutput } from '../../../support/run-output.js';
import { type S3Server, startS3Server } from '../../../support/s3-server.js';
import { describeUnless } from '../../../support/skipping.js';
import { temporaryFolder } from '../../../support/temporary.js';
import {
  describeRemote,
  expectWhole,
  type Halves,
  halves,
  HASH_KEY,
  MANIFEST,
  NEVER,
  newRemote,
  type Remote,
  same,
} from './remote-cases.js';

/** Saves all the time. */
const FIXTURE = fileURLToPath(new URL('../../../fixtures/scan-with-state.mjs', import.meta.url));

let server: S3Server;
beforeAll(async () => {
  server = await startS3Server(true);
});
afterAll(() => server.close());

describeRemote('states at the embedded server', () => server.options);

const ceph = process.env['TRAILSPIKE_RADOSGW'] ?? '';
describeUnless(
  ceph === '' ? 'no server: set TRAILSPIKE_RADOSGW to its address' : undefined,
  'states at Ceph',
  () => {
    describeRemote('Ceph', () => ({
      endpoint: ceph,
      region: 'us-east-1',
      credentials: () => Promise.resolve({ accessKeyId: 'RGWK', secretAccessKey: 'RGWS' }),
    }));
  },
);

describe('what goes wrong', () => {
  let source: Halves;
  let whole: RunOutput;
  beforeAll(async () => {
    source = await halves();
    whole = await scanTo({ sources: [source.all], state: temporaryFolder(), threads: 1, shards: 1 });
  }, 60_000);
  const often = { checkpointEvery: 0.01, compactAbove: 20_000 };

  test('a scan of which every second request to its state is lost gives the same bytes', async () => {
    const remote = await newRemote(server.options);
    let count = 0;
    server.fault = () => (++count % 2 === 0 ? 'lost' : undefined);
    try {
      const s3 = { ...server.options, speed: 50 };
      expect(same(await remote.scan(source.all, { ...often, s3 }))).toEqual(same(whole));
    } finally {
      server.fault = () => undefined;
    }
    expect(count).toBeGreaterThan(20);
    await expectWhole(remote);
  });

  test('a server that does not heed conditions is refused, and nothing is left there', async () => {
    const heedless = await startS3Server();
    try {
      const remote = await newRemote(heedless.options);
      await expect(remote.scan(source.first)).rejects.toMatchObject({
        code: 'E_SOURCE_RESPONSE',
        message: expect.stringContaining('does not write on condition as S3 does') as string,
      });
      expect(await remote.objects.list('', NEVER)).toEqual([]);
    } finally {
      await heedless.close();
    }
  });

  test('a run that lost the state ends by name, and leaves the state of the other as it is', async () => {
    const remote = await newRemote(server.options);
    await remote.scan(source.first);
    const run = await scanWithThreads(
      { sources: [source.all], state: remote.state, s3: server.options, threads: 1, shards: 1, ...often },
      BUILT_ENTRIES,
    );
    const taken = await replace(remote, (manifest) => ({
      ...manifest,
      lease: { pid: 7, host: 'elsewhere', token: 'other', run: 'the-other', since: '2026-11-30T00:00:00Z' },
    }));
    const notified = new NotifiedSignals(run.kept);
    const locked = { code: 'E_STATE_LOCKED', message: expect.stringContaining('run the-other') as string };
    await expect(notified.begin('a')).rejects.toMatchObject(locked);
    notified.close();
    await run.close();
    expect(await remote.manifest()).toEqual(taken);
    // Nobody can say whether a process elsewhere lives: it counts as living for 15 minutes.
    await expect(remote.scan(source.all)).rejects.toMatchObject(locked);
  });

  test('the lease of an earlier attempt of the same task of an engine is taken over at once', async () => {
    const remote = await newRemote(server.options);
    await remote.scan(source.first);
    await replace(remote, (manifest) => ({
      ...manifest,
      lease: {
        ...{ pid: 7, host: 'elsewhere', token: 'other', run: 'earlier', since: '2026-11-30T00:00:00Z' },
        task: { name: 'Slurm job 17_4', attempt: 0 },
      },
    }));
    const environment = { SLURM_ARRAY_JOB_ID: '17', SLURM_ARRAY_TASK_ID: '4' };
    Object.assign(process.env, environment);
    try {
      await expect(remote.scan(source.all)).rejects.toMatchObject({
        code: 'E_STATE_LOCKED',
        message: expect.stringContaining('Slurm job 17_4') as string,
      });
      process.env['SLURM_RESTART_COUNT'] = '1';
      expect(same(await remote.scan(source.all))).toEqual(same(whole));
    } finally {
      for (const name of [...Object.keys(environment), 'SLURM_RESTART_COUNT'])
        Reflect.deleteProperty(process.env, name);
    }
    await expectWhole(remote);
  });

  test('a run that is killed while it saves goes on afterwards', async () => {
    const remote = await newRemote(server.options);
    let writes = 0;
    const out = temporaryFolder();
    const child = spawn(process.execPath, [FIXTURE, source.all, remote.state, out], {
      env: {
        ...process.env,
        ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' },
        AWS_ENDPOINT_URL_S3: server.options.endpoint!,
        TMPDIR: temporaryFolder(), // the copy of a killed run stays
      },
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    server.fault = (request) => {
      if (/PUT .*json/.test(request) && ++writes === 3) child.kill('SIGKILL');
      return undefined;
    };
    expect(await ended).toEqual([null, 'SIGKILL']);
    server.fault = () => undefined;
    expect((await remote.manifest()).lease).not.toBeNull();
    const resumed = await remote.scan(source.all);
    expect(same(resumed)).toEqual(same(whole));
    await expectWhole(remote);
  });

  test('signals are notified once in all runs', async () => {
    const remote = await newRemote(server.options);
    const options = { sources: [source.all], state: remote.state, s3: server.options, threads: 1, shards: 1 };
    for (const known of [[], ['a', 'b']]) {
      await using run = await scanWithThreads({ ...options, hashKey: HASH_KEY }, BUILT_ENTRIES);
      const notified = new NotifiedSignals(run.kept);
      expect(['a', 'b', 'c'].filter((id) => notified.has(id))).toEqual(known);
      for (const id of ['a', 'b', 'c']) await notified.begin(id);
      await notified.fail('c');
      notified.close();
    }
    await expectWhole(remote);
  });

  describe('damage is named', () => {
    let remote: Remote;
    beforeAll(async () => {
      remote = await newRemote(server.options);
      await remote.scan(source.first);
    });
    const pieceOf = async (name: string): Promise<{ key: string; bytes: Uint8Array }> => {
      const { files } = await remote.manifest();
      const [piece] = files.find((file) => file.name.includes(name))!.pieces;
      const key = `pieces/${piece!.name}`;
      return { key, bytes: (await remote.objects.get(key, piece!.length, NEVER))! };
    };
    const expectDamaged = async (key: string, what: string): Promise<void> => {
      const error = {
        code: 'E_STATE_DAMAGED',
        message: expect.stringMatching(
          new RegExp(`${remote.state}/${key} is ${what}.*of the state ${remote.state}`),
        ) as string,
      };
      await expect(remote.scan(source.all)).rejects.toMatchObject(error);
      expect((await remote.manifest()).lease).toBeNull();
    };

    test.each(['ledger.log', 'snapshot'])('a piece of %s', async (name) => {
      const { key, bytes } = await pieceOf(name);
      const other = (await pieceOf('state.json')).bytes;
      const flipped = Uint8Array.from(bytes);
      flipped[bytes.length >> 1]! ^= 4;
      for (const wrong of [flipped, bytes.subarray(1), other]) {
        await remote.objects.put(key, wrong, NEVER);
        await expectDamaged(key, 'damaged');
      }
      await remote.objects.delete(key, NEVER);
      await expectDamaged(key, 'missing');
      await remote.objects.put(key, bytes, NEVER);
    });

    test('another object in the place of the manifest is never replaced', async () => {
      const other = await newRemote(server.options);
      await other.objects.put(MANIFEST, Buffer.from('{"sourceBucket":"b"}'), NEVER);
      await expect(other.scan(source.first)).rejects.toMatchObject({ code: 'E_STATE_DAMAGED' });
      expect(await other.objects.list('', NEVER)).toEqual([MANIFEST]);
    });

    test('what the files say is named by the address of the state', async () => {
      await expect(remote.scan(source.first, { identity: 'issuer' })).rejects.toMatchObject({
        code: 'E_STATE_MISMATCH',
        message: expect.stringContaining(`the state ${remote.state} was made with identity = arn`) as string,
      });
    });
  });
});

/** Writes a manifest as another run would. */
async function replace(remote: Remote, change: (manifest: Manifest) => Manifest): Promise<Manifest> {
  const before = await remote.manifest();
  const after = change({ ...before, revision: before.revision + 1 });
  await remote.objects.put(MANIFEST, Buffer.from(manifestText(after)), NEVER);
  return after;
}
