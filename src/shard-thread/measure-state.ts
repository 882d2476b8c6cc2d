import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { release } from '../base/release.js';
import { evaluateRoleGroup } from '../detect/evaluate.js';
import { judgedOf } from '../detect/judged.js';
import type { Organisation } from '../detect/organisation/organisation.js';
import { type OrganisationPart, partOf } from '../detect/organisation/organisation-part.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import { addJudged, NOTHING_JUDGED } from '../model/judged.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import type { ProfileStore, StoreTotals } from '../profile/profile-store.js';
import { profilesOf, profilesWhere, type StoredProfile } from '../profile/stored-profile.js';
import { eachFrame, FrameLog, type LogPosition, syncLog } from '../storage/frame-log.js';
import { batchLogs, logName } from '../storage/state-files.js';
import type { ActivityPart, ActivityRequest } from '../triage/activity/bucket-activity.js';
import type { BucketsOfSignal, CountedBuckets } from '../triage/evidence/counted-buckets.js';
import type { KnownBefore, KnownRequest } from '../triage/evidence/known-before.js';
import type {
  BucketLines,
  Compaction,
  Evaluated,
  EvaluationRequest,
  MeasureSetup,
  ShardSetup,
} from '../wire/shard-messages.js';
import { activityOf } from './activity.js';
import { linesOfProfiles, pageOf, SpilledLines } from './bucket-pages.js';
import { concernedIdentities } from './concerned-identities.js';
import { countedBuckets } from './counted-buckets.js';
import { knownBefore } from './known-before.js';
import { MeasureFiles } from './measure-files.js';
import { PagedStores } from './paged-stores.js';
import { roleGroupsOf } from './role-groups.js';

/**
 * What one shard thread keeps for one measure: its store, in memory or, when the state is paged, one logical shard of it
 * at a time; and its files in the folder of the measure.
 */
export class MeasureState {
  readonly #setup: ShardSetup;
  readonly #files: MeasureFiles;
  readonly #latency: LatencyRecorder;
  /** Empty when the state is paged. */
  #store: ProfileStore;
  #paged: PagedStores | undefined;
  /** The lines that are being read page by page, and for which rule and range. */
  #spilled: { readonly lines: SpilledLines; readonly of: string } | undefined;
  #log: FrameLog | undefined;
  #sequence = 0;
  /** Ends of the logs that earlier threads of this shard wrote in this run, by path in the state. */
  readonly #sealed = new Map<string, LogPosition>();

  /**
   * @param latency receives the times of its work
   * @param beat called for each file, batch and role group that it works on
   */
  constructor(setup: ShardSetup, measure: MeasureSetup, latency: LatencyRecorder, beat: () => void) {
    this.#setup = setup;
    this.#files = new MeasureFiles(setup, measure, beat);
    this.#latency = latency;
    this.#store = this.#files.emptyStore();
  }

