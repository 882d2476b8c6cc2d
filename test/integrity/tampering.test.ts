import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GapHours } from '../../src/integrity/gap-hours.js';
import { keyFromApi, KeyRing } from '../../src/integrity/key-ring.js';
import { hashWords } from '../../src/integrity/log-table.js';
import { Verifier } from '../../src/integrity/verifier.js';
import { openDirectory } from '../../src/source/directory/directory-source.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import type { Integrity, IntegrityKind } from '../../src/model/integrity.js';
import { ALL_TIME, parseInstant } from '../../src/model/time.js';
import { scan } from '../../src/main-thread/scan.js';
import type { ScanOptions } from '../../src/main-thread/scan-options.js';
import type { RunResult } from '../../src/main-thread/result.js';
import { signedDigest, type SignedDigest } from '../../src/simulate/delivery/signed-digest.js';
import { parseDigest, type Digest } from '../../src/source/digests/digest.js';
import { retrievalRecord } from '../support/plain-record.js';
import { startBucketServer, type BucketServer } from '../support/bucket-server.js';
import {
  rewrite,
  signatureOf,
  signingKey,
  writeTrail,
  type Bucket,
  type SigningKey,
  type WrittenTrail,
} from '../support/digest-trail.js';
import { temporaryFolder } from '../support/temporary.js';

const START = parseInstant('2026-03-01T00:00:00Z')!;
const ACCOUNTS = ['111111111111', '222222222222'];
const REGIONS = ['us-east-1', 'eu-west-1'];
const HOURS = 12;

let s3: BucketServer;
let keysUrl = '';
let [old, current, foreign]: SigningKey[] = [];
const asked: string[] = [];
const api = createServer((request, response) => {
  asked.push(String(request.headers['authorization']));
  response.end(JSON.stringify({ PublicKeyList: [old!.listed, current!.listed] }));
});

beforeAll(async () => {
  [old, current, foreign] = [signingKey(), signingKey(), signingKey()];
  s3 = await startBucketServer();
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  keysUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await s3.close();
  api.close();
});

let made = 0;

interface Made {
  readonly name: string;
  readonly objects: Bucket;
  /** Of the first account and region. */
  readonly first: WrittenTrail;
}

/** A bucket of two accounts with two regions each. The key changes in the middle; two hours have no logs. */
function organisation(changes: Partial<Parameters<typeof writeTrail>[1]> = {}): Made {
  const name = `trail-${++made}`;
  const objects: Bucket = new Map();
  const keys = Array.from({ length: HOURS }, (_, hour) => (hour < 6 ? old! : current!));
  const body = (account: string, region: string) => (hour: number, log: number) =>
    JSON.stringify({
      Records: [
        {
          ...retrievalRecord(`${account} ${region} ${hour} ${log}`),
          recipientAccountId: account,
          awsRegion: region,
        },
      ],
    });
  const trails = ACCOUNTS.flatMap((account) =>
    REGIONS.map((region) =>
      writeTrail(
        objects,
        { bucket: name, account, region, keys, start: START, logsPerHour: 3, emptyHours: [3, 9], ...changes },
        body(account, region),
      ),
    ),
  );
  return { name, objects, first: trails[0]! };
}

/** Without threads, which take longer to start than all else: lists, hashes what is read, and compares. */
async function verifyAlone(
  made: Made,
  source = openS3(`s3://${made.name}`, s3.options),
  given: readonly SigningKey[] = [old!, current!],
): Promise<Pick<RunResult, 'gaps'> & { integrity: Integrity }> {
  s3.buckets.set(made.name, made.objects);
  const { signal } = new AbortController();
  const gaps = new GapHours();
  const keys = given.map(({ listed }) => keyFromApi(listed.Value, listed.Fingerprint));
  const plan = { delivered: ALL_TIME, accounts: [], regions: [] };
  const verifier = new Verifier(plan, new KeyRing(keys, undefined), gaps, signal, (error) => {
    throw error;
  });
  for await (const object of source.list(plan, signal, (_, uri) => verifier.folder(source, uri))) {
    const bytes = made.objects.get(object.key)!.bytes;
    const content = bytes.length === 0 ? bytes : gunzipSync(bytes);
    verifier.settled(source, object, hashWords(createHash('sha256').update(content).digest('hex')));
  }
  const integrity = await verifier.finish([source]);
  await source.close();
  return { integrity, gaps: gaps.list() };
}

async function verify(made: Made, options: Partial<ScanOptions> = {}, root = ''): Promise<RunResult> {
  s3.buckets.set(made.name, made.objects);
  const run = await scan({
    sources: [`s3://${made.name}${root}`],
    s3: s3.options,
    threads: 1,
    verify: { endpoint: keysUrl },
    ...options,
  });
  await run.close();
  return run;
}

