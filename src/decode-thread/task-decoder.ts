import { decodeObject, type DecodeOptions, type StageClock } from '../decode/decode-object.js';
import { DecoderCheck } from '../decode/decoder-check.js';
import { decoderUse } from '../decode/decoders.js';
import { DELIVERY_LAG, type EncodedLatency } from '../metrics/stages.js';
import { HistogramCounter } from '../metrics/histogram-counts.js';
import { unreadOutcome, type ObjectOutcome } from '../model/coverage.js';
import type { Retrieval } from '../model/retrieval.js';
import { selectionOf } from '../rule/select-events.js';
import { FileLoader } from '../source/file-loader.js';
import type { ObjectFetcher } from '../source/s3/object-fetcher.js';
import { ObjectReadError, type ReadClock } from '../source/source.js';
import { BatchRouter } from './batch-builder.js';
import { FetchMeter } from './fetch-meter.js';
import { release } from '../wire/release.js';
import { packOutcomes } from '../wire/packed-outcomes.js';
import type {
  BodiesTask,
  DecodeBusy,
  DecodeReply,
  DecodeSetup,
  DecodeTask,
  FilesTask,
  RemoteTask,
} from '../wire/protocol.js';

/** The work of a decode thread: objects to outcomes and packed batches. Keeps only memory between tasks. */
export class TaskDecoder {
  readonly #options: DecodeOptions;
  readonly #setup: DecodeSetup;
  readonly #check: DecoderCheck;
  readonly #loader = new FileLoader();
  /** Those that no task is using. */
  readonly #routers: BatchRouter[] = [];
  /** Batches of the last reply. */
  #replied: DecodeReply['batches'] = [];
  readonly #meter = new FetchMeter();
  #fetcher: Promise<ObjectFetcher> | undefined;

  constructor(setup: DecodeSetup) {
    this.#options = { ...setup, selection: selectionOf(setup.events, setup.exclusions) };
    this.#setup = setup;
    this.#check = new DecoderCheck(this.#options, setup.verifyEvery);
  }

  async decode(task: DecodeTask): Promise<DecodeReply> {
    this.#releaseReplied();
    const router = this.#routers.pop() ?? new BatchRouter(this.#setup.shards);
    const work = new Work(this.#options, router, task, this.#meter, this.#check);
    if (task.kind === 'bodies') settleBodies(task, work);
    else if (task.kind === 'files') this.#settleFiles(task, work);
    else await this.#fetch(task, work);
    const reply = work.reply();
    this.#routers.push(router); // empty again; that of a task that failed is not
    this.#replied = reply.batches;
    return reply;
  }

  /** A thread that has one task at a time has sent its last reply, a copy, when the next task comes. */
  #releaseReplied(): void {
    if (this.#setup.atOnce === 1) for (const { bytes } of this.#replied) release(bytes);
    this.#replied = [];
  }

  #settleFiles({ paths, sizes, versions }: FilesTask, work: Work): void {
    for (let index = 0; index < paths.length; index++) {
      const started = performance.now();
      let body: Uint8Array | ObjectReadError;
      try {
        body = this.#loader.load({ path: paths[index]!, size: sizes[index]!, version: versions[index]! });
        work.clock.record('read', performance.now() - started);
      } catch (error) {
        if (!(error instanceof ObjectReadError)) throw error;
        body = error;
      }
      work.settle(index, body);
    }
  }

  async #fetch(task: RemoteTask, work: Work): Promise<void> {
    this.#meter.begin();
    try {
      await this.#settleRemote(task, work);
    } finally {
      work.clock.record('fetch', this.#meter.end());
    }
  }

  /** Many at once; each is decoded when it is there, while others arrive. */
  async #settleRemote({ access, keys, sizes, versions }: RemoteTask, work: Work): Promise<void> {
    this.#fetcher ??= import('../source/s3/object-fetcher.js').then(
      ({ ObjectFetcher }) => new ObjectFetcher(this.#setup.threads),
    );
    const read = (await this.#fetcher).reader(access);
    const settle = async (key: string, index: number): Promise<void> => {
      const body = await read({ key, size: sizes[index]!, etag: versions[index]! }, work.clock);
      if (body === undefined) {
        work.left.push(index);
        return;
      }
      work.settle(index, body);
      if (body instanceof Uint8Array && body.length >= WORTH_RELEASING) release(body);
    };
    let next = 0;
    const settleNext = async (): Promise<void> => {
      while (next < keys.length) {
        const index = next++;
        await settle(keys[index]!, index);
      }
    };
    await Promise.all(Array.from({ length: FETCHES }, settleNext));
  }
}

