import type { EncodedLatency } from '../../metrics/stages.js';
import { addJudged } from '../../model/judged.js';
import type { TimeRange } from '../../model/time.js';
import { Semaphore } from '../../base/semaphore.js';
import type { Organisation } from '../../detect/organisation/organisation.js';
import type { OrganisationPart } from '../../detect/organisation/organisation-part.js';
import { addTotals, type StoreTotals } from '../../profile/profile-store.js';
import type { RoutedBatch } from '../../wire/decode-messages.js';
import type {
  BucketLines,
  Compaction,
  EvaluationRequest,
  LogPositions,
  MeasureSetup,
  ShardSetup,
  Evaluated,
} from '../../wire/shard-messages.js';
import {
  type ActivityPart,
  type ActivityRequest,
  joinActivity,
} from '../../triage/activity/bucket-activity.js';
import {
  addBucket,
  type BucketsOfSignal,
  type CountedBuckets,
} from '../../triage/evidence/counted-buckets.js';
import {
  addKnown,
  type KnownBefore,
  type KnownRequest,
  nothingKnown,
} from '../../triage/evidence/known-before.js';
import { IngestQueue } from './ingest-queue.js';
import { ShardThread } from './shard-thread.js';
import { workerEntry, type WorkerEntry } from '../worker-entry.js';

/** Packed bytes that may wait for one shard; beyond that, decoding waits. */
const QUEUED_BYTES = 16 << 20;

export interface ShardPoolOptions extends Omit<ShardSetup, 'shard' | 'evaluated' | 'beats'> {
  /** A log longer than this is compacted into snapshots, bytes. */
  readonly compactAbove: number;
  /**
   * Records a compaction durably. The logs that it retired are deleted only afterwards.
   * @default no record
   */
  readonly onCompacted?: (compaction: Compaction) => void;
  /** Deletes files, by their paths in `directory`. */
  readonly removeFiles: (paths: readonly string[]) => void;
  /** Directories whose snapshots and logs are loaded at the start, besides `directory`. @default [] */
  readonly load?: readonly string[];
  /** Another thread entry. @default workers/shard */
  readonly entry?: WorkerEntry;
}

/** Which lines of buckets.ndjson to read: of a measure, in a range of time, under the name of a rule. */
export interface BucketsRequest {
  readonly measure: number;
  readonly rule: string;
  readonly range: TimeRange;
}

/** All shard threads. Takes batches; the results from the finished state do not depend on the number of threads. */
export class ShardPool {
  readonly #threads: readonly ShardThread[];
  readonly #queued: readonly Semaphore[];
  readonly #queues: readonly IngestQueue[];
  readonly #measures: readonly MeasureSetup[];
  readonly #compactAbove: number;
  readonly #evaluated = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #onCompacted: ((compaction: Compaction) => void) | undefined;
  readonly #removeFiles: (paths: readonly string[]) => void;

  constructor(options: ShardPoolOptions) {
    const {
      load = [],
      entry = workerEntry('shard'),
      onCompacted,
      removeFiles,
      compactAbove,
      ...setup
    } = options;
    this.#removeFiles = removeFiles;
    this.#measures = setup.measures;
    this.#compactAbove = compactAbove;
    this.#onCompacted = onCompacted;
    this.#threads = Array.from(
      { length: options.shards },
      (_, shard) => new ShardThread({ ...setup, shard, evaluated: this.#evaluated }, entry, load),
    );
    this.#queued = this.#threads.map(() => new Semaphore(QUEUED_BYTES));
    this.#queues = this.#threads.map(
      (thread) =>
        new IngestQueue(async (measure, batches) => {
          const length = await thread.ask({ kind: 'ingest', measure, batches });
          if (length > this.#compactAbove) await this.#compact([thread]);
        }),
    );
  }

  /** How many times threads were replaced. */
  get restarts(): number {
    return this.#threads.reduce((sum, thread) => sum + thread.restarts, 0);
  }

  /** Identities that were evaluated so far, by each rule, also where a thread had to begin again. */
  get evaluated(): number {
    return Atomics.load(this.#evaluated, 0);
  }

  /** Resolves when each shard has loaded its state. */
  async opened(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.opened()));
  }

  /** Sends a batch to its shard; waits while the queue of that shard is full. Resolves when it is in the state. */
  async ingest(batch: RoutedBatch): Promise<void> {
    const queued = this.#queued[batch.shard]!;
    const acquired = await queued.acquire(batch.bytes.byteLength);
    try {
      await this.#queues[batch.shard]!.add(batch);
    } finally {
      queued.release(acquired);
    }
  }

