import type { Heartbeats } from '../base/heartbeats.js';
import type { HashKey } from '../base/keyed-hash.js';
import type { Organisation } from '../detect/organisation/organisation.js';
import type { OrganisationPart } from '../detect/organisation/organisation-part.js';
import type { EncodedLatency } from '../metrics/stages.js';
import type { ErrorCode } from '../model/errors.js';
import type { Judged } from '../model/judged.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import type { StoreTotals } from '../profile/profile-store.js';
import type { Measure } from '../rule/measure.js';
import type { Rule } from '../rule/rule.js';
import type { LogPosition } from '../storage/frame-log.js';
import type { ActivityPart, ActivityRequest } from '../triage/activity/bucket-activity.js';
import type { BucketsOfSignal, CountedBuckets } from '../triage/evidence/counted-buckets.js';
import type { KnownBefore, KnownRequest } from '../triage/evidence/known-before.js';

/*
 * What crosses between the main thread and the shard threads. Packed batches are bytes; all else is small.
 */

/** Given to a shard thread when it starts, and to each thread that replaces it. */
export interface ShardSetup {
  readonly shard: number;
  readonly shards: number;
  /** What is counted, at least one. */
  readonly measures: readonly MeasureSetup[];
  /** Directory with a folder for each measure, which holds the logs and snapshots of its shards. */
  readonly directory: string;
  /** Whether they must survive the end of the process; otherwise only the end of the thread. @default true */
  readonly durable?: boolean;
  /**
   * Whether only one logical shard at a time is in memory, read from files again by each request. Nothing is ingested
   * then, and `compact` comes first, so that each is one file. @default false
   */
  readonly paged?: boolean;
  /** Of the hashes of names and identities, in its files and in what it gets. */
  readonly hashKey: HashKey;
  /** Id of the run: tells its files from those of earlier runs. */
  readonly run: string;
  /** One number in shared memory, to which the thread adds each identity that it has evaluated. @default not counted */
  readonly evaluated?: Int32Array;
  /** Where it gives its signs of life. */
  readonly beats: Heartbeats;
}

/** What a shard thread needs to know about a measure. */
export type MeasureSetup = Pick<Measure, 'key' | 'bucketDuration'>;

export interface EvaluationRequest {
  readonly rule: Rule;
  /** Event times to evaluate. */
  readonly range: TimeRange;
  /** Earlier events are ignored, epoch seconds. */
  readonly historyFrom: number;
}

export type ShardRequest =
  /** Loads what the directories hold for this shard and starts a log. Must be the first request of an epoch. */
  | { readonly kind: 'open'; readonly directories: readonly string[] }
  /** Each batch lies in memory of its own, which is released: they are empty afterwards. */
  | {
      readonly kind: 'ingest';
      readonly measure: number;
      readonly batches: readonly Uint8Array<ArrayBuffer>[];
    }
  /** Makes everything ingested durable. */
  | { readonly kind: 'sync' }
  /** Writes snapshots of the whole state and starts a new log. */
  | { readonly kind: 'compact' }
  | { readonly kind: 'totals' }
  | { readonly kind: 'organisation'; readonly measure: number; readonly evaluation: EvaluationRequest }
  | {
      readonly kind: 'evaluate';
      readonly measure: number;
      readonly evaluation: EvaluationRequest;
      readonly organisation: Organisation;
    }
  /** What was counted for some signals, by bucket. */
  | { readonly kind: 'counted'; readonly measure: number; readonly signals: readonly BucketsOfSignal[] }
  /** What the state knows of the items and origins of some signals. */
  | { readonly kind: 'known'; readonly measure: number; readonly requests: readonly KnownRequest[] }
  /** What was counted over time: of all, and of some identities. */
  | { readonly kind: 'activity'; readonly measure: number; readonly request: ActivityRequest }
  /** The next identities after `after` in key order, as lines of buckets.ndjson. */
  | {
      readonly kind: 'buckets';
      readonly measure: number;
      /** Id of the rule that the lines name. */
      readonly rule: string;
      readonly after: string | null;
      readonly range: TimeRange;
    }
  | { readonly kind: 'latency' };

export type ShardRequestKind = ShardRequest['kind'];

/** The response to each kind of request. */
export interface ShardResponses {
  readonly open: null;
  /** Length of all logs of the shard, bytes. */
  readonly ingest: number;
  readonly sync: LogPositions;
  readonly compact: Compaction;
  /** Of each measure. */
  readonly totals: readonly StoreTotals[];
  readonly organisation: OrganisationPart;
  readonly evaluate: Evaluated;
  /** In the order of the signals. */
  readonly counted: readonly CountedBuckets[];
  /** In the order of the requests. */
  readonly known: readonly KnownBefore[];
  readonly activity: ActivityPart;
  readonly buckets: readonly BucketLines[];
  readonly latency: EncodedLatency;
}

/** The signals of some role groups, and what part of their activity was judged. */
export interface Evaluated {
  readonly signals: readonly Signal[];
  readonly judged: Judged;
}

/** Where the durable part of each batch log ends, by its path in the state. */
export type LogPositions = Readonly<Record<string, LogPosition>>;

/** What a compaction has made durable, and what is no longer needed. */
export interface Compaction {
  /** Paths in the state of the snapshots written. */
  readonly snapshots: readonly string[];
  /**
   * Paths in the state of the logs and earlier snapshots whose content the snapshots hold: to be deleted once the
   * ledger says so.
   */
  readonly retired: readonly string[];
}

/** All lines of one identity in buckets.ndjson. */
export interface BucketLines {
  readonly identity: string;
  readonly text: string;
}

/**
 * Each message carries the main thread's epoch. A thread that has replaced another one starts with epoch 0, so it
 * refuses the message (`stale`) instead of working on an empty state.
 */
export interface ShardMessage {
  readonly epoch: number;
  readonly request: ShardRequest;
}

export type ShardReply =
  | { readonly kind: 'response'; readonly response: ShardResponses[ShardRequestKind] }
  | { readonly kind: 'stale' }
  /** An unexpected error. The thread is still alive, so a retry would only meet it again. */
  | { readonly kind: 'bug'; readonly stack: string }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
    };
