import type { TimeRange } from '../model/time.js';

/** One object of a listing. */
export interface SourceObject {
  /** Where it is, whole and unique: `s3://bucket/key` or `file:///folder/name`. The ledger's key. */
  readonly uri: string;
  /** Its key below the bucket, or its path below the folder with `/` between the parts. */
  readonly key: string;
  /** Stored (compressed) size in bytes. */
  readonly size: number;
  /** Changes when the content does: S3's ETag without quotes, or the modification time in milliseconds. */
  readonly version: string;
}

/** What part of the source a run wants. Sources use it to list less; what they list beyond it is skipped later. */
export interface ListPlan {
  /** Delivery times wanted (object keys carry delivery time, records carry event time). */
  readonly delivered: TimeRange;
  /** Account ids wanted; empty means all. */
  readonly accounts: readonly string[];
  /** Regions wanted; empty means all. */
  readonly regions: readonly string[];
}

/** Somewhere that CloudTrail objects lie. */
export interface Source {
  /** As the user named it, normalised: `s3://bucket/prefix` or `file:///folder`. */
  readonly uri: string;
  /**
   * The objects, in no promised order, each once, as a stream that never holds the whole listing.
   * @throws TrailspikeError when the source does not exist, may not be read, or cannot be reached.
   */
  list(plan: ListPlan, signal: AbortSignal): AsyncIterable<SourceObject>;
  /**
   * The whole object, in an ArrayBuffer of its own that may be transferred to another thread.
   * Any number of reads may be under way; the source itself keeps to what its other side bears.
   * @throws ObjectReadError when this one object cannot be read; TrailspikeError when none can.
   */
  read(object: SourceObject, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** One object could not be read. The run counts it with its reason and goes on. */
export class ObjectReadError extends Error {
  override readonly name = 'ObjectReadError';
  readonly reason: 'vanished' | 'unreadable';

  constructor(reason: 'vanished' | 'unreadable', message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
