import type { PackedTexts } from '../base/packed-texts.js';
import type { Counts, FailReason, SkipReason } from '../model/coverage.js';
import type { TimeRange } from '../model/time.js';
import type { DigestName } from './digests/digest-name.js';

/** An object as it was listed: what it takes to read it, and to notice that it changed since. */
export interface StoredObject {
  /** Complete and unique address: `s3://bucket/key` or `file:///folder/name`. The key of the ledger. */
  readonly uri: string;
  /** Stored (compressed) size in bytes; `UNKNOWN_SIZE` when a list names the object and not its size. */
  readonly size: number;
  /**
   * Changes when the content does: S3's ETag without quotes, or the modification time in milliseconds. Empty when it is
   * not known; then a change is not noticed.
   */
  readonly version: string;
}

export const UNKNOWN_SIZE = -1;

/** One object of a listing. */
export interface SourceObject extends StoredObject {
  /** Its key in the bucket, or its path below the folder with `/` between the parts; the name of a single file. */
  readonly key: string;
  /**
   * What the listing knows besides. `beside`: it lies outside the trails of a source that has some. `notCurrent`: an
   * older version, or deleted.
   */
  readonly remark?: 'beside' | 'notCurrent';
  /** S3's storage class, such as `GLACIER`; absent for the standard one, and where the listing does not say. */
  readonly storageClass?: string;
}

/** Receives each folder that a listing does not enter, with its address. */
export type LeaveFolder = (reason: SkipReason, uri: string) => void;

/** A page of a flat listing, for another thread to ask for. */
export interface PageRequest {
  /** Parameters of the request, as the `SourceKind` understands them. */
  readonly query: Readonly<Record<string, string>>;
  /** With which each key must begin. */
  readonly prefix: string;
  /** What the listing knows of all objects of the page. */
  readonly remark: SourceObject['remark'] | undefined;
}

/** What a listing itself needs of a page: where it goes on, and what tells it from other pages. */
export interface PageEnds {
  /** The first and the last object of the page; the only one; none. */
  readonly objects: readonly Pick<SourceObject, 'key'>[];
  readonly folders: readonly string[];
  /** Token of the next page; absent on the last page. */
  readonly continuation: string | undefined;
}

/** A page that was asked for and read. */
export interface ReadPage<Objects> {
  readonly ends: PageEnds;
  readonly objects: Objects;
}

/** Objects of a source by column: handing many on takes little more than handing on one. */
export interface ObjectColumns {
  /** The address of each begins with this, and goes on with its name. */
  readonly base: string;
  readonly names: PackedTexts;
  readonly versions: PackedTexts;
  /** Stored size of each object, bytes. */
  readonly sizes: Float64Array;
  /** When each object was delivered, epoch seconds; 0 when its key does not say. */
  readonly deliveredAt: Float64Array;
}

/** What a run needs of a page of a flat listing: no object is made one by one that is read as most are. */
export interface ListedPage {
  /** Objects of the page, wanted or not. */
  readonly listed: number;
  /** Those that are not wanted. */
  readonly skipped: Counts<SkipReason>;
  /** An address for each reason. */
  readonly examples: Readonly<Partial<Record<SkipReason, string>>>;
  /** Wanted objects that cannot be read, as far as their names and sizes say. */
  readonly unreadable: readonly {
    readonly object: SourceObject;
    readonly deliveredAt: number;
    readonly fail: { readonly reason: FailReason; readonly detail: string };
  }[];
  readonly wanted: ObjectColumns;
  /** What the listing knows of all of them. */
  readonly remark: SourceObject['remark'] | undefined;
}

