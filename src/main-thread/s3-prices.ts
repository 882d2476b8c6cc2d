/**
 * What S3 charges for requests, in US dollars: S3 Standard in us-east-1, as https://aws.amazon.com/s3/pricing/ had it in
 * 2026. Other regions and storage classes differ. Data that stays in the region of the bucket costs nothing.
 */
export const S3_PRICES = {
  region: 'us-east-1',
  source: 'https://aws.amazon.com/s3/pricing/',
  asOf: '2026',
  list: 0.005 / 1000,
  get: 0.0004 / 1000,
} as const;

/** Storage classes whose objects cannot be read until they are restored, unless a restored copy is there. */
export const ARCHIVED_CLASSES: ReadonlySet<string | undefined> = new Set(['GLACIER', 'DEEP_ARCHIVE']);
/** Of these, the listing does not say which objects are in an archive tier. */
export const TIERED_CLASS = 'INTELLIGENT_TIERING';
