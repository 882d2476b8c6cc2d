import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { judgedOf } from '../detect/judged.js';
import { evaluateRoleGroup } from '../detect/evaluate.js';
import type { Organisation } from '../detect/organisation/organisation.js';
import { type OrganisationPart, partOf } from '../detect/organisation/organisation-part.js';
import { LatencyRecorder } from '../metrics/latency.js';
import { TrailspikeError } from '../model/errors.js';
import { addJudged, NOTHING_JUDGED } from '../model/judged.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import { bucketLines } from '../profile/bucket-lines.js';
import { ProfileStore, type StoreTotals } from '../profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../profile/snapshot.js';
import { profilesOf } from '../profile/stored-profile.js';
import { eachFrame, FrameLog, syncLog } from '../storage/frame-log.js';
import { replaceFile } from '../storage/replace-file.js';
import { applyBatch } from './apply-batch.js';
import { roleGroupsOf } from './role-groups.js';
import { LOGICAL_SHARDS, shardOf } from '../wire/logical-shard.js';
import type {
  BucketLines,
  Compaction,
  Evaluated,
  EvaluationRequest,
  LogLengths,
  ShardResponses,
  ShardMessage,
  ShardReply,
  ShardRequest,
  ShardRequestKind,
  ShardSetup,
} from '../wire/shard-messages.js';
import { release } from '../base/release.js';
import { batchLogs, logName, snapshotName } from '../storage/state-files.js';

/** Characters after which a `buckets` response ends. */
const BUCKET_PAGE_CHARS = 1 << 20;

/** The state of one shard thread, and its responses to the main thread. Independent of threads itself. */
export class ShardState {
  readonly #setup: ShardSetup;
  readonly #latency = new LatencyRecorder();
  /** 0 until opened. */
  #epoch = 0;
  #store: ProfileStore;
  #log: FrameLog | undefined;
  #sequence = 0;
  /** Lengths of the logs that earlier threads of this shard wrote in this run, by name. */
  readonly #sealed = new Map<string, number>();

  constructor(setup: ShardSetup) {
    this.#setup = setup;
    this.#store = new ProfileStore(setup.bucketDuration);
  }

