import type { ProgressClock } from '../progress-clock.js';

/** Keys to sign with, in the form of the AWS SDK's providers. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** When they expire; the provider is called again before that. Absent: never. */
  readonly expiration?: Date;
}

/** Gives keys; `forceRefresh`: not those that it gave before. */
export type CredentialProvider = (options: { readonly forceRefresh: boolean }) => Promise<S3Credentials>;

/** How to reach S3. The defaults are those of the AWS tools (docs/aws.md). */
export interface S3Options {
  /**
   * Base URL of an S3-compatible server.
   * @default `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`, the profile's `services` and `endpoint_url`, then that of AWS for
   *   the region
   */
  readonly endpoint?: string;
  /**
   * Profile in the shared AWS config and credentials files; its keys are used even where the environment has others.
   * @default `AWS_PROFILE`, then `default`
   */
  readonly profile?: string;
  /**
   * Region of the first request. When the bucket is in another region, later requests go there.
   * @default `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`, then `us-east-1`
   */
  readonly region?: string;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. @default depends on bucket name and endpoint */
  readonly pathStyle?: boolean;
  /** Agree to pay for requests to a requester-pays bucket. @default false */
  readonly requestPayer?: boolean;
  /** Send unsigned requests, for public buckets. @default false */
  readonly anonymous?: boolean;
  /** Provides keys. It is called again shortly before they expire. @default in the order of the AWS CLI */
  readonly credentials?: () => Promise<S3Credentials>;
  /** Whether requests follow `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. @default true */
  readonly proxy?: boolean;
  /**
   * How long requests are tried again while none of the run gets on, milliseconds. @default 900_000, which is 15 minutes
   */
  readonly retryFor?: number;
  /** When a request of the run last got on. Sources of one run share it. @default one for each source */
  readonly progress?: ProgressClock;
  /** How many times faster than real time pauses and limits of time pass; only tests hurry. @default 1 */
  readonly speed?: number;
  /** Most requests under way at once; lower for a while when S3 asks to slow down. @default 64 */
  readonly maxConcurrency?: number;
}
