import { TrailspikeError } from '../../model/errors.js';
import { splitAccessPoint } from './access-point.js';

/** A bucket, and the prefix in it that a run starts from. */
export interface S3Location {
  /** Name of the bucket, alias of an access point, or ARN of one (`arn:…:accesspoint/NAME`). */
  readonly s3Bucket: string;
  /** As the user wrote it, without the slash that ends its last part; empty for the whole bucket. */
  readonly prefix: string;
}

const S3_URI = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9])(?:\/(.*))?$/is;

/** Ends of the names of buckets and aliases that S3 serves by other protocols. */
const OTHER_SERVICES: readonly (readonly [end: string, what: string])[] = [
  ['--ol-s3', 'an access point of S3 Object Lambda'],
  ['--op-s3', 'an access point of S3 on Outposts'],
  ['--x-s3', 'a directory bucket'],
  ['.mrap', 'a multi-region access point'],
];

/**
 * Parses `s3://bucket[/prefix]`, where an access point may stand in place of the bucket: its alias, or its ARN (with or
 * without `s3://`). The prefix is the beginning of keys as they are: not percent-encoded, and a slash at its beginning
 * or a doubled one is part of the keys.
 * @throws TrailspikeError `E_USAGE` for any other text
 */
export function parseS3Uri(text: string): S3Location {
  const accessPoint = splitAccessPoint(text.replace(/^s3:\/\//i, ''));
  if (accessPoint !== undefined) return { s3Bucket: accessPoint.arn, prefix: prefixOf(accessPoint.rest) };
  const match = S3_URI.exec(text);
  if (!match) {
    throw new TrailspikeError('E_USAGE', `not the name of a bucket: ${text}`, {
      hint: 'Write s3://BUCKET or s3://BUCKET/PREFIX; an access point is named by its alias or its ARN.',
    });
  }
  const s3Bucket = match[1]!;
  const other = OTHER_SERVICES.find(([end]) => s3Bucket.endsWith(end))?.[1];
  if (other !== undefined) {
    throw new TrailspikeError('E_USAGE', `cannot read from ${s3Bucket}: ${other}`, {
      hint: 'Name the bucket itself, or an access point of S3.',
    });
  }
  return { s3Bucket, prefix: prefixOf(match[2] ?? '') };
}

function prefixOf(rest: string): string {
  return rest.replace(/([^/])\/$/, '$1');
}

/** The beginning of all keys in the folder that a prefix names. */
export function folderOf(prefix: string): string {
  return prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
}

export function formatS3Uri(s3Bucket: string, key: string): string {
  return key === '' ? `s3://${s3Bucket}` : `s3://${s3Bucket}/${key}`;
}

/** The key of an object of this bucket, from its URI in the form of `formatS3Uri`. */
export function keyOf(s3Bucket: string, uri: string): string {
  return uri.slice('s3://'.length + s3Bucket.length + 1);
}