/** Kinds and names of what was found. */
function found({ integrity }: Pick<RunResult, 'integrity'>): string[] {
  return integrity!.findings.map(({ kind, uri }) => `${kind} ${uri.slice(uri.indexOf('AWSLogs'))}`);
}

const KINDS = (run: Pick<RunResult, 'integrity'>): Partial<Record<IntegrityKind, number>> =>
  run.integrity!.found;

test('finds nothing in an untouched trail of many accounts and regions, with keys that change', async () => {
  const run = await verify(organisation());
  expect(found(run)).toEqual([]);
  expect(run).toMatchObject({ complete: true, gaps: [] });
  expect(run.integrity).toMatchObject({
    intact: true,
    digests: { read: 4 * HOURS, signed: 4 * HOURS, unchecked: 0, starting: 4 },
    logs: { named: 4 * 30, verified: 4 * 30, unproven: 0, recent: 0, withoutDigest: 0, unread: 0 },
  });
  expect(asked[0]).toMatch(/\/(?:us-east-1|eu-west-1)\/cloudtrail\/aws4_request/);
});

interface Tampering {
  readonly what: string;
  readonly change: (made: Made) => void;
  /** Kinds and names, from `AWSLogs` on. */
  readonly expected: (first: WrittenTrail) => string[];
}

const remove =
  (...keys: string[]) =>
  (one: Made) =>
    keys.forEach((key) => one.objects.delete(key));

const TAMPERINGS: readonly Tampering[] = [
  {
    what: 'an altered log',
    change: ({ objects, first }) =>
      rewrite(objects, first.logs[5]![1]!, (text) => text.replace('ann', 'bob')),
    expected: ({ logs }) => [`alteredLog ${logs[5]![1]!}`],
  },
  {
    what: 'a log that was emptied',
    change: ({ objects, first }) => (objects.get(first.logs[5]![1]!)!.bytes = Buffer.alloc(0)),
    expected: ({ logs }) => [`alteredLog ${logs[5]![1]!}`],
  },
  {
    what: 'records behind a log, as a member of their own',
    change: ({ objects, first }) => {
      const stored = objects.get(first.logs[5]![1]!)!;
      stored.bytes = Buffer.concat([stored.bytes, gzipSync('{"Records":[]}')]);
    },
    expected: ({ logs }) => [`alteredLog ${logs[5]![1]!}`],
  },
  {
    what: 'removed logs',
    change: (made) => remove(made.first.logs[2]![0]!, made.first.logs[7]![2]!)(made),
    expected: ({ logs }) => [`missingLog ${logs[2]![0]!}`, `missingLog ${logs[7]![2]!}`],
  },
  {
    what: 'an added log',
    change: ({ objects, first }) =>
      objects.set(
        first.logs[5]![1]!.replace(/_[^_]*$/, '_0000000000000000.json.gz'),
        objects.get(first.logs[5]![1]!)!,
      ),
    expected: ({ logs }) => [`addedLog ${logs[5]![1]!.replace(/_[^_]*$/, '_0000000000000000.json.gz')}`],
  },
  {
    what: 'an altered digest',
    change: ({ objects, first }) =>
      rewrite(objects, first.digests[4]!, (text) =>
        text.replace(/"hashValue":"[0-9a-f]{64}"/, `"hashValue":"${'0'.repeat(64)}"`),
      ),
    expected: ({ digests }) => [`alteredDigest ${digests[4]!}`],
  },
  {
    what: 'an altered last digest',
    change: ({ objects, first }) => rewrite(objects, first.digests[11]!, (text) => `${text} `),
    expected: ({ digests }) => [`badSignature ${digests[11]!}`],
  },
  ...[1, 2, 3].map((count): Tampering => ({
    what: `${count} removed digests in a row`,
    change: (made) => remove(...made.first.digests.slice(5, 5 + count))(made),
    expected: ({ digests }) => [
      `missingDigest ${digests[4 + count]!}`,
      ...(count > 1 ? [`hoursWithoutDigest ${digests[5 + count]!}`] : []),
    ],
  })),
  {
    what: 'a removed first digest',
    change: (made) => remove(made.first.digests[0]!)(made),
    expected: ({ digests }) => [`missingDigest ${digests[0]!}`],
  },
  {
    what: 'a digest and its logs, removed together',
    change: (made) => remove(made.first.digests[6]!, ...made.first.logs[6]!)(made),
    expected: ({ digests }) => [`missingDigest ${digests[6]!}`],
  },
  {
    what: 'two digests in each other’s place',
    change: ({ objects, first }) => {
      const [one, other] = [first.digests[4]!, first.digests[7]!];
      const stored = objects.get(one)!;
      objects.set(one, objects.get(other)!);
      objects.set(other, stored);
    },
    expected: ({ digests }) => [`movedDigest ${digests[4]!}`, `movedDigest ${digests[7]!}`],
  },
  {
    what: 'a digest signed by another key under the same fingerprint',
    change: ({ objects, first }) => {
      const stored = objects.get(first.digests[11]!)!;
      stored.metadata['signature'] = signatureOf(gunzipSync(stored.bytes), foreign!);
    },
    expected: ({ digests }) => [`badSignature ${digests[11]!}`],
  },
  {
    what: 'a digest signed again, altered, by a key that CloudTrail does not have',
    change: ({ objects, first }) => {
      const key = first.digests[11]!;
      rewrite(objects, key, (text) => text.replace(current!.fingerprint, foreign!.fingerprint));
      const stored = objects.get(key)!;
      stored.metadata['signature'] = signatureOf(gunzipSync(stored.bytes), foreign!);
    },
    expected: ({ digests }) => [`unknownKey ${digests[11]!}`],
  },
  {
    what: 'a signature that is cut',
    change: ({ objects, first }) => {
      const { metadata } = objects.get(first.digests[4]!)!;
      metadata['signature'] = metadata['signature']!.slice(0, 100);
    },
    expected: ({ digests }) => [`badSignature ${digests[4]!}`],
  },
  {
    what: 'a signature that is gone',
    change: ({ objects, first }) => (objects.get(first.digests[4]!)!.metadata = {}),
    expected: ({ digests }) => [`badSignature ${digests[4]!}`],
  },
  {
    what: 'a digest that is cut',
    change: ({ objects, first }) => {
      const stored = objects.get(first.digests[4]!)!;
      stored.bytes = stored.bytes.subarray(0, 200);
    },
    expected: ({ digests }) => [`malformedDigest ${digests[4]!}`],
  },
];