/** How a run has whole pages of flat listings asked for and read, elsewhere than on this thread. */
export interface PageTaker {
  /**
   * Asks for a page once. @returns `undefined` when that is not possible now, or failed: this thread has to ask
   * @throws the signal's reason once the run stops
   */
  readonly fetch: (request: PageRequest) => Promise<ReadPage<ListedPage> | undefined>;
  /** A page that this thread has asked for. @param base the address of an object is this and then its key */
  readonly pageOf: (
    objects: readonly SourceObject[],
    base: string,
    remark: SourceObject['remark'] | undefined,
  ) => ListedPage;
  /** Takes a page that was read. Resolves when there is room for more. */
  readonly take: (page: ListedPage) => Promise<void>;
}

/**
 * Which part of the source a run wants. Sources use it to list less, by whole folders: accounts, regions, years,
 * months and days of delivery (UTC). The run skips later what they list beyond the plan. Objects outside such
 * folders are always listed.
 */
export interface ListPlan extends ListWindow {
  /** Of that, only what lies in one of these parts. @default all */
  readonly windows?: readonly ListWindow[];
  /** Of that, only this slice: see `SliceDealer`. @default all */
  readonly slice?: ListingSlice;
}

/** One of `of` slices of a listing. */
export interface ListingSlice {
  /** 1 to `of`. */
  readonly part: number;
  /** 1 to `MOST_SLICES`. */
  readonly of: number;
}

export const MOST_SLICES = 999_999;

export interface ListWindow {
  /** Delivery times wanted (object keys carry the delivery time, records carry the event time). */
  readonly delivered: TimeRange;
  /** Account ids wanted; empty means all. */
  readonly accounts: readonly string[];
  /** Regions wanted; empty means all. */
  readonly regions: readonly string[];
}

/** Receives how long the parts of a read took, in milliseconds, without the time in a queue. */
export interface ReadClock {
  /** `first-byte`: until the response began; `body`: from there, or from the start of the read, to the end. */
  record(stage: 'first-byte' | 'body', milliseconds: number): void;
  /** What is read is no longer what was listed, but what the object is now. */
  changed?(): void;
}

/**
 * What a decode thread needs to read the objects of a source: plain data, which `structuredClone` can copy to another
 * thread.
 */
export interface SourceDescription<Data = unknown> {
  /** Name of the `SourceKind`. */
  readonly kind: string;
  /** What only that kind understands. */
  readonly data: Data;
}

/** A decode job is sent when it holds this much, whichever comes first. A larger object is a job of its own. */
export interface JobFill {
  /** Stored bytes. */
  readonly bytes: number;
  readonly objects: number;
}

/** How decode threads read the objects of a source. */
export interface ThreadReading {
  /**
   * `true`: a read waits for another machine, so a thread has many under way, and the run decides whether decode
   * threads or the main thread reads. `false`: a read blocks its thread, as that of a local file does; decode threads
   * always read such objects.
   */
  readonly waits: boolean;
  /** Size of the jobs of objects that decode threads read. */
  readonly jobFill: JobFill;
}

