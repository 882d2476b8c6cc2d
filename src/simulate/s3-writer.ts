import { setMaxListeners } from 'node:events';
import { putObject } from '../source/s3/put-object.js';
import { S3Client } from '../source/s3/s3-client.js';
import type { S3Options } from '../source/s3/s3-options.js';
import { folderOf, parseS3Uri } from '../source/s3/s3-uri.js';
import type { ObjectWriter } from './object-writer.js';

/** Writes objects to an existing bucket, below the prefix of `uri`. Each call may throw a TrailspikeError. */
export function s3Writer(uri: string, options: S3Options): ObjectWriter {
  const { s3Bucket, prefix } = parseS3Uri(uri);
  const client = new S3Client(s3Bucket, options);
  const { signal } = new AbortController();
  setMaxListeners(0, signal); // every running write listens
  return {
    put: (key, bytes, metadata = {}) => {
      const headers = Object.entries(metadata).map(([name, text]) => [`x-amz-meta-${name}`, text]);
      const all = Object.fromEntries(headers) as Record<string, string>;
      return putObject(client, folderOf(prefix) + key, bytes, signal, all);
    },
    close: () => client.close(),
  };
}
