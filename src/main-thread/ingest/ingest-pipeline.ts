import { setMaxListeners } from 'node:events';
import { TrailspikeError } from '../../model/errors.js';
import {
  addOutcome,
  count,
  unreadOutcome,
  type FailReason,
  type ObjectOutcome,
} from '../../model/coverage.js';
import { Semaphore } from '../../base/semaphore.js';
import type { DecodePool } from '../threads/decode-pool.js';
import { unpackOutcomes } from '../../wire/packed-outcomes.js';
import type { DecodeReply, DecodeTask } from '../../wire/protocol.js';
import { release } from '../../wire/release.js';
import type { ShardPool } from '../threads/shard-pool.js';
import { ObjectReadError, type ListPlan, type Source, type SourceObject } from '../../source/source.js';
import type { Checkpoint } from '../state/checkpoint.js';
import type { Ledger } from '../state/ledger.js';
import type { ObjectFilter } from './object-filter.js';
import type { RunAccount } from '../run-account.js';
import { decodeJob, JobPacker, type PendingObject, type DecodeJob } from './job-packer.js';

/** Compressed bytes that may be in memory for each decode thread, read and not yet decoded. */
const BYTES_PER_THREAD = 32 << 20;
/** Reads under way at once; a source may keep to fewer. */
const READS = 128;
/** Larger than any object that CloudTrail writes (50 MB), and small enough to hold. */
const MAX_OBJECT_BYTES = 512 << 20;
/** Decode tasks that may die with one object in them before it is given up. */
const MAX_CRASHES = 3;
/** Failures of objects whose bytes nobody had. */
const NOT_READ: ReadonlySet<FailReason | undefined> = new Set(['vanished', 'unreadable', 'objectTooLarge']);

export interface IngestParts {
  readonly decode: DecodePool;
  /** Whether decode threads fetch objects of S3 for themselves. */
  readonly threadsFetch: boolean;
  readonly shards: ShardPool;
  readonly filter: ObjectFilter;
  readonly account: RunAccount;
  /** Of a run with state. */
  readonly durable: { readonly ledger: Ledger; readonly checkpoint: Checkpoint } | undefined;
}

/**
 * From listings to the shards: reads objects, decodes them and routes their retrievals, and accounts for each.
 * Bounded everywhere: bytes in memory, reads under way, tasks at the decode threads, bytes at each shard.
 */
export class IngestPipeline {
  readonly #parts: IngestParts;
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  readonly #bytes: Semaphore;
  readonly #reads = new Semaphore(READS);
  readonly #tasks: Semaphore;
  readonly #packer = new JobPacker();
  readonly #running = new Set<Promise<void>>();

  constructor(parts: IngestParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#bytes = new Semaphore(BYTES_PER_THREAD * parts.decode.threads);
    this.#tasks = new Semaphore(parts.decode.permits);
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    setMaxListeners(0, this.#signal); // every read under way listens
    this.#signal.addEventListener('abort', () => {
      const reason = this.#signal.reason as Error;
      for (const semaphore of [this.#bytes, this.#reads, this.#tasks]) semaphore.fail(reason);
      parts.shards.fail(reason);
      // Threads may wait for S3, and for long.
      if (parts.threadsFetch) void parts.decode.close();
    });
  }

  /**
   * Takes in everything that the sources list. Resolves when each object is settled and its retrievals are in
   * the state. Rejects with the first fatal error or the signal's reason, after all that was under way has ended.
   */
  async run(sources: readonly Source[], plan: ListPlan): Promise<void> {
    const { progress, latency } = this.#parts.account;
    try {
      for (const source of sources) {
        let asked = performance.now();
        for await (const object of source.list(plan, this.#signal)) {
          latency.record('list', performance.now() - asked);
          await this.#take(source, object);
          asked = performance.now();
        }
      }
      progress.listed = true;
      // Reads end in parcels, and parcels that met a crash in reads: until nothing is under way.
      while (this.#running.size > 0) {
        await Promise.race(this.#running);
        if (this.#reads.acquired === 0) this.#send(this.#packer.flush());
      }
      this.#send(this.#packer.flush());
      while (this.#running.size > 0) await Promise.race(this.#running);
      this.#signal.throwIfAborted();
    } catch (error) {
      this.#stop.abort(error);
      await Promise.allSettled(this.#running);
      throw error;
    }
  }

  /** One listed object: skipped, known, or its reading begun. Waits while too much is under way. */
  async #take(source: Source, object: SourceObject): Promise<void> {
    const { account, filter, durable } = this.#parts;
    const { coverage, progress } = account;
    this.#signal.throwIfAborted();
    coverage.listed++;
    const { skip, deliveredAt } = filter(object);
    if (skip !== null) {
      count(coverage.skipped, skip);
      return;
    }
    progress.wanted++;
    const known = durable?.ledger.find(object);
    if (known !== undefined) {
      coverage.alreadyProcessed++;
      progress.alreadyProcessed++;
      this.#account(object, known);
      return;
    }
    if (object.size > MAX_OBJECT_BYTES) {
      this.#settle(
        object,
        unreadOutcome('objectTooLarge', `${object.size} bytes, more than ${MAX_OBJECT_BYTES}`),
      );
      return;
    }
    const held = this.#bytes.tryAcquire(object.size) ?? (await this.#acquireBytes(object.size));
    const pending = { source, object, deliveredAt, held, crashes: 0 };
    if (this.#readsItself(source)) {
      // Only the list runs ahead of the decode threads, and only as far as they have places.
      for (const full of this.#packer.add(pending)) await this.#sendOne(full);
      return;
    }
    await this.#reads.acquire(1);
    this.#track(this.#read(pending));
  }

  /** Whether decode threads read a source's objects. */
  #readsItself(source: Source): boolean {
    return source.pathOf !== undefined || (source.access !== undefined && this.#parts.threadsFetch);
  }

  async #acquireBytes(bytes: number): Promise<number> {
    const acquiring = this.#bytes.acquire(bytes);
    this.#sendIfStuck();
    return acquiring;
  }

  #track(work: Promise<void>): void {
    const running: Promise<void> = work
      .catch((error: unknown) => this.#stop.abort(error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #read(pending: PendingObject): Promise<void> {
    let body: Uint8Array<ArrayBuffer> | undefined;
    try {
      body = await this.#body(pending);
    } finally {
      this.#reads.release(1);
    }
    if (body !== undefined) this.#send(this.#packer.add(pending, body));
    this.#sendIfStuck();
  }

  /**
   * What waits in the packer for company holds bytes. Once nothing more is being read because the next object
   * waits for those very bytes, no company will come.
   */
  #sendIfStuck(): void {
    if (this.#bytes.hasWaiters && this.#reads.acquired === 0) this.#send(this.#packer.flush());
  }

  /** The object's bytes, or `undefined` when it could not be read and has been counted so. */
  async #body(pending: PendingObject): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      return await pending.source.read(pending.object, this.#signal, this.#parts.account.latency);
    } catch (error) {
      if (!(error instanceof ObjectReadError)) throw error;
      this.#bytes.release(pending.held);
      this.#settle(pending.object, unreadOutcome(error.reason, error.message));
      return undefined;
    }
  }

  #send(jobs: readonly DecodeJob[]): void {
    for (const one of jobs) void this.#sendOne(one);
  }

  /** @returns a promise of the parcel's permit at the decode threads; whether it fails is seen to here */
  #sendOne(one: DecodeJob): Promise<unknown> {
    const permit = this.#tasks.acquire(1);
    this.#track(this.#process(one, permit));
    return permit;
  }

