import { TrailspikeError } from '../../model/errors.js';

/** A bucket, and the prefix in it that a run starts from. */
export interface S3Location {
  readonly s3Bucket: string;
  /** As the user wrote it, without slashes at its end; empty for the whole bucket. */
  readonly prefix: string;
}

const S3_URI = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9])(?:\/+(.*))?$/is;

/**
 * Parses `s3://bucket[/prefix]`. The prefix is the beginning of keys as they are, not percent-encoded.
 * @throws TrailspikeError `E_USAGE` for any other text
 */
export function parseS3Uri(text: string): S3Location {
  const match = S3_URI.exec(text);
  if (!match) {
    throw new TrailspikeError('E_USAGE', `not the name of a bucket: ${text}`, {
      hint: 'Write s3://BUCKET or s3://BUCKET/PREFIX; access points and ARNs are not supported.',
    });
  }
  return { s3Bucket: match[1]!, prefix: (match[2] ?? '').replace(/\/+$/, '') };
}

export function formatS3Uri(s3Bucket: string, key: string): string {
  return key === '' ? `s3://${s3Bucket}` : `s3://${s3Bucket}/${key}`;
}

/** The key of an object in the form of `formatS3Uri`. */
export function keyOf(uri: string): string {
  return uri.slice(uri.indexOf('/', 's3://'.length) + 1);
}