function settleBodies({ bodies, sizes }: BodiesTask, work: Work): void {
  let offset = 0;
  sizes.forEach((size, index) => {
    work.settle(index, bodies.subarray(offset, offset + size));
    offset += size;
  });
  release(bodies);
}

/** One task under way. A thread that fetches has several. */
class Work {
  /** Objects that could not be got at. */
  readonly left: number[] = [];
  readonly clock = new TaskClock();
  readonly #options: DecodeOptions;
  readonly #router: BatchRouter;
  readonly #deliveredAt: Float64Array;
  readonly #outcomes: ObjectOutcome[];
  readonly #lags = new HistogramCounter();
  readonly #meter: FetchMeter;
  readonly #check: DecoderCheck;
  #busy = 0;

  constructor(
    options: DecodeOptions,
    router: BatchRouter,
    { deliveredAt }: DecodeTask,
    meter: FetchMeter,
    check: DecoderCheck,
  ) {
    this.#options = options;
    this.#router = router;
    this.#meter = meter;
    this.#check = check;
    this.#deliveredAt = deliveredAt;
    this.#outcomes = new Array<ObjectOutcome>(deliveredAt.length).fill(NO_OUTCOME);
  }

  /** Decodes one object, or notes why it could not be read. */
  settle(index: number, body: Uint8Array | ObjectReadError): void {
    if (body instanceof ObjectReadError) {
      this.#outcomes[index] = unreadOutcome(body.reason, body.message);
      return;
    }
    const started = performance.now();
    const deliveredAt = this.#deliveredAt[index]!;
    const sink = (retrieval: Retrieval): void => {
      this.#router.add(retrieval);
      if (deliveredAt > 0) this.#lags.add(deliveredAt - retrieval.time);
    };
    const outcome = decodeObject(body, this.#options, sink, this.clock);
    const difference = this.#check.check(body);
    this.#outcomes[index] = difference === null ? outcome : { ...outcome, failure: difference };
    const spent = performance.now() - started;
    this.#busy += spent;
    this.#meter.decoded(spent);
  }

  reply(): DecodeReply {
    const routing = performance.now();
    const batches = this.#router.pack();
    const outcomes = packOutcomes(this.#outcomes);
    const route = performance.now() - routing;
    this.#meter.decoded(route);
    const { busy } = this.clock;
    return {
      outcomes,
      left: this.left,
      batches,
      latency: { ...this.clock.tallies(), [DELIVERY_LAG]: this.#lags.pack() },
      busy: { ...busy, route, total: busy.read + busy.fetch + this.#busy + route },
      decoder: decoderUse(),
      verified: this.#check.takeVerified(),
    };
  }
}

/**
 * Objects of a task that are asked for at once: with a few tasks, more than there are connections. What waits for one
 * only grows old.
 */
const FETCHES = 32;

/** Bytes of a body below which releasing it takes longer than collecting it. */
const WORTH_RELEASING = 64 * 2 ** 10;

const NO_OUTCOME = unreadOutcome('unreadable', 'left to the main thread');

/** Stages of an object that are timed here. */
type Timed = 'first-byte' | 'body' | 'inflate' | 'match';

/** Where the time of a task goes: as tallies, in whole microseconds an object, and in sum. */
class TaskClock implements StageClock, ReadClock {
  readonly #tallies: Readonly<Record<Timed, HistogramCounter>> = {
    'first-byte': new HistogramCounter(),
    body: new HistogramCounter(),
    inflate: new HistogramCounter(),
    match: new HistogramCounter(),
  };
  readonly busy: Omit<DecodeBusy, 'total'> = {
    read: 0,
    inflate: 0,
    match: 0,
    extract: 0,
    route: 0,
    fetch: 0,
  };

  /**
   * @param stage `read`: a file; `first-byte` and `body`: an object of S3, for which nobody is busy waiting; `fetch`:
   *   what was done for any
   */
  record(stage: Timed | 'read' | 'extract' | 'fetch', milliseconds: number): void {
    if (stage !== 'first-byte' && stage !== 'body') this.busy[stage] += milliseconds;
    if (stage !== 'extract' && stage !== 'fetch')
      this.#tallies[stage === 'read' ? 'body' : stage].add(milliseconds * 1000);
  }

  tallies(): EncodedLatency {
    const packed: EncodedLatency = {};
    for (const [stage, tally] of Object.entries(this.#tallies)) {
      if (!tally.isEmpty) packed[stage as Timed] = tally.pack();
    }
    return packed;
  }
}
