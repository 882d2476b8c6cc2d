import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putObject } from '../../src/source/s3/put-object.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import { retrievalRecord } from '../support/plain-record.js';
import { scanResult, scanTo } from '../support/run-output.js';
import { createBucket, startS3Server, type S3Server } from '../support/s3-server.js';
import { temporaryFolder } from '../support/temporary.js';

const ACCOUNT = '111122223333';
const keyOf = (day: string): string =>
  `AWSLogs/${ACCOUNT}/CloudTrail/eu-central-1/2026/03/${day}/` +
  `${ACCOUNT}_CloudTrail_eu-central-1_202603${day}T1305Z_abc.json.gz`;
const KEYS = [...['01', '02', '03', '04'].map(keyOf), 'cloudtrail/a b+c/000000.gz'];
const bodyOf = (key: string): Buffer => gzipSync(JSON.stringify({ Records: [retrievalRecord(key)] }));
const NEVER = new AbortController().signal;

let server: S3Server;
let client: S3Client;
const folder = temporaryFolder();

beforeAll(async () => {
  server = await startS3Server();
  await createBucket('listed', server.options);
  client = new S3Client('listed', server.options);
  for (const key of KEYS) {
    await putObject(client, key, bodyOf(key), NEVER);
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), bodyOf(key));
  }
});
afterAll(() => Promise.all([client.close(), server.close()]));

const fileWith = (text: string | Buffer, name = 'keys.txt'): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
};

describe.each(['main', 'threads'] as const)('read by %s', (fetch) => {
  const common = { threads: 1, shards: 1, fetch };

  test('keys of a bucket and s3:// addresses give what a listing gives, and nothing is listed', async () => {
    const s3 = server.options;
    const whole = await scanTo({ ...common, sources: ['s3://listed'], s3 });
    expect(whole.run.coverage).toMatchObject({ listed: 5, decoded: 5 });
    const keys = fileWith(KEYS.join('\r\n'));
    const addresses = fileWith(gzipSync(KEYS.map((key) => `s3://listed/${key}\n`).join('')));
    for (const options of [
      { sources: ['s3://listed'], list: keys },
      { sources: [], list: addresses },
    ]) {
      const before = server.requests.length;
      const listed = await scanTo({ ...common, ...options, s3 });
      expect(listed.buckets).toBe(whole.buckets);
      expect(listed.run.coverage).toMatchObject({ listed: 5, read: 5, decoded: 5, failed: {} });
      expect(server.requests.slice(before).filter((request) => request.includes('list-type'))).toEqual([]);
    }
  });

  test('what does not exist is counted, and the rest is read', async () => {
    const list = fileWith([...KEYS, 'gone.json.gz'].join('\n'));
    for (const source of [folder, 's3://listed']) {
      const run = await scanResult({ ...common, sources: [source], list, s3: server.options });
      expect(run.coverage).toMatchObject({ listed: 6, decoded: 5, failed: { vanished: 1 } });
      expect(run.failures[0]!.uri).toMatch(/gone\.json\.gz$/);
    }
  });

  test('the plan applies to listed keys', async () => {
    const to = Date.UTC(2026, 2, 2) / 1000;
    const options = { to, deliverySlack: 86_400, accounts: [ACCOUNT], regions: ['eu-central-1'] };
    const run = await scanResult({
      ...common,
      ...options,
      sources: [folder],
      list: fileWith(KEYS.join('\n')),
    });
    expect(run.coverage).toMatchObject({ listed: 5, decoded: 3, skipped: { deliveredLater: 2 } });
  });
});

describe('an inventory', () => {
  const rows = [
    ...KEYS.map((key) => [
      key,
      'true',
      'false',
      bodyOf(key).length,
      createHash('md5').update(bodyOf(key)).digest('hex'),
    ]),
    ['old.json.gz', 'false', 'false', 10, 'x'],
    ['deleted.json.gz', 'true', 'true', '', ''],
  ] as const;
  const data = gzipSync(
    rows
      .map(([key, latest, deleted, size, etag]) =>
        ['listed', encodeURIComponent(key).replaceAll('%20', '+'), latest, deleted, size, etag]
          .map((field) => `"${field}"\n`.trim())
          .join(','),
      )
      .join('\n'),
  );
  const DATA_KEY = 'lists/listed/daily/data/0a1b.csv.gz';
  const manifest = JSON.stringify({
    sourceBucket: 'listed',
    destinationBucket: 'arn:aws:s3:::inventories',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, IsLatest, IsDeleteMarker, Size, ETag',
    files: [{ key: DATA_KEY, size: data.length, MD5checksum: createHash('md5').update(data).digest('hex') }],
  });
  const MANIFEST_KEY = 'lists/listed/daily/2026-03-05T01-00Z/manifest.json';
  const expected = { listed: 7, read: 5, decoded: 5, skipped: { notCurrent: 2 }, failed: {} };

  test('in its bucket', async () => {
    await createBucket('inventories', server.options);
    const inventories = new S3Client('inventories', server.options);
    await putObject(inventories, DATA_KEY, data, NEVER);
    await putObject(inventories, MANIFEST_KEY, Buffer.from(manifest), NEVER);
    await inventories.close();
    const list = `s3://inventories/${MANIFEST_KEY}`;
    const run = await scanResult({ sources: [], list, s3: server.options, threads: 1, shards: 1 });
    expect(run.coverage).toMatchObject(expected);
    expect(run.coverage.bytes).toBe(KEYS.reduce((sum, key) => sum + bodyOf(key).length, 0));
    expect(run.totals.retrievals).toBe(5);
  });

  test.each([
    ['copied as it was', MANIFEST_KEY, DATA_KEY],
    ['with its data beside the manifest', 'manifest.json', '0a1b.csv.gz'],
    ['with its data in a folder beside', 'm/manifest.json', 'data/0a1b.csv.gz'],
  ])('on this machine, %s', async (_, manifestAt, dataAt) => {
    const copy = temporaryFolder();
    for (const [name, content] of [
      [manifestAt, manifest],
      [dataAt, data],
    ] as const) {
      mkdirSync(dirname(join(copy, name)), { recursive: true });
      writeFileSync(join(copy, name), content);
    }
    const list = join(copy, manifestAt);
    const run = await scanResult({ sources: [], list, s3: server.options, threads: 1, shards: 1 });
    expect(run.coverage).toMatchObject(expected);
  });
});

test.each([
  ['keys without a bucket', () => ({ sources: [], list: fileWith('a.json') }), /a\.json without a bucket/],
  ['keys for two sources', () => ({ sources: [folder, '/tmp'], list: fileWith('a.json') }), /2 sources/],
  ['an empty list', () => ({ sources: [folder], list: fileWith('\n') }), /names no object/],
  ['a missing list', () => ({ sources: [folder], list: '/nowhere/keys' }), /\/nowhere\/keys/],
  ['a bucket', () => ({ sources: [], list: 's3://listed' }), /is a bucket/],
])('%s: refused with what to do', async (_, options, message) => {
  const running = scanResult({ ...options(), threads: 1, shards: 1, s3: server.options });
  await expect(running).rejects.toThrow(message);
  await expect(running).rejects.toMatchObject({ hint: expect.any(String) as string });
});
