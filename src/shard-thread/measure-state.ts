import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { release } from '../base/release.js';
import { evaluateRoleGroup } from '../detect/evaluate.js';
import { judgedOf } from '../detect/judged.js';
import type { Organisation } from '../detect/organisation/organisation.js';
import { type OrganisationPart, partOf } from '../detect/organisation/organisation-part.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import { TrailspikeError } from '../model/errors.js';
import { addJudged, NOTHING_JUDGED } from '../model/judged.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import { bucketLines } from '../profile/bucket-lines.js';
import { ProfileStore, type StoreTotals } from '../profile/profile-store.js';
import { checksumOf, mergeSnapshot, snapshotOf } from '../profile/snapshot.js';
import { profilesOf, profilesWhere, type StoredProfile } from '../profile/stored-profile.js';
import { eachFrame, FrameLog, type LogPosition, syncLog } from '../storage/frame-log.js';
import { replaceFile } from '../storage/replace-file.js';
import { reading } from '../storage/write-error.js';
import {
  batchLogs,
  logName,
  snapshotFiles,
  snapshotName,
  type SnapshotFile,
} from '../storage/state-files.js';
import type { ActivityPart, ActivityRequest } from '../triage/activity/bucket-activity.js';
import type { BucketsOfSignal, CountedBuckets } from '../triage/evidence/counted-buckets.js';
import type { KnownBefore, KnownRequest } from '../triage/evidence/known-before.js';
import { shardOf } from '../wire/logical-shard.js';
import type {
  BucketLines,
  Compaction,
  Evaluated,
  EvaluationRequest,
  MeasureSetup,
  ShardSetup,
} from '../wire/shard-messages.js';
import { activityOf } from './activity.js';
import { applyBatch } from './apply-batch.js';
import { concernedIdentities } from './concerned-identities.js';
import { countedBuckets } from './counted-buckets.js';
import { knownBefore } from './known-before.js';
import { roleGroupsOf } from './role-groups.js';

/** Characters after which a `buckets` response ends. */
const BUCKET_PAGE_CHARS = 1 << 20;

/** What one shard thread keeps for one measure: its store, and its files in the folder of the measure. */
export class MeasureState {
  readonly #setup: ShardSetup;
  readonly #measure: MeasureSetup;
  readonly #latency: LatencyRecorder;
  readonly #beat: () => void;
  /** The folder of the measure. */
  readonly #directory: string;
  #store: ProfileStore;
  #log: FrameLog | undefined;
  #sequence = 0;
  /** Ends of the logs that earlier threads of this shard wrote in this run, by path in the state. */
  readonly #sealed = new Map<string, LogPosition>();

  /**
   * @param latency receives the times of its work
   * @param beat called for each file, frame, batch and profile that it works on
   */
  constructor(setup: ShardSetup, measure: MeasureSetup, latency: LatencyRecorder, beat: () => void) {
    this.#setup = setup;
    this.#measure = measure;
    this.#latency = latency;
    this.#beat = beat;
    this.#directory = join(setup.directory, measure.key);
    this.#store = new ProfileStore(measure.bucketDuration, setup.hashKey);
  }

