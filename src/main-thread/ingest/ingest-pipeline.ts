import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { TrailspikeError } from '../../model/errors.js';
import { unreadOutcome, type ObjectOutcome } from '../../model/coverage.js';
import { Semaphore } from '../../base/semaphore.js';
import { unlessAborted } from '../../base/unless-aborted.js';
import type { DecodePool } from '../threads/decode-pool.js';
import { unpackOutcomes } from '../../wire/packed-outcomes.js';
import { HASH_OF_NOTHING, hashWordsOf } from '../../wire/content-hashes.js';
import type { DecodeJob, DecodeReply, SearchTask } from '../../wire/decode-messages.js';
import { listedPage } from '../../source/listing/listed-page.js';
import { listedAt } from '../../source/listing/object-columns.js';
import {
  ObjectReadError,
  type JobFill,
  type LeaveFolder,
  type ListedPage,
  type ListPlan,
  type PageTaker,
  type Source,
  type SourceObject,
} from '../../source/source.js';
import type { Checkpoint } from '../state/checkpoint.js';
import type { Ledger } from '../state/ledger.js';
import type { Verifier } from '../../integrity/verifier.js';
import { settledByName, type ObjectFilter } from '../../source/listing/object-filter.js';
import type { RunAccount } from '../run-account.js';
import { ObjectAccount } from './object-account.js';
import type { ReplySink } from './reply-sink.js';
import { StallWatch } from './stall-watch.js';
import {
  expectedSize,
  JobPacker,
  listedBytes,
  packedJob,
  rangesOf,
  type PackedJob,
  type PendingObject,
} from './job-packer.js';

/** Compressed bytes that may be held for each decode thread: of objects begun and not yet settled. */
const BYTES_PER_THREAD = 32 << 20;
/** Reads under way at once; a source may keep to fewer. */
const READS = 128;
/**
 * How many times as many objects and bytes of pages a job may have once all decode threads have had enough to do: a job
 * takes this thread longer than all that it does with a hundred objects. Until then, small jobs give each thread one.
 */
const BUSY_TIMES = 4;
/** Most objects that are tried once more at the end. */
const MAX_DEFERRED = 100_000;
/** How long a run without motion waits for what it ends, milliseconds: that may be what does not move. */
const END_MS = 10_000;
/** An object is given up when this many decode threads died with it. */
const MAX_CRASHES = 3;

export interface IngestParts {
  readonly decode: DecodePool;
  /** Whether decode threads read the objects of sources whose reads wait; otherwise the main thread does. */
  readonly threadsFetch: boolean;
  /** What to search the objects for. @default they are counted */
  readonly search?: SearchTask;
  readonly sink: ReplySink;
  readonly filter: ObjectFilter;
  /** The same filter as data: decode threads that fetch read pages of listings, too. @default this thread reads them */
  readonly pageFilter?: ListPlan;
  readonly account: RunAccount;
  /** How long nothing may happen before the run ends, milliseconds of real time. */
  readonly stallAfter: number;
  /** Compares what is read with CloudTrail's digests. Then objects that an earlier run read are read again. */
  readonly verifier?: Verifier | undefined;
  /** Present in a run with state. */
  readonly durable: { readonly ledger: Ledger; readonly checkpoint: Checkpoint } | undefined;
}

/**
 * From listings to a sink: has each object read and decoded, hands on what that gives, and accounts for it.
 * Everything is bounded: bytes in memory, reads under way, jobs at the decode threads, and what the sink holds.
 */
export class IngestPipeline {
  readonly #parts: IngestParts;
  readonly #account: ObjectAccount;
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  readonly #bytes: Semaphore;
  readonly #reads = new Semaphore(READS);
  readonly #jobs: Semaphore;
  readonly #packer = new JobPacker();
  readonly #running = new Set<Promise<void>>();
  /** What the run waits for, to name it. */
  readonly #reading = new Set<SourceObject>();
  readonly #decoding = new Set<PackedJob>();
  /** Objects that were replaced after they were listed. */
  readonly #changed = new Set<SourceObject>();
  /** Objects whose source failed in a way that passes. */
  #deferred: BegunObject[] = [];
  #isLastRound = false;
  /** Whether a job had to wait for a decode thread. */
  #hasWaited = false;

