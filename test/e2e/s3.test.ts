import { afterAll, beforeAll, expect, test } from 'vitest';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { s3Writer } from '../../src/simulate/s3-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { scanTo } from '../support/run-output.js';
import { createBucket, startS3Server, type S3Server } from '../support/s3-server.js';
import { temporaryFolder } from '../support/temporary.js';

const ORGANISATION = { days: 9, identities: 6, seed: 4, thefts: 3, noise: 0.5 };
/** Ceph's gateway where it runs, which checks signatures; else fauxqs in this process. */
const ceph = process.env['TRAILSPIKE_RADOSGW'];
const s3Bucket = `trail-${Date.now().toString(36)}`;
let server: S3Server | undefined;
let s3: S3Options;

beforeAll(async () => {
  if (ceph === undefined) server = await startS3Server();
  s3 = server?.options ?? {
    endpoint: ceph!,
    region: 'us-east-1',
    credentials: () => Promise.resolve({ accessKeyId: 'RGWK', secretAccessKey: 'RGWS' }),
  };
  await createBucket(s3Bucket, s3);
});

afterAll(() => server?.close());

test(`a trail in S3 (${ceph === undefined ? 'fauxqs' : 'Ceph'}) gives what the same trail in a folder gives`, async () => {
  const folder = temporaryFolder();
  await simulate(ORGANISATION, directoryWriter(folder));
  await simulate(ORGANISATION, s3Writer(`s3://${s3Bucket}/some/prefix`, s3));
  const fromFolder = await scanTo({ sources: [folder], shards: 2, threads: 1 });
  for (const fetch of ['main', 'threads'] as const) {
    const fromS3 = await scanTo({ sources: [`s3://${s3Bucket}`], s3, shards: 1, threads: 2, fetch });
    expect(fromS3.buckets).toBe(fromFolder.buckets);
    expect(fromS3.signals).toBe(fromFolder.signals);
    const { listed, read, bytes, decoded, matched } = fromFolder.run.coverage;
    expect(fromS3.run.coverage).toMatchObject({ listed, read, bytes, decoded, matched, failed: {} });
    const { 'first-byte': firstByte, body } = fromS3.run.latency.summaries();
    expect([firstByte?.count, body?.count]).toEqual([read, read]);
  }
}, 60_000); // a simulation twice, and three scans, two of them over a server in this process
