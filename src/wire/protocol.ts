import type { ErrorCode } from '../model/errors.js';
import type { IdentityMode } from '../model/identity.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import type { DecodeLimits } from '../decode/decode-limits.js';
import type { DecoderUse } from '../decode/decoders.js';
import type { Population } from '../detect/population.js';
import type { EncodedLatency } from '../metrics/stages.js';
import type { StoreTotals } from '../profile/profile-store.js';
import type { EventSelection, Exclusion } from '../rule/event-selection.js';
import type { Rule } from '../rule/rule.js';
import type { S3Access } from '../source/s3/s3-access.js';
import type { PackedOutcomes } from './packed-outcomes.js';

/*
 * Everything that crosses between threads. Bodies and packed batches are bytes; the rest is small.
 */

// ---- decode threads -------------------------------------------------------------------------------------

/** Given to every decode thread when it starts. */
export interface DecodeSetup {
  readonly identityMode: IdentityMode;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly limits: DecodeLimits;
  /** Every so many objects one is decoded by each decoder, and the results compared. 0: none */
  readonly verifyEvery: number;
  readonly shards: number;
  /** Decode threads there are. */
  readonly threads: number;
  /** Tasks that each of them may have at once. */
  readonly atOnce: number;
  /** The rule's events. */
  readonly events: EventSelection;
  readonly exclusions: readonly Exclusion[];
}

/** Some objects for one decode thread to decode. */
export type DecodeTask = BodiesTask | FilesTask | RemoteTask;

interface TaskObjects {
  /** Stored size of each object, in bytes. */
  readonly sizes: Float64Array;
  /** When each object was delivered, epoch seconds; 0 when its key does not say. */
  readonly deliveredAt: Float64Array;
}

/** Objects that were fetched, their bodies end to end in one transferred buffer. */
export interface BodiesTask extends TaskObjects {
  readonly kind: 'bodies';
  readonly bodies: Uint8Array<ArrayBuffer>;
}

/** Objects that the thread reads itself. */
export interface FilesTask extends TaskObjects {
  readonly kind: 'files';
  readonly paths: readonly string[];
  /** What was listed, so that a file that changed since is not taken for it. */
  readonly versions: readonly string[];
}

/** Objects of S3 that the thread fetches itself. */
export interface RemoteTask extends TaskObjects {
  readonly kind: 'remote';
  readonly access: S3Access;
  readonly keys: readonly string[];
  /** What was listed, so that an object that changed since is not taken for it. */
  readonly versions: readonly string[];
}

export interface DecodeReply {
  /** One for each object of the task, in order. */
  readonly outcomes: PackedOutcomes;
  /** Objects, by their place in the task, that the thread could not get at: their outcomes mean nothing. */
  readonly left: readonly number[];
  readonly batches: readonly RoutedBatch[];
  /** Of each object: reading (`body`, `first-byte`), inflating, matching; of each retrieval: its delivery lag. */
  readonly latency: EncodedLatency;
  /** Milliseconds that this thread was busy with the task, by what it did. */
  readonly busy: DecodeBusy;
  readonly decoder: DecoderUse;
  /** Objects of the task that were decoded in two ways, with the same result. */
  readonly verified: number;
}

/** Milliseconds by what a decode thread did; `extract`, parsing and projecting records, is part of `match`. */
export interface DecodeBusy {
  read: number;
  inflate: number;
  match: number;
  extract: number;
  route: number;
  /** For requests to S3, whichever tasks they were for. */
  fetch: number;
  /** All of it. */
  total: number;
}

export interface RoutedBatch {
  readonly shard: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly retrievals: number;
}

// ---- shard threads --------------------------------------------------------------------------------------

/** Given to a shard thread when it starts, and again to the one that replaces it. */
export interface ShardSetup {
  readonly shard: number;
  readonly shards: number;
  /** Seconds in a bucket. */
  readonly bucketDuration: number;
  /** Where this shard keeps its log and its snapshots. */
  readonly directory: string;
  /** Whether they outlive the run, whatever ends it; otherwise they need outlive this thread alone. @default true */
  readonly durable?: boolean;
  /** Distinguishes the files of this run from those of earlier ones. */
  readonly run: string;
}

export interface EvaluationRequest {
  readonly rule: Rule;
  /** Event time evaluated. */
  readonly range: TimeRange;
  /** Events before it are not looked at, epoch seconds. */
  readonly historyFrom: number;
}

export type ShardRequest =
  /** Loads what the directories hold for this shard and begins a log. Must come first, under a new epoch. */
  | { readonly kind: 'open'; readonly directories: readonly string[] }
  /** The batches, each in memory of its own, are empty afterwards. */
  | { readonly kind: 'ingest'; readonly batches: readonly Uint8Array<ArrayBuffer>[] }
  /** Makes everything ingested durable. */
  | { readonly kind: 'sync' }
  /** Writes snapshots of everything and begins a new log. */
  | { readonly kind: 'compact' }
  | { readonly kind: 'totals' }
  | { readonly kind: 'population'; readonly evaluation: EvaluationRequest }
  | { readonly kind: 'evaluate'; readonly evaluation: EvaluationRequest; readonly population: Population }
  /** The next identities after `after` in key order, as lines of buckets.ndjson. */
  | { readonly kind: 'buckets'; readonly after: string | null; readonly range: TimeRange }
  | { readonly kind: 'latency' };

export type ShardRequestKind = ShardRequest['kind'];

/** What each request answers with. */
export interface ShardResponses {
  readonly open: StoreTotals;
  /** Length of the log, bytes. */
  readonly ingest: number;
  readonly sync: LogLengths;
  readonly compact: Compaction;
  readonly totals: StoreTotals;
  readonly population: Uint8Array;
  readonly evaluate: readonly Signal[];
  readonly buckets: readonly BucketLines[];
  readonly latency: EncodedLatency;
}

/** Names of batch logs, and the length of each up to which it is durable, bytes. */
export type LogLengths = Readonly<Record<string, number>>;

/** What a compaction has made durable, and what it has made superfluous. */
export interface Compaction {
  /** Names of the snapshots written. */
  readonly snapshots: readonly string[];
  /** Names of the logs whose batches the snapshots hold: to be deleted once that is on record. */
  readonly retired: readonly string[];
}

/** All lines of one identity. */
export interface BucketLines {
  readonly identity: string;
  readonly text: string;
}

/**
 * Messages carry the epoch that the main thread believes in. A thread that was replaced has epoch 0, so it
 * refuses (`stale`) instead of working on an empty state.
 */
export interface ShardMessage {
  readonly epoch: number;
  readonly request: ShardRequest;
}

export type ShardReply =
  | { readonly kind: 'response'; readonly response: ShardResponses[ShardRequestKind] }
  | { readonly kind: 'stale' }
  /** Something was thrown that nobody foresaw. Not a death of the thread, so nothing to try again. */
  | { readonly kind: 'bug'; readonly stack: string }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
    };
