import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { evaluateProfile } from '../detect/evaluate.js';
import { PopulationPart, type Population } from '../detect/population.js';
import { LatencyRecorder } from '../metrics/latency.js';
import { TrailspikeError } from '../model/errors.js';
import type { Signal } from '../model/signal.js';
import type { TimeRange } from '../model/time.js';
import { bucketLines } from '../profile/bucket-lines.js';
import { ProfileStore, type StoreTotals } from '../profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../profile/snapshot.js';
import { profilesOf } from '../profile/stored-profile.js';
import { FrameLog, readFrames } from '../storage/frame-log.js';
import { replaceFile } from '../storage/replace-file.js';
import { applyBatch } from './batch.js';
import { SECTIONS, shardOf } from './partition.js';
import type {
  BucketLines,
  EvaluationRequest,
  ShardAnswers,
  ShardMessage,
  ShardReply,
  ShardRequest,
  ShardRequestKind,
  ShardSetup,
} from './protocol.js';
import { batchLogs, logName, snapshotPath } from './state-files.js';

/** About how much text one `buckets` answer carries. */
const BUCKET_PAGE_CHARS = 1 << 20;

/** The state of one shard thread, and its answers to the main thread. Uses no thread itself. */
export class ShardState {
  readonly #setup: ShardSetup;
  readonly #latency = new LatencyRecorder();
  /** 0 until opened. */
  #epoch = 0;
  #store: ProfileStore;
  #log: FrameLog | undefined;
  #sequence = 0;

  constructor(setup: ShardSetup) {
    this.#setup = setup;
    this.#store = new ProfileStore(setup.bucketDuration);
  }

  handle(message: ShardMessage): ShardReply {
    const { epoch, request } = message;
    if (request.kind !== 'open' && epoch !== this.#epoch) return { kind: 'stale' };
    try {
      if (request.kind === 'open') this.#epoch = epoch;
      return { kind: 'answer', answer: this.#answer(request) };
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

  #answer(request: ShardRequest): ShardAnswers[ShardRequestKind] {
    switch (request.kind) {
      case 'open':
        return this.#open(request.directories);
      case 'ingest':
        return this.#ingest(request.batches);
      case 'sync':
        return this.#sync();
      case 'compact':
        return { bytes: this.#compact() };
      case 'totals':
        return this.#totals();
      case 'population':
        return this.#population(request.evaluation);
      case 'evaluate':
        return this.#evaluate(request.evaluation, request.population);
      case 'buckets':
        return this.#buckets(request.after, request.range);
      case 'latency':
        return this.#latency.encode();
    }
  }

  /** Loads everything in `directories` that this shard owns, then begins a log of its own in `directory`. */
  #open(directories: readonly string[]): StoreTotals {
    const started = performance.now();
    this.#log?.close();
    this.#log = undefined;
    this.#store = new ProfileStore(this.#setup.bucketDuration);
    for (const directory of directories) {
      for (let section = 0; section < SECTIONS; section++) {
        if (this.#owns(section)) loadSnapshot(this.#store, snapshotPath(directory, section));
      }
      for (const name of batchLogs(directory)) {
        for (const frame of readFrames(join(directory, name))) applyBatch(this.#store, frame, this.#owns);
      }
    }
    this.#latency.record('snapshot', performance.now() - started);
    return this.#totals();
  }

  readonly #owns = (section: number): boolean => shardOf(section, this.#setup.shards) === this.#setup.shard;

  #ingest(batches: readonly Uint8Array[]): ShardAnswers['ingest'] {
    const started = performance.now();
    // Logged before it is applied: what is acknowledged survives the end of this thread.
    this.#currentLog().append(batches);
    let retrievals = 0;
    for (const batch of batches) retrievals += applyBatch(this.#store, batch, this.#owns);
    this.#latency.record('ingest', performance.now() - started);
    if (this.#currentLog().length > this.#setup.compactAbove) this.#compact();
    return { retrievals };
  }

  #currentLog(): FrameLog {
    const { directory, run, shard } = this.#setup;
    this.#log ??= new FrameLog(join(directory, logName(run, shard, this.#epoch, this.#sequence++)));
    return this.#log;
  }

  #sync(): ShardAnswers['sync'] {
    const log = this.#currentLog();
    log.sync();
    return { log: basename(log.path), length: log.length };
  }

  /** Snapshots first, and durable, before the logs that they replace are deleted. */
  #compact(): number {
    const started = performance.now();
    const { directory, run, shard } = this.#setup;
    let bytes = 0;
    for (const section of this.#store.sections()) {
      const snapshot = snapshotOf(this.#store, section);
      replaceFile(snapshotPath(directory, section), [snapshot]);
      bytes += snapshot.byteLength;
    }
    this.#log?.close();
    this.#log = undefined;
    for (const name of batchLogs(directory, run, shard)) rmSync(join(directory, name), { force: true });
    this.#latency.record('snapshot', performance.now() - started);
    return bytes;
  }

  #totals(): StoreTotals {
    return this.#store.totals();
  }

  #population(evaluation: EvaluationRequest): Uint8Array {
    const part = new PopulationPart();
    for (const view of profilesOf(this.#store)) part.add(view, evaluation);
    return part.serialize();
  }

  #evaluate(evaluation: EvaluationRequest, population: Population): Signal[] {
    const context = { ...evaluation, population };
    const signals: Signal[] = [];
    for (const view of profilesOf(this.#store)) {
      const started = performance.now();
      signals.push(...evaluateProfile(view, context));
      this.#latency.record('evaluate', performance.now() - started);
    }
    return signals;
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
