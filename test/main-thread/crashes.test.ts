import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { scanResult, scanTo, type RunOutput } from '../support/run-output.js';
import { fixtureThread } from '../support/fixture-thread.js';
import { temporaryFolder } from '../support/temporary.js';

const OBJECTS = 60;

/** A folder of plain objects with ten retrievals each. @param extra user agents of some objects, by number */
function makeFolder(extra: Readonly<Record<number, string>> = {}): string {
  const folder = temporaryFolder();
  for (let n = 0; n < OBJECTS; n++) {
    const records = Array.from({ length: 10 }, (_, k) => ({
      eventID: `event-${n}-${k}`,
      eventTime: new Date(1_772_000_000_000 + n * 600_000 + k * 1000).toISOString(),
      eventName: 'GetSecretValue',
      eventSource: 'secretsmanager.amazonaws.com',
      awsRegion: 'us-east-1',
      recipientAccountId: '111122223333',
      readOnly: true,
      sourceIPAddress: '192.0.2.1',
      userAgent: extra[n] ?? 'aws-cli/2.17',
      userIdentity: {
        type: 'IAMUser',
        arn: `arn:aws:iam::111122223333:user/user-${(n + k) % 9}`,
        accountId: '111122223333',
      },
      requestParameters: { secretId: `secret-${k}` },
    }));
    // With the padding, some decode jobs hold two objects and others many.
    writeFileSync(
      join(folder, `${String(n).padStart(3, '0')}.json`),
      JSON.stringify({ Records: records, pad: 'x'.repeat(n % 3 === 0 ? 2_100_000 : 0) }),
    );
  }
  return folder;
}

describe('a decode thread that dies', () => {
  test('is replaced, and its objects are decoded again; only the object that always kills it is given up', async () => {
    const marker = join(temporaryFolder(), 'crashed');
    const folder = makeFolder({ 7: 'POISON', 20: `CRASH-ONCE ${marker}` });
    const { run } = await scanTo(
      { sources: [folder], threads: 2, shards: 1 },
      { decode: fixtureThread('crashing-decode') },
    );
    expect(existsSync(marker)).toBe(true);
    expect(run.coverage).toMatchObject({
      listed: OBJECTS,
      read: OBJECTS,
      decoded: OBJECTS - 1,
      failed: { decodeCrashed: 1 },
    });
    expect(run.failures.map(({ uri, reason }) => [uri.slice(-8), reason])).toEqual([
      ['007.json', 'decodeCrashed'],
    ]);
    expect(run.totals.retrievals).toBe((OBJECTS - 1) * 10);
    expect(run.complete).toBe(false);
  });
});

describe('a decode thread that uses up its heap', () => {
  test('costs its object, and neither the process nor another object', async () => {
    const folder = makeFolder({ 7: 'HEAP' });
    const { run } = await scanTo(
      { sources: [folder], threads: 2, shards: 1 },
      { decode: { ...fixtureThread('crashing-decode'), heapMegabytes: 64 } },
    );
    expect(run.failures.map(({ uri, reason, detail }) => [uri.slice(-8), reason, detail])).toEqual([
      ['007.json', 'decodeCrashed', expect.stringContaining('memory limit')],
    ]);
    expect(run.totals.retrievals).toBe((OBJECTS - 1) * 10);
    expect(run.complete).toBe(false);
  });
});

describe('a decode thread that hangs', () => {
  test('is replaced, and its objects are decoded again; only the object that always hangs it is given up', async () => {
    const marker = join(temporaryFolder(), 'hung');
    const folder = makeFolder({ 7: 'HANG', 20: `HANG-ONCE ${marker}` });
    const { run } = await scanTo(
      { sources: [folder], threads: 2, shards: 1 },
      { decode: { ...fixtureThread('crashing-decode'), hangAfter: 3000 } },
    );
    expect(existsSync(marker)).toBe(true);
    expect(run.failures.map(({ uri, reason, detail }) => [uri.slice(-8), reason, detail])).toEqual([
      ['007.json', 'decodeCrashed', '3 decode threads ended: no sign of life for 3 seconds'],
    ]);
    expect(run.coverage).toMatchObject({ listed: OBJECTS, read: OBJECTS, decoded: OBJECTS - 1 });
    expect(run.totals.retrievals).toBe((OBJECTS - 1) * 10);
    expect(run.complete).toBe(false);
  });
});

describe('a shard thread that dies', () => {
  let folder: string;
  let whole: RunOutput;
  beforeAll(async () => {
    folder = makeFolder();
    whole = await scanTo({ sources: [folder], threads: 1, shards: 2 });
    expect(whole.run.totals.retrievals).toBe(OBJECTS * 10);
  });

  test.each([undefined, 'with state'])(
    'is restored from its log and gets again what it lost: the same bytes (%s)',
    async (state) => {
      const directory = state === undefined ? undefined : temporaryFolder();
      const again = await scanTo(
        { sources: [folder], threads: 2, shards: 2, ...(directory !== undefined && { state: directory }) },
        { shard: fixtureThread('crashing-shard') },
      );
      expect(again.run.threads.shardRestarts).toBeGreaterThan(2);
      expect(again.buckets).toBe(whole.buckets);
      expect(again.signals).toBe(whole.signals);
      if (directory !== undefined)
        expect(readdirSync(directory).filter((name) => name.startsWith('batches-'))).toEqual([]);
    },
  );

  test('or hangs, while it loads the state or later, is replaced: the same bytes', async () => {
    vi.stubEnv('FAIL_THREAD', ['shard:1:hangs', 'shard:6:hangs'].join('\n'));
    vi.stubEnv('FAILED_THREAD', temporaryFolder());
    try {
      const again = await scanTo(
        { sources: [folder], threads: 1, shards: 2, state: temporaryFolder() },
        { shard: { ...fixtureThread('failing-shard'), hangAfter: 3000 } },
      );
      expect(again.run.threads.shardRestarts).toBe(2);
      expect(again.buckets).toBe(whole.buckets);
      expect(again.signals).toBe(whole.signals);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('on the same request every time, ends the run with a reason and does not hang', async () => {
    const running = scanResult(
      { sources: [folder], threads: 1, shards: 1 },
      { shard: fixtureThread('dying-shard') },
    );
    await expect(running).rejects.toThrow(/shard thread 0 died 3 times on one 'ingest' request/);
  });
});
