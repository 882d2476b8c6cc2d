import { randomUUID } from 'node:crypto';
import { putObject } from '../../src/source/s3/put-object.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import { createBucket, deleteObject } from '../support/s3-server.js';
import { contentOf, FOREVER, type Stage } from './source-cases.js';

export interface S3Stage extends Stage {
  readonly s3Bucket: string;
}

/** A stage that is a new bucket on a server. */
export async function s3Stage(options: S3Options): Promise<S3Stage> {
  const s3Bucket = `stage-${randomUUID()}`;
  await createBucket(s3Bucket, options);
  const client = new S3Client(s3Bucket, options);
  return {
    s3Bucket,
    readsChanged: true,
    put: async (keys, content) => {
      await Promise.all(keys.map((key) => putObject(client, key, content ?? contentOf(key), FOREVER)));
    },
    remove: (key) => deleteObject(s3Bucket, key, options),
    open: (root) => openS3(root === '' ? `s3://${s3Bucket}` : `s3://${s3Bucket}/${root}`, options),
    close: () => client.close(),
  };
}
