/** Limits for malicious or damaged objects. An object or a record that exceeds a limit fails. */
export interface DecodeLimits {
  /** Maximum size of an object after inflating, bytes. @default 1 GiB */
  readonly maxInflatedBytes: number;
  /**
   * Maximum ratio of the inflated size to the stored size. Checked only if the inflated size is above 16 MiB.
   * @default 500
   */
  readonly maxRatio: number;
  /** Maximum size of a record that must be parsed, bytes. CloudTrail itself has a limit of 256 KB. @default 1 MiB */
  readonly maxRecordBytes: number;
  /**
   * Maximum number of values of an object that may match, and so are kept and read: an object of 1 GiB has
   * at most 1.8 million records, which take 600 bytes at least.
   * @default 2,097,152
   */
  readonly maxRecords: number;
  /**
   * Maximum size of the records that a search finds in one job, bytes: they are copied, cross threads and are kept until
   * the main thread has read them. @default 256 MiB
   */
  readonly maxFoundBytes: number;
  /**
   * Maximum number of values, their keys included, in what must be parsed of an object of another program at once:
   * parsed, a value takes some 50 times the two bytes that it can be written in.
   * @default 6,291,456
   */
  readonly maxValues: number;
  /**
   * Maximum number of objects that may match and are neither records nor envelopes of them; one with many keys counts as
   * several. Each is looked at for about 10 µs.
   * @default 500,000
   */
  readonly maxOthers: number;
  /**
   * Maximum size of an object of another program that holds records, bytes: it must be parsed as a whole.
   * @default 128 MiB
   */
  readonly maxEnvelopeBytes: number;
  /**
   * Maximum depth of nested objects and arrays in a record that must be parsed; the record itself is 1.
   * @default 200
   */
  readonly maxDepth: number;
}

export const DEFAULT_LIMITS: DecodeLimits = {
  maxInflatedBytes: 2 ** 30,
  maxRatio: 500,
  maxRecordBytes: 2 ** 20,
  maxRecords: 2 ** 21,
  maxFoundBytes: 2 ** 28,
  maxValues: 6 * 2 ** 20,
  maxOthers: 500_000,
  maxEnvelopeBytes: 2 ** 27,
  maxDepth: 200,
};
