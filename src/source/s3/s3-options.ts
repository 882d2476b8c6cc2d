/** Keys to sign with, as the AWS SDK's providers give them. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** When they end; a provider is asked again before. Absent: they do not. */
  readonly expiration?: Date;
}

/** How to reach S3. Everything has the default that the AWS tools have. */
export interface S3Options {
  /** Base URL of an S3-compatible server. @default AWS's own of the region */
  readonly endpoint?: string;
  /** Profile in the shared AWS config and credentials files. @default `AWS_PROFILE`, then `default` */
  readonly profile?: string;
  /**
   * Region to ask first; a bucket elsewhere is followed and remembered.
   * @default `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`, then `us-east-1`
   */
  readonly region?: string;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. @default what bucket name and endpoint allow */
  readonly pathStyle?: boolean;
  /** Agree to pay for requests to a requester-pays bucket. @default false */
  readonly requestPayer?: boolean;
  /** Send unsigned requests, for public buckets. @default false */
  readonly anonymous?: boolean;
  /** Where keys come from. It is asked again shortly before they expire. @default the AWS default chain */
  readonly credentials?: () => Promise<S3Credentials>;
  /** Most requests under way at once; slow-downs lower it for a while. @default 64 */
  readonly maxConcurrency?: number;
}