  /** Loads everything in `directories` that this shard owns. What is ingested afterwards goes to a new log. */
  open(directories: readonly string[]): void {
    const started = performance.now();
    this.#log?.close();
    this.#log = undefined;
    this.#store = this.#files.emptyStore();
    if (this.#setup.paged) this.#paged = new PagedStores(this.#files, directories);
    else this.#load(directories);
    this.#sealLogs();
    this.#latency.record('snapshot', performance.now() - started);
  }

  #load(directories: readonly string[]): void {
    for (const folder of this.#files.foldersIn(directories)) {
      for (const file of this.#files.snapshotsIn(folder)) this.#files.load(this.#store, folder, file);
      for (const path of this.#files.logsIn(folder)) {
        eachFrame(path, (frame) => this.#files.apply(this.#store, frame));
      }
    }
  }

  /** What an earlier thread logged may not be durable yet, and only this thread can make it so. */
  #sealLogs(): void {
    const { run, shard } = this.#setup;
    const { directory } = this.#files;
    this.#sealed.clear();
    if (!existsSync(directory)) return;
    for (const name of batchLogs(directory, run, shard)) {
      const path = join(directory, name);
      syncLog(path);
      this.#sealed.set(this.#files.pathOf(name), eachFrame(path));
    }
  }

  /** @param epoch of the thread: part of the names of its logs */
  ingest(batches: readonly Uint8Array<ArrayBuffer>[], epoch: number): void {
    if (this.#paged !== undefined) throw new Error('nothing can be added to a paged state');
    const started = performance.now();
    // Logged before it is applied, so that what was acknowledged survives the end of this thread.
    this.#currentLog(epoch).append(batches);
    for (const batch of batches) {
      this.#files.apply(this.#store, batch);
      release(batch);
    }
    this.#latency.record('ingest', performance.now() - started);
  }

  #currentLog(epoch: number): FrameLog {
    const { run, shard, durable = true } = this.#setup;
    if (this.#log === undefined) {
      const path = join(this.#files.directory, logName(run, shard, epoch, this.#sequence++));
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
    if (this.#log !== undefined) logs.set(this.#files.pathOf(basename(this.#log.path)), this.#log.position);
    return logs;
  }

  /** Writes snapshots of the whole store. What is ingested afterwards goes to a new log. */
  compact(): Compaction {
    const started = performance.now();
    const store = this.#store;
    const latest =
      this.#paged?.join() ??
      store.logicalShards().map((logicalShard) => this.#files.write(store, logicalShard));
    const retired = [...this.logs().keys(), ...this.#files.snapshotsBeside(latest)];
    this.#log?.close();
    this.#log = undefined;
    this.#sealed.clear();
    this.#latency.record('snapshot', performance.now() - started);
    return { snapshots: latest.map(({ name }) => this.#files.pathOf(name)), retired };
  }

  /** All that it holds, in one store or in one after the other. Each is of use until the next is asked for. */
  #stores(): Iterable<ProfileStore> {
    return this.#paged?.each() ?? [this.#store];
  }

  /** All role groups, each whole, with the sessions that are wanted of each store. */
  *#roleGroups(
    wantedOf?: (store: ProfileStore) => (identityRow: number) => boolean,
  ): Generator<StoredProfile[]> {
    for (const store of this.#stores()) {
      const profiles = wantedOf === undefined ? profilesOf(store) : profilesWhere(store, wantedOf(store));
      yield* roleGroupsOf(this.#beating(profiles));
    }
  }

  *#beating(profiles: Iterable<StoredProfile>): Generator<StoredProfile> {
    for (const profile of profiles) {
      this.#files.beat();
      yield profile;
    }
  }

  totals(): StoreTotals {
    return this.#paged?.totals() ?? this.#store.totals();
  }

  organisation(evaluation: EvaluationRequest): OrganisationPart {
    return partOf(this.#roleGroups(), evaluation);
  }

  evaluate(evaluation: EvaluationRequest, organisation: Organisation): Evaluated {
    const context = { ...evaluation, organisation };
    const signals: Signal[] = [];
    let judged = NOTHING_JUDGED;
    for (const roleGroup of this.#roleGroups()) {
      const started = performance.now();
      signals.push(...evaluateRoleGroup(roleGroup, context));
      judged = addJudged(judged, judgedOf(roleGroup, context));
      this.#latency.record('evaluate', performance.now() - started);
      if (this.#setup.evaluated !== undefined) Atomics.add(this.#setup.evaluated, 0, roleGroup.length);
    }
    return { signals, judged };
  }

  counted(signals: readonly BucketsOfSignal[]): CountedBuckets[] {
    const keys = new Set(signals.flatMap((signal) => signal.identities));
    const wantedOf =
      ({ identities }: ProfileStore) =>
      (identityRow: number): boolean =>
        keys.has(identities.key(identityRow));
    const views = flat(this.#roleGroups(wantedOf));
    return countedBuckets(views, signals, this.#files.measure.bucketDuration);
  }

  known(requests: readonly KnownRequest[]): KnownBefore[] {
    const { hashKey } = this.#setup;
    const roleGroups = this.#roleGroups((store) => concernedIdentities(store, requests, hashKey));
    return knownBefore(roleGroups, requests, hashKey);
  }

  activity(request: ActivityRequest): ActivityPart {
    return activityOf(this.#roleGroups(), request, this.#files.measure.bucketDuration);
  }

  /** The next identities after `after` in key order: a page of them. */
  buckets(after: string | null, range: TimeRange, rule: string): BucketLines[] {
    const { bucketDuration } = this.#files.measure;
    const linesOf = (store: ProfileStore, from: string | null = null): Generator<BucketLines> =>
      linesOfProfiles(this.#beating(profilesOf(store, from)), range, bucketDuration, rule);
    if (this.#paged === undefined) return pageOf(linesOf(this.#store, after));
    const of = `${rule} ${range.from} ${range.to}`;
    if (after === null || this.#spilled?.of !== of || this.#spilled.lines.last !== after) {
      this.#spilled?.lines.close();
      this.#spilled = { lines: new SpilledLines(this.#paged.each(), linesOf, after), of };
    }
    return this.#spilled.lines.page();
  }
}

function* flat<One>(lists: Iterable<readonly One[]>): Generator<One> {
  for (const list of lists) yield* list;
}
