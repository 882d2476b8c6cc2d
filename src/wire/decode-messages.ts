import type { Heartbeats } from '../base/heartbeats.js';
import type { HashKey } from '../base/keyed-hash.js';
import type { DecodeLimits } from '../decode/decode-limits.js';
import type { DecoderUse } from '../decode/decoders.js';
import type { EncodedLatency } from '../metrics/stages.js';
import type { IdentityMode } from '../model/identity.js';
import type { Measure } from '../rule/measure.js';
import type {
  ListedPage,
  ListPlan,
  ObjectColumns,
  PageRequest,
  ReadPage,
  SourceDescription,
} from '../source/source.js';
import type { RecordSearch } from '../triage/search/record-search.js';
import type { PackedOutcomes } from './packed-outcomes.js';

/*
 * What crosses between the main thread and the decode threads. Bodies and packed batches are bytes; all else is small.
 */

/** Given to each decode thread when it starts. */
export interface DecodeSetup {
  readonly limits: DecodeLimits;
  /** Number of decode threads. */
  readonly threads: number;
  /** Jobs that each of them may have at once. */
  readonly atOnce: number;
  /** Where they give signs of life. */
  readonly beats: Heartbeats;
  /** What they count; null: they only search. */
  readonly work: CountingSetup | null;
}

/** What to count: each job without a search gives batches for the shards. */
export interface CountingSetup {
  readonly identityMode: IdentityMode;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** One in so many objects is decoded by both decoders, and the results are compared. 0: none. */
  readonly verifyEvery: number;
  /** Whether the content of objects with CloudTrail's own names is hashed. */
  readonly hashContents: boolean;
  readonly shards: number;
  /** Of the hashes of names and identities; the shards have the same. */
  readonly hashKey: HashKey;
  /** What is counted, at least one. */
  readonly measures: readonly Measure[];
}

/** What to search for. */
export interface SearchTask {
  /** The same for equal searches only, so that a thread prepares each once. */
  readonly id: number;
  readonly search: RecordSearch;
}

/** Objects for one decode thread to decode. */
export type DecodeJob = BodiesJob | DescribedJob;

/** The objects of a job, by column. */
interface JobObjects extends Pick<ObjectColumns, 'sizes' | 'deliveredAt'> {
  /** Whether the outcome of each object is needed; otherwise the sums of ordinary ones are (`isOrdinary`). */
  readonly each: boolean;
  /** Present: the job searches, and gives the records that it finds. */
  readonly search?: SearchTask | undefined;
}

/** Objects that the main thread has read: their bodies end to end in one buffer, which is transferred. */
export interface BodiesJob extends JobObjects {
  readonly kind: 'bodies';
  readonly bodies: Uint8Array<ArrayBuffer>;
}

/** Objects of one source that the decode thread reads itself: as listed, so that one that changed since is noticed. */
export interface DescribedJob extends JobObjects, ObjectColumns {
  readonly kind: 'described';
  readonly source: SourceDescription;
}

/** A page of a listing for a decode thread to ask for, once. */
export interface PageTask {
  readonly kind: 'page';
  readonly source: SourceDescription;
  readonly request: PageRequest;
  readonly filter: ListPlan;
}

/** What the main thread asks of decode threads. */
export type DecodeTask = DecodeJob | PageTask;

/** `undefined`: the request failed. */
export type PageReply = ReadPage<ListedPage> | undefined;

export interface DecodeReply {
  /** Of all objects but those in `left`. */
  readonly outcomes: PackedOutcomes;
  /** Indices of the objects that the main thread must read, because no read of the source succeeds on this thread. */
  readonly left: readonly number[];
  /** Of a job that counts. */
  readonly batches: readonly RoutedBatch[];
  /** Of a job that searches: the records, packed (`foundRecords`); else null. */
  readonly found: Uint8Array | null;
  /** Of each object: reading (`body`, `first-byte`), inflating, matching; of each retrieval: its delivery lag. */
  readonly latency: EncodedLatency;
  /** Milliseconds that this thread was busy with the job, by activity. */
  readonly busy: DecodeBusy;
  readonly decoder: DecoderUse;
  /** Objects of the job that were decoded by both decoders, with equal results. */
  readonly verified: number;
  /** The first 16 bytes of the SHA-256 of each object's content, zeros where there is none; null: not asked for. */
  readonly hashes: Uint8Array | null;
}

/** Milliseconds of a decode thread by activity. `extract`, parsing and projecting records, is part of `match`. */
export interface DecodeBusy {
  /** Reads that block the thread. */
  read: number;
  inflate: number;
  match: number;
  extract: number;
  route: number;
  /** Work on requests to other machines, for any of the thread's jobs. */
  fetch: number;
  /** Sum of all. */
  total: number;
}

/** A packed batch of retrievals of one measure on its way to a shard. */
export interface RoutedBatch {
  /** Index of the measure. */
  readonly measure: number;
  readonly shard: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly retrievals: number;
}
