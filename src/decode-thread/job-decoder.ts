import { release } from '../base/release.js';
import { decodeObject, decodeOptions, type DecodeOptions, type StageClock } from '../decode/decode-object.js';
import { DecoderCheck } from '../decode/decoder-check.js';
import { decoderUse } from '../decode/decoders.js';
import { DELIVERY_LAG, type EncodedLatency } from '../metrics/stages.js';
import { HistogramCounter } from '../metrics/histogram-counts.js';
import { TrailspikeError } from '../model/errors.js';
import { unreadOutcome, type ObjectOutcome } from '../model/coverage.js';
import type { Projected } from '../model/retrieval.js';
import { selectionOf } from '../rule/select-events.js';
import { ObjectReadError, type ReadClock, type StoredObject } from '../source/source.js';
import type { BlockingReader, SourceKind, WaitingReader } from '../source/source-kind.js';
import { SourceReaders } from '../source/source-readers.js';
import { BatchRouter } from './batch-builder.js';
import { FetchMeter } from './fetch-meter.js';
import { packOutcomes } from '../wire/packed-outcomes.js';
import type {
  BodiesJob,
  DecodeBusy,
  DecodeJob,
  DecodeReply,
  DecodeSetup,
  DescribedJob,
} from '../wire/decode-messages.js';

/** The work of a decode thread: turns objects into outcomes and packed batches. Keeps only memory between jobs. */
export class JobDecoder {
  readonly #options: DecodeOptions;
  readonly #setup: DecodeSetup;
  readonly #check: DecoderCheck;
  readonly #readers: SourceReaders;
  /** Routers that no job is using. */
  readonly #routers: BatchRouter[] = [];
  /** Batches of the last reply. */
  #replied: DecodeReply['batches'] = [];
  readonly #meter = new FetchMeter();

  /** @param kinds of sources that jobs may be of. @default all */
  constructor(setup: DecodeSetup, kinds?: readonly SourceKind[]) {
    const { limits, identityMode, accounts, regions, measures } = setup;
    this.#options = decodeOptions(
      limits,
      { identityMode, accounts, regions },
      measures.map(({ events, exclusions }) => selectionOf(events, exclusions)),
    );
    this.#setup = setup;
    this.#check = new DecoderCheck(this.#options, setup.verifyEvery);
    this.#readers = new SourceReaders(setup, kinds);
  }

  async decode(job: DecodeJob): Promise<DecodeReply> {
    this.#releaseReplied();
    const router = this.#routers.pop() ?? new BatchRouter(this.#setup.shards);
    const work = new Work(this.#options, router, job, this.#meter, this.#check);
    if (job.kind === 'bodies') settleBodies(job, work);
    else await this.#read(job, work);
    const reply = work.reply();
    this.#routers.push(router); // empty again, unless the job failed
    this.#replied = reply.batches;
    return reply;
  }

  /** When a thread has one job at a time, its last reply has been copied away by the time the next job arrives. */
  #releaseReplied(): void {
    if (this.#setup.atOnce === 1) for (const { bytes } of this.#replied) release(bytes);
    this.#replied = [];
  }

  async #read(job: DescribedJob, work: Work): Promise<void> {
    const reader = await this.#readers.open(job.source);
    if (!reader.waits) {
      readInTurn(reader, job, work);
      return;
    }
    this.#meter.begin();
    try {
      await readTogether(reader, job, work);
    } finally {
      work.clock.record('fetch', this.#meter.end());
    }
  }
}

function settleBodies({ bodies, sizes }: BodiesJob, work: Work): void {
  let offset = 0;
  sizes.forEach((size, index) => {
    work.settle(index, bodies.subarray(offset, offset + size));
    offset += size;
  });
  release(bodies);
}

/** One object after the other: each read blocks this thread. */
function readInTurn(reader: BlockingReader, job: DescribedJob, work: Work): void {
  for (let index = 0; index < job.uris.length; index++) {
    const started = performance.now();
    let body: Uint8Array;
    try {
      body = reader.read(objectAt(job, index));
    } catch (error) {
      work.fail(index, error);
      continue;
    }
    work.clock.record('read', performance.now() - started);
    work.settle(index, body);
  }
}

