/** What a hostile or broken object may cost before it is given up. */
export interface DecodeLimits {
  /** Bytes after inflating. */
  readonly maxInflatedBytes: number;
  /** Bytes after inflating for each stored byte; judged only above 16 MiB inflated. */
  readonly maxRatio: number;
  /** Bytes of one record that has to be parsed. CloudTrail's own cap is 256 KB. */
  readonly maxRecordBytes: number;
  /** Objects and arrays within each other in one record that has to be parsed, the record itself included. */
  readonly maxDepth: number;
}

export const DEFAULT_LIMITS: DecodeLimits = {
  maxInflatedBytes: 2 ** 30,
  maxRatio: 500,
  maxRecordBytes: 2 ** 20,
  maxDepth: 200,
};
