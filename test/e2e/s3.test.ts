import { afterAll, beforeAll, expect, test } from 'vitest';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { s3Writer } from '../../src/simulate/s3-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { putObject } from '../../src/source/s3/put-object.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { giveLeastPolicy } from '../support/least-policy.js';
import { scanTo } from '../support/run-output.js';
import { createBucket, startS3Server, type S3Server } from '../support/s3-server.js';
import { temporaryFolder } from '../support/temporary.js';

const ORGANISATION = { days: 9, identities: 6, seed: 4, thefts: 3, noise: 0.5 };
/** Ceph's gateway where it runs, which checks signatures; else fauxqs in this process. */
const ceph = process.env['TRAILSPIKE_RADOSGW'];
const keyed = (accessKeyId: string, secretAccessKey: string): S3Options => ({
  endpoint: ceph!,
  region: 'us-east-1',
  credentials: () => Promise.resolve({ accessKeyId, secretAccessKey }),
});
const s3Bucket = `trail-${Date.now().toString(36)}`;
let server: S3Server | undefined;
let s3: S3Options;
/** Scans. Where the server enforces it, it may do no more than the README's policy allows. */
let reader: S3Options;

beforeAll(async () => {
  if (ceph === undefined) server = await startS3Server();
  s3 = server?.options ?? keyed('RGWK', 'RGWS');
  reader = server?.options ?? keyed('RGWR', 'RGWRS');
  await createBucket(s3Bucket, s3);
});

afterAll(() => server?.close());

test(`a trail in S3 (${ceph === undefined ? 'fauxqs' : 'Ceph'}) gives what the same trail in a folder gives`, async () => {
  const folder = temporaryFolder();
  await simulate(ORGANISATION, directoryWriter(folder));
  await simulate(ORGANISATION, s3Writer(`s3://${s3Bucket}/some/prefix`, s3));
  if (ceph !== undefined) await enforceLeastPolicy();
  const fromFolder = await scanTo({ sources: [folder], shards: 2, threads: 1 });
  for (const fetch of ['main', 'threads'] as const) {
    const fromS3 = await scanTo({ sources: [`s3://${s3Bucket}`], s3: reader, shards: 1, threads: 2, fetch });
    expect(fromS3.buckets).toBe(fromFolder.buckets);
    expect(fromS3.signals).toBe(fromFolder.signals);
    const { listed, read, bytes, decoded, matched } = fromFolder.run.coverage;
    expect(fromS3.run.coverage).toMatchObject({ listed, read, bytes, decoded, matched, failed: {} });
    const { 'first-byte': firstByte, body } = fromS3.run.latency.summaries();
    expect([firstByte?.count, body?.count]).toEqual([read, read]);
  }
}, 60_000); // a simulation twice, and three scans, two of them over a server in this process

/** The reader may do nothing at first; with the README's policy it may read, and still not write. */
async function enforceLeastPolicy(): Promise<void> {
  const denied = scanTo({ sources: [`s3://${s3Bucket}`], s3: reader });
  await expect(denied).rejects.toMatchObject({ code: 'E_SOURCE_ACCESS' });
  await giveLeastPolicy(s3Bucket, 'reader', s3);
  const client = new S3Client(s3Bucket, reader);
  const written = putObject(client, 'written', Buffer.from('x'), AbortSignal.timeout(10_000));
  await expect(written).rejects.toMatchObject({ code: 'E_SOURCE_ACCESS' });
  await client.close();
}