  async #process({ objects, task }: DecodeJob, permit: Promise<unknown>): Promise<void> {
    const { account, decode, durable } = this.#parts;
    const { latency } = account;
    const waiting = performance.now();
    await permit;
    latency.record('queue-wait', performance.now() - waiting);
    const addressed: DecodeTask =
      task.kind === 'remote' ? { ...task, access: await objects[0]!.source.access!() } : task;
    let reply: DecodeReply | undefined;
    let crash: unknown;
    try {
      reply = await (objects[0]!.crashes > 0 ? decode.runAlone(addressed) : decode.run(addressed));
    } catch (error) {
      crash = error;
    } finally {
      this.#tasks.release(1);
    }
    this.#signal.throwIfAborted();
    if (reply === undefined) {
      for (const pending of objects) this.#track(this.#retry(pending, crash));
      return;
    }
    await this.#route(reply);
    const outcomes = unpackOutcomes(reply.outcomes);
    const left = new Set(reply.left);
    for (const [index, pending] of objects.entries()) {
      if (left.has(index)) {
        this.#track(this.#readAlone(pending));
        continue;
      }
      const outcome = outcomes[index]!;
      this.#bytes.release(pending.held);
      this.#settle(pending.object, outcome);
    }
    await durable?.checkpoint.maybe();
  }

  async #route(reply: DecodeReply): Promise<void> {
    const { account, shards } = this.#parts;
    const { coverage, latency, timings, progress } = account;
    coverage.verifiedObjects += reply.verified;
    latency.merge(reply.latency);
    timings.add(reply);
    latency.record('route', reply.busy.route);
    await Promise.all(
      reply.batches.map(async (batch) => {
        progress.retrievals += batch.retrievals;
        await shards.ingest(batch);
        release(batch.bytes);
      }),
    );
  }

  /** Has an object decoded once more after its decode thread died, alone, so that only the culprit dies. */
  async #retry(before: PendingObject, crash: unknown): Promise<void> {
    const pending = { ...before, crashes: before.crashes + 1 };
    if (pending.crashes >= MAX_CRASHES) {
      this.#bytes.release(pending.held);
      const reason = crash instanceof Error ? crash.message : String(crash);
      const outcome = unreadOutcome('decodeCrashed', `${MAX_CRASHES} decode threads ended: ${reason}`);
      this.#settle(pending.object, outcome);
      return;
    }
    if (pending.source.pathOf !== undefined) this.#send([decodeJob([pending])]);
    else await this.#readAlone(pending);
  }

  /** Reads an object here, and sends it off by itself. */
  async #readAlone(pending: PendingObject): Promise<void> {
    const body = await this.#body(pending);
    if (body !== undefined) this.#send([decodeJob([pending], [body])]);
  }

  /** The end of an object that this run has dealt with. */
  #settle(object: SourceObject, outcome: ObjectOutcome): void {
    if (outcome.failure?.reason === 'decodersDiffer') {
      throw new TrailspikeError('E_DECODERS_DIFFER', `${object.uri}: ${outcome.failure.detail}`, {
        hint: 'Please report this, with the object if it may be shown; TRAILSPIKE_DECODER=reference gives the right result.',
      });
    }
    if (!NOT_READ.has(outcome.failure?.reason)) {
      const { coverage, progress } = this.#parts.account;
      coverage.read++;
      coverage.bytes += object.size;
      progress.bytes += object.size;
    }
    this.#account(object, outcome);
    const { uri, version, size } = object;
    this.#parts.durable?.checkpoint.settle({ uri, version, size, outcome });
  }

  #account(object: SourceObject, outcome: ObjectOutcome): void {
    const { coverage, failures, progress } = this.#parts.account;
    addOutcome(coverage, outcome);
    if (outcome.failure !== null) failures.add({ uri: object.uri, ...outcome.failure });
    progress.finished++;
  }
}