/** A place where CloudTrail objects are stored, as the main thread sees it. */
export interface Source {
  /** As the user named it, normalised: `s3://bucket/prefix` or `file:///folder`. */
  readonly uri: string;
  readonly threadReading: ThreadReading;
  /**
   * The objects, in no particular order, each once, as a stream that never holds the whole listing and pauses while
   * the consumer does: all of them, except for those in folders of trails that the plan does not want, of digests, of
   * insights and of other AWS services. When the loop is left early, or the signal is aborted, all requests under way
   * end before the loop does.
   * @param leave receives each folder that is not entered
   * @param pages takes pages of flat listings, whose objects are not in the stream then. A source need not know it.
   * @throws TrailspikeError `E_SOURCE_NOT_FOUND` (an empty folder too), `E_SOURCE_ACCESS`, `E_SOURCE_CREDENTIALS`,
   *   `E_SOURCE_NETWORK`, `E_SOURCE_RESPONSE`; the signal's reason once it is aborted
   */
  list(
    plan: ListPlan,
    signal: AbortSignal,
    leave?: LeaveFolder,
    pages?: PageTaker,
  ): AsyncIterable<SourceObject>;
  /**
   * The object with this key, without asking for it where that takes a request: a read finds out whether it exists.
   * @param key complete, also when the source is a prefix of a bucket; of a folder the path below it
   * @param known what a list says. @default size and version are not known
   */
  named(key: string, known?: Pick<StoredObject, 'size' | 'version'>): SourceObject;
  /**
   * Reads a whole object on this thread, into an ArrayBuffer of its own that may be transferred to another thread.
   * Any number of reads may be under way; the source itself limits its requests.
   * @throws ObjectReadError when this one object cannot be read, or is no longer what was listed;
   *   TrailspikeError when no object can be read; the signal's reason once it is aborted
   */
  read(object: StoredObject, signal: AbortSignal, clock?: ReadClock): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Describes the source for a decode thread. Asked for again before each decode job, because a description may hold
   * keys that expire. A reader opened from it returns the same bytes and errors as `read`.
   * @throws TrailspikeError `E_SOURCE_CREDENTIALS`
   */
  describe(): Promise<SourceDescription>;
  /** CloudTrail's digests, of sources that may have some. */
  readonly digests?: DigestStore;
  /**
   * Takes note of an object that an earlier run read: where no request gets on, it tells an outage from objects that fail.
   */
  wasReadable?(object: StoredObject): void;
  /** LIST requests sent so far; absent where a listing takes none. */
  listRequests?(): number;
  /** What was noticed so far that may not be meant, such as two settings of which one is not used; one sentence each. */
  warnings?(): readonly string[];
  /** Ends all connections. Reads under way fail; afterwards the source no longer keeps the process alive. */
  close(): Promise<void>;
}

/** A digest in a listing. */
export interface ListedDigest {
  readonly object: SourceObject;
  readonly name: DigestName;
}

/** The stored bytes of a digest, and what is stored with it. */
export interface DigestBytes {
  readonly bytes: Uint8Array;
  /** Its signature in hexadecimal, empty where it has none; null where no metadata is kept, as beside files. */
  readonly signature: string | null;
  /** `SHA256withRSA`; empty where it is not said. */
  readonly algorithm: string;
}

/** The digests of a source: listed apart from its objects, because a chain is read in its order. */
export interface DigestStore {
  /** Name of the bucket; null where it is not known: in folders, and behind an access point. */
  readonly bucket: string | null;
  /** Folders of digests that belong to the source and lie outside it: those beside the trail that it is part of. */
  readonly beside: readonly string[];
  /** Addresses of the folders of regions that are wanted, below a folder `CloudTrail-Digest`. */
  regions(folder: string, plan: ListPlan, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * The digests in the folder of a region whose time touches the wanted time of delivery, by the time when theirs ended.
   * At most those of a month are held.
   */
  digests(folder: string, plan: ListPlan, signal: AbortSignal): AsyncIterable<ListedDigest>;
  /**
   * Asks CloudTrail for the public keys of a region; absent where it cannot be asked.
   * @param around time of a digest, epoch seconds
   * @param endpoint base URL in place of CloudTrail's own
   * @throws TrailspikeError when they cannot be had
   */
  publicKeys?(
    region: string,
    around: number,
    endpoint: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly ListedKey[]>;
  /** @throws as `Source.read` */
  read(object: StoredObject, signal: AbortSignal): Promise<DigestBytes>;
}

/** A public key as CloudTrail gives it. */
export interface ListedKey {
  /** PKCS #1 in DER, in base64. */
  readonly value: string;
  readonly fingerprint: string;
}

/** One object could not be read. The run counts it with its reason and goes on. */
export class ObjectReadError extends Error {
  override readonly name = 'ObjectReadError';
  /**
   * `vanished`: deleted since it was listed; `unavailable`: the source failed again and again in a way that passes, so
   * that another try later may succeed; `unreadable`: anything else.
   */
  readonly reason: 'vanished' | 'unavailable' | 'unreadable';

  constructor(reason: ObjectReadError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
