import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scan } from '../../src/main-thread/scan.js';
import { publicKeysText, signingKey } from '../../src/simulate/delivery/signed-digest.js';
import type { ObjectWriter } from '../../src/simulate/object-writer.js';
import { DIGEST_KEYS, simulate } from '../../src/simulate/simulate.js';
import { startBucketServer, type BucketServer } from '../support/bucket-server.js';
import type { Bucket } from '../support/digest-trail.js';
import { temporaryFolder } from '../support/temporary.js';

let s3: BucketServer;
beforeAll(async () => {
  s3 = await startBucketServer();
});
afterAll(async () => s3.close());

const OPTIONS = { days: 2, identities: 8, seed: 5 };

/** Keeps objects below a prefix, with their metadata. */
function writerTo(bucket: Bucket, prefix = ''): ObjectWriter {
  return {
    put: (key, bytes, metadata = {}) => {
      bucket.set(prefix + key, { bytes: Buffer.from(bytes), metadata: { ...metadata } });
      return Promise.resolve();
    },
  };
}

test('in a bucket, every log of a simulation is named by a digest whose signature fits', async () => {
  const objects: Bucket = new Map();
  s3.buckets.set('made', objects);
  const key = signingKey();
  const digests = { key, bucket: 'made', prefix: 'some/folder/' };
  const { labels } = await simulate(OPTIONS, writerTo(objects, 'some/folder/'), undefined, digests);
  const file = join(temporaryFolder(), 'keys.json');
  writeFileSync(file, publicKeysText([key]));
  expect(objects.get(`some/folder/${DIGEST_KEYS}`)!.bytes.toString()).toBe(publicKeysText([key]));
  const options = { sources: ['s3://made/some/folder'], s3: s3.options, threads: 1, shards: 1 };
  await using run = await scan({ ...options, verify: { keyFiles: [file] } });
  const { objects: logs, digests: written } = labels.totals;
  expect(run.integrity).toMatchObject({
    intact: true,
    digests: { read: written, signed: written, unchecked: 0 },
    logs: { named: logs, verified: logs, unproven: 0, recent: 0, withoutDigest: 0, unread: 0 },
    found: {},
  });
  expect(run.gaps).toEqual([]);
  expect(run.complete).toBe(true);
});

test('digests change no other object of a simulation', async () => {
  const plain: Bucket = new Map();
  const signed: Bucket = new Map();
  await simulate(OPTIONS, writerTo(plain));
  const digests = { key: signingKey(), bucket: 'made', prefix: '' };
  await simulate(OPTIONS, writerTo(signed), undefined, digests);
  const logs = (bucket: Bucket): string[] =>
    [...bucket].flatMap(([key, { bytes }]) =>
      key.includes('CloudTrail/') ? [`${key} ${bytes.toString('base64')}`] : [],
    );
  expect(logs(plain).length).toBeGreaterThan(50);
  expect(logs(signed).sort()).toEqual(logs(plain).sort());
});