describe('names each kind of tampering, and nothing else', () => {
  test.each(TAMPERINGS)('$what', async ({ change, expected }) => {
    const made = organisation();
    change(made);
    const run = await verifyAlone(made);
    expect(found(run).sort()).toEqual(expected(made.first).sort());
    expect(run.integrity.intact).toBe(false);
  });
});

test('a run says what it found, and is incomplete', async () => {
  const made = organisation();
  rewrite(made.objects, made.first.logs[5]![1]!, (text) => text.replace('ann', 'bob'));
  remove(made.first.logs[2]![0]!)(made);
  const run = await verify(made);
  expect(found(run)).toEqual([
    `missingLog ${made.first.logs[2]![0]!}`,
    `alteredLog ${made.first.logs[5]![1]!}`,
  ]);
  expect(run.complete).toBe(false);
  expect(run.warnings.join()).toContain('1 missingLog, 1 alteredLog');
  expect(run.gaps.map(({ kind, from }) => ({ kind, from }))).toEqual([
    { kind: 'missing', from: START + 2 * 3600 },
    { kind: 'altered', from: START + 5 * 3600 },
  ]);
});

test('logging that stopped for some hours is a gap', async () => {
  const made = organisation({ startingHours: [0, 8] });
  for (const trail of [made.first])
    remove(...trail.digests.slice(5, 8), ...trail.logs.slice(5, 8).flat())(made);
  const run = await verifyAlone(made);
  expect(found(run)).toEqual([`hoursWithoutDigest ${made.first.digests[8]!}`]);
  expect(run.gaps).toEqual([
    {
      kind: 'noDigest',
      account: ACCOUNTS[0],
      region: REGIONS[0],
      from: START + 5 * 3600,
      to: START + 8 * 3600,
      amount: 3,
    },
  ]);
});