  /** Makes all that was ingested durable. @returns where the durable part of each log ends */
  async sync(): Promise<LogPositions> {
    const positions = await Promise.all(this.#threads.map((thread) => thread.ask({ kind: 'sync' })));
    return Object.assign({}, ...positions) as LogPositions;
  }

  /**
   * Writes snapshots of the whole state and deletes the logs that are no longer needed.
   * @param left logs of earlier runs: the shards have loaded them, so the snapshots include them. @default []
   */
  compact(left: readonly string[] = []): Promise<void> {
    return this.#compact(this.#threads, left);
  }

  async #compact(threads: readonly ShardThread[], left: readonly string[] = []): Promise<void> {
    const parts = await Promise.all(threads.map((thread) => thread.ask({ kind: 'compact' })));
    const compaction: Compaction = {
      snapshots: parts.flatMap(({ snapshots }) => snapshots),
      retired: [...left, ...parts.flatMap(({ retired }) => retired)],
    };
    this.#onCompacted?.(compaction);
    this.#removeFiles(compaction.retired);
  }

  /** The totals of each measure. */
  async totals(): Promise<StoreTotals[]> {
    const parts = await Promise.all(this.#threads.map((thread) => thread.ask({ kind: 'totals' })));
    return this.#measures.map((_, measure) => parts.map((part) => part[measure]!).reduce(addTotals));
  }

  organisation(measure: number, evaluation: EvaluationRequest): Promise<OrganisationPart[]> {
    return Promise.all(
      this.#threads.map((thread) => thread.ask({ kind: 'organisation', measure, evaluation })),
    );
  }

  async evaluate(
    measure: number,
    evaluation: EvaluationRequest,
    organisation: Organisation,
  ): Promise<Evaluated> {
    const parts = await Promise.all(
      this.#threads.map((thread) => thread.ask({ kind: 'evaluate', measure, evaluation, organisation })),
    );
    return {
      signals: parts.flatMap(({ signals }) => signals),
      judged: parts.map(({ judged }) => judged).reduce(addJudged),
    };
  }

  /** What was counted for some signals, by bucket, in the order of the signals. */
  async counted(measure: number, signals: readonly BucketsOfSignal[]): Promise<CountedBuckets[]> {
    const counted = signals.map((): CountedBuckets => new Map());
    for (const part of await Promise.all(
      this.#threads.map((thread) => thread.ask({ kind: 'counted', measure, signals })),
    )) {
      for (const [index, buckets] of part.entries()) {
        for (const [bucket, one] of buckets) addBucket(counted[index]!, bucket, one);
      }
    }
    return counted;
  }

  /** What the whole state knows of the items and origins of some signals, in the order of the requests. */
  async known(measure: number, requests: readonly KnownRequest[]): Promise<KnownBefore[]> {
    const known = requests.map(nothingKnown);
    for (const part of await Promise.all(
      this.#threads.map((thread) => thread.ask({ kind: 'known', measure, requests })),
    )) {
      for (const [index, one] of known.entries()) addKnown(one, part[index]!);
    }
    return known;
  }

  /** What was counted over time, of all and of the identities of the request. */
  async activity(measure: number, request: ActivityRequest): Promise<ActivityPart> {
    const parts = await Promise.all(
      this.#threads.map((thread) => thread.ask({ kind: 'activity', measure, request })),
    );
    return parts.reduce(joinActivity);
  }

  /** Lines of buckets.ndjson, one identity at a time, sorted by identity: merges the sorted pages of the shards. */
  async *buckets(request: BucketsRequest, signal?: AbortSignal): AsyncGenerator<BucketLines> {
    const cursors = await Promise.all(this.#threads.map((thread) => BucketCursor.start(thread, request)));
    for (;;) {
      let first: BucketCursor | undefined;
      for (const cursor of cursors) {
        if (
          cursor.head !== undefined &&
          (first?.head === undefined || cursor.head.identity < first.head.identity)
        ) {
          first = cursor;
        }
      }
      signal?.throwIfAborted();
      if (first?.head === undefined) return;
      yield first.head;
      await first.advance();
    }
  }

  latency(): Promise<EncodedLatency[]> {
    return Promise.all(this.#threads.map((thread) => thread.ask({ kind: 'latency' })));
  }

  /** Ends all waiting with an error, so that a stopped run does not wait for a full queue. */
  fail(reason: Error): void {
    for (const queued of this.#queued) queued.fail(reason);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

/** Iterates over the identities of one shard, page by page. */
class BucketCursor {
  readonly #thread: ShardThread;
  readonly #request: BucketsRequest;
  #page: readonly BucketLines[] = [];
  #at = 0;

  private constructor(thread: ShardThread, request: BucketsRequest) {
    this.#thread = thread;
    this.#request = request;
  }

  static async start(thread: ShardThread, request: BucketsRequest): Promise<BucketCursor> {
    const cursor = new BucketCursor(thread, request);
    await cursor.#turn(null);
    return cursor;
  }

  get head(): BucketLines | undefined {
    return this.#page[this.#at];
  }

  async advance(): Promise<void> {
    const last = this.#page[this.#at]!.identity;
    this.#at++;
    if (this.#at === this.#page.length) await this.#turn(last);
  }

  async #turn(after: string | null): Promise<void> {
    this.#page = await this.#thread.ask({ kind: 'buckets', after, ...this.#request });
    this.#at = 0;
  }
}
