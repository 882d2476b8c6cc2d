import type { TimeRange } from '../model/time.js';
import type { S3Access } from './s3/s3-access.js';

/** One object of a listing. */
export interface SourceObject {
  /** Where it is, whole and unique: `s3://bucket/key` or `file:///folder/name`. The ledger's key. */
  readonly uri: string;
  /** Its key in the bucket, or its path below the folder with `/` between the parts; a single file's name. */
  readonly key: string;
  /** Stored (compressed) size in bytes. */
  readonly size: number;
  /** Changes when the content does: S3's ETag without quotes, or the modification time in milliseconds. */
  readonly version: string;
}

/**
 * What part of the source a run wants. Sources use it to list less, by whole folders: accounts, regions, years,
 * months and days of delivery (UTC). What they list beyond it is skipped later, and what is in no such folder
 * they list whatever the plan says.
 */
export interface ListPlan {
  /** Delivery times wanted (object keys carry delivery time, records carry event time). */
  readonly delivered: TimeRange;
  /** Account ids wanted; empty means all. */
  readonly accounts: readonly string[];
  /** Regions wanted; empty means all. */
  readonly regions: readonly string[];
}

/** Told how long the parts of a read took, in milliseconds, waiting for its turn left out. */
export interface ReadClock {
  /** `first-byte`: until the other side began to answer; `body`: from there, or from the start, to the end. */
  record(stage: 'first-byte' | 'body', milliseconds: number): void;
}

/** Somewhere that CloudTrail objects lie. */
export interface Source {
  /** As the user named it, normalised: `s3://bucket/prefix` or `file:///folder`. */
  readonly uri: string;
  /**
   * The objects, in no promised order, each once, as a stream that never holds the whole listing and rests while
   * nobody takes from it. Of a root with trails (`AWSLogs` folders) it lists their CloudTrail objects, no digests,
   * no insights and nothing that lies beside; of a root without, everything. Leaving the loop early, or the signal,
   * ends all that is under way before the loop is left.
   * @throws TrailspikeError `E_SOURCE_NOT_FOUND` (an empty folder too), `E_SOURCE_ACCESS`, `E_SOURCE_CREDENTIALS`,
   *   `E_SOURCE_NETWORK`, `E_SOURCE_RESPONSE`, `E_USAGE` (too many folders beside the trails to search them all);
   *   the signal's reason once it is aborted
   */
  list(plan: ListPlan, signal: AbortSignal): AsyncIterable<SourceObject>;
  /**
   * Present when the objects are files of this machine: the absolute path of one, for a thread that had better read
   * it itself. `FileLoader` does so with the same outcome as `read`.
   */
  pathOf?(object: SourceObject): string;
  /**
   * Present when the objects lie in S3: what another thread needs now to read them itself. `ObjectFetcher` does so
   * with the same outcome as `read`, or leaves an object to `read`.
   * @throws TrailspikeError `E_SOURCE_CREDENTIALS`
   */
  access?(): Promise<S3Access>;
  /**
   * The whole object, in an ArrayBuffer of its own that may be transferred to another thread.
   * Any number of reads may be under way; the source itself keeps to what its other side bears.
   * @throws ObjectReadError when this one object cannot be read, or is not any more what was listed;
   *   TrailspikeError when none can; the signal's reason once it is aborted
   */
  read(object: SourceObject, signal: AbortSignal, clock?: ReadClock): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends all connections. Reads under way fail; nothing keeps the process alive any longer. */
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