describe('backfill digests', () => {
  /** Three hours whose digests CloudTrail did not deliver, and wrote later: each alone, or as a chain of their own. */
  function backfilled(isChain: boolean): Made & { readonly backfills: string[] } {
    const made = organisation({ startingHours: [0, 8] });
    const { objects, first } = made;
    let previous: SignedDigest | undefined;
    const backfills = first.digests.slice(5, 8).map((key) => {
      const text = gunzipSync(objects.get(key)!.bytes).toString();
      const { logFiles } = JSON.parse(text) as { logFiles: Record<string, string>[] };
      const { start, end } = parseDigest(Buffer.from(text)) as Digest;
      const digest = signedDigest(
        {
          ...{ bucket: made.name, account: ACCOUNTS[0]!, from: start, to: end },
          key: key.replace('.json.gz', '_backfill.json.gz'),
          logs: logFiles.map((log) => ({
            key: log['s3Object']!,
            sha256: log['hashValue']!,
            oldest: parseInstant(log['oldestEventTime']!)!,
            newest: parseInstant(log['newestEventTime']!)!,
          })),
          previous: isChain ? previous : undefined,
        },
        current!,
      );
      previous = digest;
      const metadata = { ...digest.metadata, 'backfill-generation-timestamp': '2026-03-05T00:00:00Z' };
      objects.set(digest.key, { bytes: gzipSync(digest.text), metadata });
      objects.delete(key);
      return digest.key;
    });
    return { ...made, backfills };
  }

  test.each([false, true])('fill the hours that had none; in a chain of their own: %s', async (isChain) => {
    const run = await verifyAlone(backfilled(isChain));
    expect(found(run)).toEqual([]);
    expect(run.gaps).toEqual([]);
    expect(run.integrity).toMatchObject({
      intact: true,
      digests: { read: 4 * HOURS, signed: 4 * HOURS, backfill: 3 },
      logs: { verified: 4 * 30, withoutDigest: 0 },
    });
  });

  test('their logs are checked, and so are their signatures', async () => {
    const made = backfilled(true);
    rewrite(made.objects, made.first.logs[5]![1]!, (text) => text.replace('ann', 'bob'));
    remove(made.first.logs[6]![0]!)(made);
    rewrite(made.objects, made.backfills[2]!, (text) => `${text} `);
    const run = await verifyAlone(made);
    expect(found(run).sort()).toEqual(
      [
        `alteredLog ${made.first.logs[5]![1]!}`,
        `missingLog ${made.first.logs[6]![0]!}`,
        `badSignature ${made.backfills[2]!}`,
        `hoursWithoutDigest ${made.first.digests[8]!}`,
      ].sort(),
    );
  });
});

test('only what a run reads is compared', async () => {
  const made = organisation();
  remove(made.first.logs[1]![0]!, made.first.digests[2]!)(made);
  const before = await verify(made, { from: START + 7 * 3600, warmup: 0 });
  expect(found(before)).toEqual([]);
  expect(before.integrity!.logs.verified).toBeGreaterThan(40);
  const other = organisation();
  remove(other.first.logs[1]![0]!)(other);
  const inside = await verify(other, {}, `/AWSLogs/${ACCOUNTS[1]}/CloudTrail/${REGIONS[1]}`);
  expect(found(inside)).toEqual([]);
  expect(inside.integrity!.logs.verified).toBe(30);
});

test('a trail without digests is not verified', async () => {
  const made = organisation();
  for (const key of [...made.objects.keys()]) if (key.includes('Digest')) made.objects.delete(key);
  const run = await verifyAlone(made);
  expect(run.integrity.intact).toBe(false);
  expect(KINDS(run)).toEqual({ hoursWithoutDigest: 4 * 10 });
});

describe('a copy in a folder, where there is no metadata', () => {
  const copy = ({ objects }: Made): string => {
    const folder = temporaryFolder();
    for (const [key, { bytes }] of objects) {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), bytes);
    }
    return folder;
  };
  const verifyCopy = (made: Made, keys = [old!, current!]) =>
    verifyAlone(made, openDirectory(copy(made)), keys);

  test('all signatures but the last of each chain are checked', async () => {
    const run = await verifyCopy(organisation());
    expect(run.integrity).toMatchObject({
      intact: true,
      digests: { signed: 4 * (HOURS - 1), unchecked: 4 },
      logs: { verified: 4 * 27, unproven: 4 * 3 },
    });
  });

  test('without keys, hashes and links are checked', async () => {
    const run = await verifyCopy(organisation(), []);
    expect(run.integrity).toMatchObject({ intact: true, digests: { signed: 0, unchecked: 4 * HOURS } });
  });

  test('what was removed and altered is named', async () => {
    const made = organisation();
    remove(made.first.logs[2]![0]!, made.first.digests[6]!, made.first.digests[7]!)(made);
    rewrite(made.objects, made.first.logs[4]![0]!, (text) => text.replace('ann', 'bob'));
    expect(KINDS(await verifyCopy(made))).toEqual({
      missingLog: 1,
      alteredLog: 1,
      missingDigest: 1,
      hoursWithoutDigest: 1,
    });
  });

  test('a state does not hide what was altered after it was read', async () => {
    const state = join(temporaryFolder(), 'state');
    const made = organisation();
    const folder = copy(made);
    await (await scan({ sources: [folder], threads: 1, state })).close();
    const run = await scan({ sources: [folder], threads: 1, state, verify: {} });
    await run.close();
    expect(run.integrity!.logs).toMatchObject({ named: 120, unproven: 120 });
    expect(run.warnings.join()).toContain('signatures of 48 digests were not checked');
  });
});
