import type { S3Credentials, S3Options } from './s3-options.js';

/**
 * What another thread needs to read a bucket's objects. It can be cloned, so it has keys in place of where they come
 * from, and is made anew for every task: keys end.
 */
export interface S3Access extends Pick<
  S3Options,
  'endpoint' | 'pathStyle' | 'requestPayer' | 'anonymous' | 'maxConcurrency'
> {
  readonly s3Bucket: string;
  /** Where the bucket is, as far as is known. */
  readonly region: string;
  /** Absent: requests are not signed. */
  readonly keys?: S3Credentials;
}
