/**
 * What S3 charges for requests, in US dollars: S3 Standard in us-east-1, usage types `Requests-Tier1` (LIST) and
 * `Requests-Tier2` (GET) of AWS's price list for the service AmazonS3. Copies of it and of https://aws.amazon.com/s3/pricing/
 * from October 2025 and February 2026 agree. By the later one, other regions differ by −6 % (ap-northeast-1) to +40 %
 * (sa-east-1), and those of the United States and Europe by up to 10 %. Data that stays in the region of the bucket costs
 * nothing.
 */
export const S3_PRICES = {
  region: 'us-east-1',
  source: 'https://aws.amazon.com/s3/pricing/',
  asOf: 'February 2026',
  list: 0.005 / 1000,
  get: 0.0004 / 1000,
} as const;

/** Storage classes whose objects cannot be read until they are restored, unless a restored copy is there. */
export const ARCHIVED_CLASSES: ReadonlySet<string | undefined> = new Set(['GLACIER', 'DEEP_ARCHIVE']);
/** Of these, the listing does not say which objects are in an archive tier. */
export const TIERED_CLASS = 'INTELLIGENT_TIERING';