  handle(message: ShardMessage): ShardReply {
    const { epoch, request } = message;
    if (request.kind !== 'open' && epoch !== this.#epoch) return { kind: 'stale' };
    try {
      if (request.kind === 'open') this.#epoch = epoch;
      return { kind: 'response', response: this.#response(request) };
    } catch (error) {
      if (!(error instanceof TrailspikeError)) {
        return {
          kind: 'bug',
          stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
        };
      }
      return { kind: 'refused', code: error.code, message: error.message, hint: error.hint };
    }
  }

  #response(request: ShardRequest): ShardResponses[ShardRequestKind] {
    switch (request.kind) {
      case 'open':
        return this.#open(request.directories);
      case 'ingest':
        return this.#ingest(request.batches);
      case 'sync':
        return this.#sync();
      case 'compact':
        return this.#compact();
      case 'totals':
        return this.#totals();
      case 'organisation':
        return this.#organisation(request.evaluation);
      case 'evaluate':
        return this.#evaluate(request.evaluation, request.organisation);
      case 'buckets':
        return this.#buckets(request.after, request.range);
      case 'latency':
        return this.#latency.encode();
    }
  }

  /** Loads everything in `directories` that this shard owns. What is ingested afterwards goes to a new log. */
  #open(directories: readonly string[]): StoreTotals {
    const started = performance.now();
    this.#log?.close();
    this.#log = undefined;
    this.#store = new ProfileStore(this.#setup.bucketDuration);
    for (const directory of directories) {
      for (let logicalShard = 0; logicalShard < LOGICAL_SHARDS; logicalShard++) {
        if (this.#owns(logicalShard)) loadSnapshot(this.#store, join(directory, snapshotName(logicalShard)));
      }
      for (const name of batchLogs(directory)) {
        eachFrame(join(directory, name), (frame) => applyBatch(this.#store, frame, this.#owns));
      }
    }
    const { directory, run, shard } = this.#setup;
    // What an earlier thread logged may not be durable yet, and only this thread can make it so.
    this.#sealed.clear();
    for (const name of batchLogs(directory, run, shard)) {
      const path = join(directory, name);
      syncLog(path);
      this.#sealed.set(
        name,
        eachFrame(path, () => undefined),
      );
    }
    this.#latency.record('snapshot', performance.now() - started);
    return this.#totals();
  }

  readonly #owns = (logicalShard: number): boolean =>
    shardOf(logicalShard, this.#setup.shards) === this.#setup.shard;

  #ingest(batches: readonly Uint8Array<ArrayBuffer>[]): number {
    const started = performance.now();
    // Logged before it is applied, so that what was acknowledged survives the end of this thread.
    const log = this.#currentLog();
    log.append(batches);
    for (const batch of batches) {
      applyBatch(this.#store, batch, this.#owns);
      release(batch);
    }
    this.#latency.record('ingest', performance.now() - started);
    return log.length;
  }

  #currentLog(): FrameLog {
    const { directory, run, shard, durable = true } = this.#setup;
    this.#log ??= new FrameLog(
      join(directory, logName(run, shard, this.#epoch, this.#sequence++)),
      0,
      durable,
    );
    return this.#log;
  }

  #sync(): LogLengths {
    this.#log?.sync();
    return Object.fromEntries(this.#logs());
  }

  /** Lengths of this shard's logs of this run, also of threads that died, by name. */
  #logs(): Map<string, number> {
    const logs = new Map(this.#sealed);
    if (this.#log !== undefined) logs.set(basename(this.#log.path), this.#log.length);
    return logs;
  }

  #compact(): Compaction {
    const started = performance.now();
    const { directory } = this.#setup;
    const snapshots = this.#store.logicalShards().map((logicalShard) => {
      const name = snapshotName(logicalShard);
      replaceFile(join(directory, name), [snapshotOf(this.#store, logicalShard)]);
      return name;
    });
    const retired = [...this.#logs().keys()];
    this.#log?.close();
    this.#log = undefined;
    this.#sealed.clear();
    this.#latency.record('snapshot', performance.now() - started);
    return { snapshots, retired };
  }

  #totals(): StoreTotals {
    return this.#store.totals();
  }

  #organisation(evaluation: EvaluationRequest): OrganisationPart {
    return partOf(roleGroupsOf(profilesOf(this.#store)), evaluation);
  }

  #evaluate(evaluation: EvaluationRequest, organisation: Organisation): Evaluated {
    const context = { ...evaluation, organisation };
    const signals: Signal[] = [];
    let judged = NOTHING_JUDGED;
    for (const roleGroup of roleGroupsOf(profilesOf(this.#store))) {
      const started = performance.now();
      signals.push(...evaluateRoleGroup(roleGroup, context));
      judged = addJudged(judged, judgedOf(roleGroup, context));
      this.#latency.record('evaluate', performance.now() - started);
    }
    return { signals, judged };
  }

  #buckets(after: string | null, range: TimeRange): BucketLines[] {
    const lines: BucketLines[] = [];
    let chars = 0;
    for (const view of profilesOf(this.#store, after)) {
      const text = bucketLines(view, range, this.#setup.bucketDuration);
      if (text === '') continue;
      lines.push({ identity: view.identity.key, text });
      chars += text.length;
      if (chars >= BUCKET_PAGE_CHARS) break;
    }
    return lines;
  }
}

function loadSnapshot(store: ProfileStore, path: string): void {
  if (!existsSync(path)) return;
  try {
    mergeSnapshot(store, readFileSync(path));
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
    throw new TrailspikeError(error.code, `${path}: ${error.message}`, {
      cause: error,
      ...(error.hint && { hint: error.hint }),
    });
  }
}