  constructor(parts: IngestParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#account = new ObjectAccount(parts.account);
    this.#bytes = new Semaphore(BYTES_PER_THREAD * parts.decode.threads);
    this.#jobs = new Semaphore(parts.decode.permits);
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    setMaxListeners(0, this.#signal); // every read under way listens
    this.#signal.addEventListener('abort', () => {
      const reason = this.#signal.reason as Error;
      for (const semaphore of [this.#bytes, this.#reads, this.#jobs]) semaphore.fail(reason);
      parts.sink.fail(reason);
      // Their requests may take long, and end only with the threads.
      if (parts.threadsFetch) void parts.decode.close();
    });
  }

  /**
   * Ingests everything that the sources list. Resolves when each object is settled and the sink has taken what it
   * gave. Rejects with the first fatal error or the signal's reason, after all work under way has ended.
   */
  async run(sources: readonly Source[], plan: ListPlan): Promise<void> {
    const { account, verifier } = this.#parts;
    const { progress, latency, leftOut } = account;
    const watch = new StallWatch({
      limit: this.#parts.stallAfter,
      motion: () => {
        const lists = sources.reduce((sum, source) => sum + (source.listRequests?.() ?? 0), 0);
        const { hung } = this.#parts.decode;
        return [
          progress.found,
          progress.finished,
          progress.retrievals,
          this.#running.size,
          lists,
          hung,
        ].join();
      },
      waitsFor: () => this.#waitsFor(),
      stalled: (error) => {
        this.#stop.abort(error);
        void this.#parts.decode.close();
      },
    });
    try {
      for (const source of sources) {
        let asked = performance.now();
        verifier?.begin(source);
        const leave: LeaveFolder = (reason, uri) => {
          if (reason === 'digest' && verifier !== undefined) verifier.folder(source, uri);
          else leftOut.folder(reason, uri);
        };
        for await (const object of source.list(plan, this.#signal, leave, this.#pageTaker(source))) {
          latency.record('list', performance.now() - asked);
          await this.#take(source, object);
          asked = performance.now();
        }
      }
      progress.listed = true;
      await this.#drain();
      this.#isLastRound = true;
      for (const object of this.#deferred.splice(0)) await this.#begin(object);
      await this.#drain();
      this.#signal.throwIfAborted();
    } catch (error) {
      this.#stop.abort(error);
      await (watch.hasStalled
        ? Promise.race([Promise.allSettled(this.#running), sleep(END_MS, undefined, { ref: false })])
        : Promise.allSettled(this.#running));
      throw error;
    } finally {
      watch.close();
    }
  }

  /**
   * Waits until nothing is under way, or the run stops: work under way may never end. Reads lead to jobs, and jobs whose
   * thread died lead to reads.
   */
  async #drain(): Promise<void> {
    while (this.#running.size > 0) {
      await unlessAborted(Promise.race(this.#running), this.#signal);
      if (this.#reads.acquired === 0) this.#send(this.#packer.flush());
    }
    this.#send(this.#packer.flush());
    while (this.#running.size > 0) await unlessAborted(Promise.race(this.#running), this.#signal);
  }

  #waitsFor(): string {
    const named = (count: number, what: string, first: SourceObject | undefined): string[] =>
      count === 0 ? [] : [`${count} ${what}${first === undefined ? '' : `, such as ${first.uri}`}`];
    const [job] = this.#decoding;
    const [object] = this.#reading;
    const parts = [
      ...(this.#parts.account.progress.listed ? [] : ['the listing']),
      ...named(this.#reading.size, 'objects to be read', object),
      ...named(this.#decoding.size, 'jobs of the decode threads', job?.at(0).object),
    ];
    return parts.length === 0 ? 'the shard threads' : parts.join('; ');
  }

  /** One listed object: skips it, finds it already processed, or begins it. Waits while too much is under way. */
  async #take(source: Source, object: SourceObject): Promise<void> {
    const { filter, verifier } = this.#parts;
    this.#signal.throwIfAborted();
    this.#account.listed(1);
    const { skip, fail, deliveredAt } = filter(object);
    if (skip !== null) {
      this.#account.skipped(object, skip);
      if (skip === 'empty') verifier?.settled(source, object, HASH_OF_NOTHING);
      return;
    }
    this.#account.wanted(1, listedBytes(object));
    if (this.#isProcessed({ source, object, deliveredAt })) return;
    if (fail !== null) {
      this.#settle({ source, object, deliveredAt }, unreadOutcome(fail.reason, fail.detail));
      return;
    }
    await this.#begin({ source, object, deliveredAt });
  }

  /** How pages of a source's listings are asked for by decode threads, where they are. */
  #pageTaker(source: Source): PageTaker | undefined {
    const { decode, filter, pageFilter, threadsFetch, verifier } = this.#parts;
    if (pageFilter === undefined || !threadsFetch || verifier !== undefined) return undefined;
    return {
      fetch: async (request) => {
        if (!decode.hasRoomForPage) return undefined;
        const description = await source.describe();
        try {
          return await decode.fetchPage({ kind: 'page', source: description, request, filter: pageFilter });
        } catch {
          this.#signal.throwIfAborted();
          return undefined; // the thread died
        }
      },
      pageOf: (objects, base, remark) => listedPage(objects, base, remark, filter),
      take: (page) => this.#takePage(source, page),
    };
  }

  /** A page of a listing. Waits while too much is under way. */
  async #takePage(source: Source, page: ListedPage): Promise<void> {
    this.#signal.throwIfAborted();
    const { unreadable, wanted, remark } = page;
    this.#account.listed(page.listed);
    this.#account.skippedOf(page);
    for (const { object, deliveredAt, fail } of unreadable) {
      this.#account.wanted(1, listedBytes(object));
      const begun = { source, object, deliveredAt };
      if (!this.#isProcessed(begun)) this.#settle(begun, unreadOutcome(fail.reason, fail.detail));
    }
    this.#account.wanted(wanted.sizes.length, sum(wanted.sizes));
    if ((this.#parts.durable?.ledger.size ?? 0) > 0) {
      // Some may be known: each is looked up.
      for (const [index, deliveredAt] of wanted.deliveredAt.entries()) {
        const begun = { source, object: listedAt(wanted, index, remark), deliveredAt };
        if (!this.#isProcessed(begun)) await this.#begin(begun);
      }
      return;
    }
    const { jobFill } = source.threadReading;
    const fillNow = (): JobFill => {
      const times = this.#hasWaited ? BUSY_TIMES : 1;
      return { bytes: times * jobFill.bytes, objects: times * jobFill.objects };
    };
    for (const range of rangesOf(source, page, fillNow)) {
      const held = await this.#acquireBytes(range.bytes);
      for (const full of this.#packer.addRange({ ...range, held }, fillNow())) await this.#sendOne(full);
      this.#sendIfStuck();
    }
  }

  /** Whether an earlier run is done with an object; then it is accounted for. */
  #isProcessed({ source, object, deliveredAt }: BegunObject): boolean {
    const { durable, verifier } = this.#parts;
    const known = verifier === undefined ? durable?.ledger.find(object) : undefined;
    if (known === undefined) return false;
    if (known.failure === null) source.wasReadable?.(object);
    this.#account.alreadyProcessed(object, deliveredAt, known);
    return true;
  }

  /** Begins an object. Waits while too much is under way. */
  async #begin({ source, object, deliveredAt }: BegunObject): Promise<void> {
    const size = expectedSize(object);
    const held = await this.#acquireBytes(size);
    const pending = { source, object, deliveredAt, held };
    if (!source.threadReading.waits || this.#parts.threadsFetch) {
      // Decode threads read it. The listing runs ahead of them only as far as there are permits for jobs.
      for (const full of this.#packer.add(pending)) await this.#sendOne(full);
      return;
    }
    await this.#reads.acquire(1);
    this.#track(this.#read(pending));
  }

  async #acquireBytes(bytes: number): Promise<number> {
    const held = this.#bytes.tryAcquire(bytes);
    if (held !== undefined) return held;
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
   * Objects that wait in the packer hold bytes. When no read is under way because the next object waits for just
   * these bytes, their job would never fill: it is sent as it is.
   */
  #sendIfStuck(): void {
    if (this.#bytes.hasWaiters && this.#reads.acquired === 0) this.#send(this.#packer.flush());
  }

  /** @returns the object's bytes; `undefined` when it could not be read, which is settled here */
  async #body(pending: PendingObject): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { object, source } = pending;
    const { latency } = this.#parts.account;
    this.#reading.add(object);
    try {
      return await source.read(object, this.#signal, {
        record: (stage, milliseconds) => latency.record(stage, milliseconds),
        changed: () => this.#changed.add(object),
      });
    } catch (error) {
      if (!(error instanceof ObjectReadError)) throw error;
      this.#bytes.release(pending.held);
      this.#settle(pending, unreadOutcome(error.reason, error.message));
      return undefined;
    } finally {
      this.#reading.delete(object);
    }
  }

  #send(jobs: readonly PackedJob[]): void {
    for (const one of jobs) void this.#sendOne(one);
  }

  /** @returns when the job has its permit; a rejection is handled here too */
  #sendOne(one: PackedJob): Promise<unknown> {
    const permit = this.#jobs.acquire(1);
    this.#hasWaited ||= this.#jobs.hasWaiters;
    this.#track(this.#process(one, permit));
    return permit;
  }

  async #process(packed: PackedJob, permit: Promise<unknown>): Promise<void> {
    const { source, crashes, job } = packed;
    const { account, decode, durable, search, verifier } = this.#parts;
    const { latency } = account;
    const waiting = performance.now();
    await permit;
    latency.record('queue-wait', performance.now() - waiting);
    const each = durable !== undefined || verifier !== undefined;
    const complete: DecodeJob =
      job.kind === 'described'
        ? { ...job, each, search, source: await source.describe() }
        : { ...job, each, search };
    let reply: DecodeReply | undefined;
    let crash: unknown;
    this.#decoding.add(packed);
    try {
      reply = await (crashes > 0 ? decode.runAlone(complete) : decode.run(complete));
    } catch (error) {
      crash = error;
    } finally {
      this.#decoding.delete(packed);
      this.#jobs.release(1);
    }
    this.#signal.throwIfAborted();
    if (reply === undefined) {
      for (let index = 0; index < packed.length; index++) {
        this.#track(this.#retry(packed.at(index), crashes + 1, crash));
      }
      return;
    }
    await this.#route(reply, packed);
    this.#settleJob(reply, packed);
    await durable?.checkpoint.maybe();
  }

  /** Accounts for the objects of a job: for most of them together. */
  #settleJob({ outcomes, left, hashes }: DecodeReply, packed: PackedJob): void {
    let { length, bytes, held } = packed;
    const apart = (index: number): PendingObject => {
      const pending = packed.at(index);
      length--;
      bytes -= listedBytes(pending.object);
      return pending;
    };
    for (const index of left) {
      const pending = apart(index);
      held -= pending.held;
      this.#track(this.#readAlone(pending, packed.crashes));
    }
    this.#bytes.release(held);
    const hashOf = hashes === null ? undefined : hashWordsOf(hashes);
    for (const [index, outcome] of unpackOutcomes(outcomes)) {
      this.#settle(apart(index), outcome, hashOf?.(index));
    }
    this.#account.ordinary(length, bytes, outcomes.summed);
  }

  async #route(reply: DecodeReply, packed: PackedJob): Promise<void> {
    const { account, sink } = this.#parts;
    const { coverage, latency, timings } = account;
    coverage.verifiedObjects += reply.verified;
    latency.merge(reply.latency);
    timings.add(reply);
    latency.record('route', reply.busy.route);
    await sink.take(reply, (index) => packed.at(index).object);
  }

  /**
   * Decodes an object again after its decode thread died: alone, so that it takes no other object with it.
   * @param crashes how many threads died with it
   */
  async #retry(pending: PendingObject, crashes: number, crash: unknown): Promise<void> {
    if (crashes >= MAX_CRASHES) {
      this.#bytes.release(pending.held);
      const reason = crash instanceof Error ? crash.message : String(crash);
      const outcome = unreadOutcome('decodeCrashed', `${MAX_CRASHES} decode threads ended: ${reason}`);
      this.#settle(pending, outcome);
      return;
    }
    if (!pending.source.threadReading.waits) this.#send([packedJob([pending], undefined, crashes)]);
    else await this.#readAlone(pending, crashes);
  }

  /** Reads an object on this thread, and sends it in a job of its own. */
  async #readAlone(pending: PendingObject, crashes: number): Promise<void> {
    const body = await this.#body(pending);
    if (body !== undefined) this.#send([packedJob([pending], [body], crashes)]);
  }

  /** Accounts for an object that this run is done with. */
  #settle({ source, object, deliveredAt }: BegunObject, decoded: ObjectOutcome, hash?: Uint32Array): void {
    if (
      decoded.failure?.reason === 'unavailable' &&
      !this.#isLastRound &&
      this.#deferred.length < MAX_DEFERRED
    ) {
      this.#deferred.push({ source, object, deliveredAt });
      return;
    }
    this.#parts.verifier?.settled(source, object, hash ?? null);
    const settled = settledByName(object, decoded);
    const outcome = this.#changed.delete(object) ? { ...settled, changed: true as const } : settled;
    if (outcome.failure?.reason === 'decodersDiffer') {
      throw new TrailspikeError('E_DECODERS_DIFFER', `${object.uri}: ${outcome.failure.detail}`, {
        hint: 'Please report this, with the object if it may be shown; TRAILSPIKE_DECODER=reference gives the right result.',
      });
    }
    this.#account.settled(object, deliveredAt, outcome);
    const { uri, version, size } = object;
    this.#parts.durable?.checkpoint.settle({ uri, version, size, outcome });
  }
}

/** An object that the run takes, before it has room. */
type BegunObject = Pick<PendingObject, 'source' | 'object' | 'deliveredAt'>;

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, one) => total + one, 0);
}
