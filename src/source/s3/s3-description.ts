import type { S3Credentials, S3Options } from './s3-options.js';

/**
 * What another thread needs to read the objects of a bucket. It can be cloned, so it holds keys instead of the
 * function that provides them. It is made again for each decode job, because keys expire.
 */
export interface S3Description extends Pick<
  S3Options,
  'endpoint' | 'pathStyle' | 'requestPayer' | 'anonymous' | 'maxConcurrency'
> {
  readonly s3Bucket: string;
  /** Region of the bucket, as far as it is known. */
  readonly region: string;
  /** Absent: requests are not signed. */
  readonly keys?: S3Credentials;
}