  /** Loads everything in `directories` that this shard owns. What is ingested afterwards goes to a new log. */
  open(directories: readonly string[]): void {
    const started = performance.now();
    const { key, bucketDuration } = this.#measure;
    this.#log?.close();
    this.#log = undefined;
    this.#store = new ProfileStore(bucketDuration, this.#setup.hashKey);
    for (const state of directories) {
      const directory = join(state, key);
      if (!existsSync(directory)) continue;
      for (const file of snapshotFiles(directory)) {
        this.#beat();
        if (this.#owns(file.logicalShard)) loadSnapshot(this.#store, directory, file);
      }
      for (const name of batchLogs(directory)) {
        eachFrame(join(directory, name), (frame) => {
          this.#beat();
          applyBatch(this.#store, frame, this.#owns);
        });
      }
    }
    this.#sealLogs();
    this.#latency.record('snapshot', performance.now() - started);
  }

  /** What an earlier thread logged may not be durable yet, and only this thread can make it so. */
  #sealLogs(): void {
    const { run, shard } = this.#setup;
    this.#sealed.clear();
    if (!existsSync(this.#directory)) return;
    for (const name of batchLogs(this.#directory, run, shard)) {
      const path = join(this.#directory, name);
      syncLog(path);
      this.#sealed.set(this.#pathOf(name), eachFrame(path));
    }
  }

  readonly #owns = (logicalShard: number): boolean =>
    shardOf(logicalShard, this.#setup.shards) === this.#setup.shard;

  /** The path of a file in the state, with `/` on every system. */
  #pathOf(name: string): string {
    return `${this.#measure.key}/${name}`;
  }

  /** @param epoch of the thread: part of the names of its logs */
  ingest(batches: readonly Uint8Array<ArrayBuffer>[], epoch: number): void {
    const started = performance.now();
    // Logged before it is applied, so that what was acknowledged survives the end of this thread.
    this.#currentLog(epoch).append(batches);
    for (const batch of batches) {
      this.#beat();
      applyBatch(this.#store, batch, this.#owns);
      release(batch);
    }
    this.#latency.record('ingest', performance.now() - started);
  }

  #currentLog(epoch: number): FrameLog {
    const { run, shard, durable = true } = this.#setup;
    if (this.#log === undefined) {
      const path = join(this.#directory, logName(run, shard, epoch, this.#sequence++));
      this.#log = new FrameLog(path, undefined, durable);
    }
    return this.#log;
  }

  /** Length of the current log, bytes. */
  get logLength(): number {
    return this.#log?.length ?? 0;
  }

  /** Makes everything ingested durable. */
  sync(): void {
    this.#log?.sync();
  }

  /** Ends of this shard's logs of this run, also of threads that died, by path in the state. */
  logs(): Map<string, LogPosition> {
    const logs = new Map(this.#sealed);
    if (this.#log !== undefined) logs.set(this.#pathOf(basename(this.#log.path)), this.#log.position);
    return logs;
  }

  /** Writes snapshots of the whole store. What is ingested afterwards goes to a new log. */
  compact(): Compaction {
    const started = performance.now();
    const snapshots = this.#store.logicalShards().map((logicalShard) => {
      this.#beat();
      const snapshot = snapshotOf(this.#store, logicalShard);
      const name = snapshotName(logicalShard, checksumOf(snapshot));
      replaceFile(join(this.#directory, name), [snapshot]);
      return this.#pathOf(name);
    });
    const retired = [...this.logs().keys(), ...this.#earlierSnapshots(new Set(snapshots))];
    this.#log?.close();
    this.#log = undefined;
    this.#sealed.clear();
    this.#latency.record('snapshot', performance.now() - started);
    return { snapshots, retired };
  }

  /** Snapshots of this shard in the folder other than those: the store has loaded their content. */
  #earlierSnapshots(latest: ReadonlySet<string>): string[] {
    return snapshotFiles(this.#directory)
      .filter(({ logicalShard }) => this.#owns(logicalShard))
      .map(({ name }) => this.#pathOf(name))
      .filter((path) => !latest.has(path));
  }

  /** All profiles by their keys, those after `after`. */
  #profiles(after: string | null = null): Generator<StoredProfile> {
    return this.#beating(profilesOf(this.#store, after));
  }

  *#beating(profiles: Iterable<StoredProfile>): Generator<StoredProfile> {
    for (const profile of profiles) {
      this.#beat();
      yield profile;
    }
  }

  totals(): StoreTotals {
    return this.#store.totals();
  }

  organisation(evaluation: EvaluationRequest): OrganisationPart {
    return partOf(roleGroupsOf(this.#profiles()), evaluation);
  }

  evaluate(evaluation: EvaluationRequest, organisation: Organisation): Evaluated {
    const context = { ...evaluation, organisation };
    const signals: Signal[] = [];
    let judged = NOTHING_JUDGED;
    for (const roleGroup of roleGroupsOf(this.#profiles())) {
      const started = performance.now();
      signals.push(...evaluateRoleGroup(roleGroup, context));
      judged = addJudged(judged, judgedOf(roleGroup, context));
      this.#latency.record('evaluate', performance.now() - started);
      if (this.#setup.evaluated !== undefined) Atomics.add(this.#setup.evaluated, 0, roleGroup.length);
    }
    return { signals, judged };
  }

  counted(signals: readonly BucketsOfSignal[]): CountedBuckets[] {
    const { identities } = this.#store;
    const keys = new Set(signals.flatMap((signal) => signal.identities));
    const views = this.#beating(
      profilesWhere(this.#store, (identityRow) => keys.has(identities.key(identityRow))),
    );
    return countedBuckets(views, signals, this.#measure.bucketDuration);
  }

  known(requests: readonly KnownRequest[]): KnownBefore[] {
    const { hashKey } = this.#setup;
    const views = this.#beating(
      profilesWhere(this.#store, concernedIdentities(this.#store, requests, hashKey)),
    );
    return knownBefore(roleGroupsOf(views), requests, hashKey);
  }

  activity(request: ActivityRequest): ActivityPart {
    return activityOf(roleGroupsOf(this.#profiles()), request, this.#measure.bucketDuration);
  }

  /** The next identities after `after` in key order: a page of them. */
  buckets(after: string | null, range: TimeRange, rule: string): BucketLines[] {
    const lines: BucketLines[] = [];
    let chars = 0;
    for (const view of this.#profiles(after)) {
      const text = bucketLines(view, range, this.#measure.bucketDuration, rule);
      if (text === '') continue;
      lines.push({ identity: view.identity.key, text });
      chars += text.length;
      if (chars >= BUCKET_PAGE_CHARS) break;
    }
    return lines;
  }
}

/** @throws TrailspikeError E_STATE_DAMAGED, which names the file, when its content is damaged or not what its name says */
function loadSnapshot(store: ProfileStore, directory: string, file: SnapshotFile): void {
  const path = join(directory, file.name);
  try {
    const bytes = reading(path, () => readFileSync(path));
    const logicalShard = mergeSnapshot(store, bytes);
    const isOther = file.checksum !== checksumOf(bytes);
    if (isOther || logicalShard !== file.logicalShard) {
      throw new TrailspikeError('E_STATE_DAMAGED', 'holds another snapshot than its name says', {
        hint: 'restore a whole copy of the state, or delete it and scan again',
      });
    }
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
    throw new TrailspikeError(error.code, `${path}: ${error.message}`, {
      cause: error,
      ...(error.hint && { hint: error.hint }),
    });
  }
}