/** Many objects at once: each is decoded as soon as it is read, while others arrive. */
async function readTogether(reader: WaitingReader, job: DescribedJob, work: Work): Promise<void> {
  const settle = async (index: number): Promise<void> => {
    let body: Uint8Array<ArrayBuffer>;
    try {
      body = await reader.read(objectAt(job, index), work.clock);
    } catch (error) {
      work.fail(index, error);
      return;
    }
    work.settle(index, body);
    if (body.length >= WORTH_RELEASING) release(body);
  };
  let next = 0;
  const settleNext = async (): Promise<void> => {
    while (next < job.uris.length) await settle(next++);
  };
  await Promise.all(Array.from({ length: reader.concurrency }, settleNext));
}

function objectAt({ uris, sizes, versions }: DescribedJob, index: number): StoredObject {
  return { uri: uris[index]!, size: sizes[index]!, version: versions[index]! };
}

/** One job in progress. A thread that waits for other machines has several. */
class Work {
  /** Indices of objects that the main thread must read. */
  readonly left: number[] = [];
  readonly clock = new JobClock();
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
    { deliveredAt }: DecodeJob,
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

  /** Decodes one object. */
  settle(index: number, body: Uint8Array): void {
    const started = performance.now();
    const deliveredAt = this.#deliveredAt[index]!;
    const sink = (one: Projected, measure: number): void => {
      this.#router.add(one, measure);
      if (deliveredAt > 0) this.#lags.add(deliveredAt - one.time);
    };
    const outcome = decodeObject(body, this.#options, sink, this.clock);
    const difference = this.#check.check(body);
    this.#outcomes[index] = difference === null ? outcome : { ...outcome, failure: difference };
    const spent = performance.now() - started;
    this.#busy += spent;
    this.#meter.decoded(spent);
  }

  /** Notes why one object could not be read. An error that concerns the whole source is left to the main thread. */
  fail(index: number, error: unknown): void {
    if (error instanceof ObjectReadError) this.#outcomes[index] = unreadOutcome(error.reason, error.message);
    else if (error instanceof TrailspikeError) this.left.push(index);
    else throw error;
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
      latency: { ...this.clock.latency(), [DELIVERY_LAG]: this.#lags.pack() },
      busy: { ...busy, route, total: busy.read + busy.fetch + this.#busy + route },
      decoder: decoderUse(),
      verified: this.#check.takeVerified(),
    };
  }
}

/** Bytes of a body below which releasing it takes longer than collecting it as garbage. */
const WORTH_RELEASING = 64 * 2 ** 10;

const NO_OUTCOME = unreadOutcome('unreadable', 'left to the main thread');

/** Stages of an object that are measured here. */
type Timed = 'first-byte' | 'body' | 'inflate' | 'match';

/** Where the time of a job goes: histogram counts of each stage, in whole microseconds an object, and sums. */
class JobClock implements StageClock, ReadClock {
  readonly #histograms: Readonly<Record<Timed, HistogramCounter>> = {
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
   * @param stage `read`: one blocking read; `first-byte` and `body`: the parts of one read that waits, during which
   *   the thread is not busy; `fetch`: the work on all reads that wait
   */
  record(stage: Timed | 'read' | 'extract' | 'fetch', milliseconds: number): void {
    if (stage !== 'first-byte' && stage !== 'body') this.busy[stage] += milliseconds;
    if (stage !== 'extract' && stage !== 'fetch')
      this.#histograms[stage === 'read' ? 'body' : stage].add(milliseconds * 1000);
  }

  latency(): EncodedLatency {
    const packed: EncodedLatency = {};
    for (const [stage, histogram] of Object.entries(this.#histograms)) {
      if (!histogram.isEmpty) packed[stage as Timed] = histogram.pack();
    }
    return packed;
  }
}
