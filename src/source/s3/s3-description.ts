import type { S3Credentials, S3Options } from './s3-options.js';
import type { S3Settings } from './s3-settings.js';

/**
 * What another thread needs to read the objects of a bucket. It can be cloned, so it holds keys instead of the
 * function that provides them, and settings that are resolved. It is made again for each decode job, because keys expire.
 */
export interface S3Description extends Pick<
  S3Options,
  'requestPayer' | 'anonymous' | 'maxConcurrency' | 'retryFor' | 'speed'
> {
  readonly s3Bucket: string;
  /** With the region of the bucket, as far as it is known. */
  readonly settings: S3Settings;
  /** Memory of the `ProgressClock` of the run. */
  readonly progress: SharedArrayBuffer;
  /** Whether the server has answered any request: then it is known to be the right one. */
  readonly hasResponded: boolean;
  /** Key of an object that was read. */
  readonly readable?: string;
  /** Absent: requests are not signed. */
  readonly keys?: S3Credentials;
}
