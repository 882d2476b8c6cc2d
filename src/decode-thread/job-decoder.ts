import { release } from '../base/release.js';
import { decoderUse } from '../decode/decoders.js';
import type { StageClock } from '../decode/read-events.js';
import type { EncodedLatency } from '../metrics/stages.js';
import { HistogramCounter } from '../metrics/histogram-counts.js';
import { TrailspikeError } from '../model/errors.js';
import { isOrdinary, unreadOutcome, type ObjectOutcome } from '../model/coverage.js';
import { listedPage } from '../source/listing/listed-page.js';
import { storedAt } from '../source/listing/object-columns.js';
import { objectFilter } from '../source/listing/object-filter.js';
import { ObjectReadError, type ReadClock } from '../source/source.js';
import type { BlockingReader, SourceKind, WaitingReader } from '../source/source-kind.js';
import { SourceReaders } from '../source/source-readers.js';
import { CountingConsumers } from './counting.js';
import { FetchMeter } from './fetch-meter.js';
import type { Consumers, JobConsumer } from './job-consumer.js';
import { SearchingConsumers } from './searching.js';
import { packOutcomes } from '../wire/packed-outcomes.js';
import type {
  BodiesJob,
  DecodeBusy,
  DecodeJob,
  DecodeReply,
  DecodeSetup,
  DecodeTask,
  DescribedJob,
  PageReply,
  PageTask,
} from '../wire/decode-messages.js';

/** The work of a decode thread: reads objects, and counts or searches what is in them. */
export class JobDecoder {
  readonly #counting: Consumers | null;
  #searching: { readonly id: number; readonly consumers: Consumers } | undefined;
  readonly #setup: DecodeSetup;
  readonly #readers: SourceReaders;
  /** Batches of the last reply. */
  #replied: DecodeReply['batches'] = [];
  readonly #meter = new FetchMeter();

  /** @param kinds of sources that jobs may be of. @default all */
  constructor(setup: DecodeSetup, kinds?: readonly SourceKind[]) {
    const { work } = setup;
    this.#counting = work === null ? null : new CountingConsumers(setup, work);
    this.#setup = setup;
    this.#readers = new SourceReaders(setup, kinds);
  }

  /** Does what a message of the main thread asks for. */
  do(task: DecodeTask): Promise<DecodeReply | PageReply> {
    return task.kind === 'page' ? this.#fetchPage(task) : this.decode(task);
  }

  async #fetchPage({ source, request, filter }: PageTask): Promise<PageReply> {
    const page = await this.#readers.fetchPage(source, request);
    if (page === undefined) return undefined;
    const { base, ends, objects } = page;
    return { ends, objects: listedPage(objects, base, request.remark, objectFilter(filter)) };
  }

  async decode(job: DecodeJob): Promise<DecodeReply> {
    this.#releaseReplied();
    const work = new Work(this.#consumersFor(job).begin(job.deliveredAt.length), job, this.#meter);
    if (job.kind === 'bodies') settleBodies(job, work);
    else await this.#read(job, work);
    const reply = await work.reply();
    this.#replied = reply.batches;
    return reply;
  }

  #consumersFor({ search: task }: DecodeJob): Consumers {
    if (task === undefined) {
      if (this.#counting === null) throw new RangeError('this decode thread only searches');
      return this.#counting;
    }
    const { id, search } = task;
    if (this.#searching?.id !== id) {
      this.#searching = { id, consumers: new SearchingConsumers(this.#setup, search) };
    }
    return this.#searching.consumers;
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
  for (let index = 0; index < job.sizes.length; index++) {
    const started = performance.now();
    let body: Uint8Array;
    try {
      body = reader.read(storedAt(job, index));
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
      body = await reader.read(storedAt(job, index), work.clockOf(index));
    } catch (error) {
      work.fail(index, error);
      return;
    }
    work.settle(index, body);
    if (body.length >= WORTH_RELEASING) release(body);
  };
  let next = 0;
  const settleNext = async (): Promise<void> => {
    while (next < job.sizes.length) await settle(next++);
  };
  await Promise.all(Array.from({ length: reader.concurrency }, settleNext));
}

/** One job in progress. A thread that waits for other machines has several. */
class Work {
  /** Indices of objects that the main thread must read. */
  readonly left: number[] = [];
  readonly clock = new JobClock();
  readonly #consumer: JobConsumer;
  readonly #job: DecodeJob;
  readonly #outcomes: (ObjectOutcome | undefined)[];
  readonly #meter: FetchMeter;
  /** Indices of objects that were replaced after they were listed. */
  readonly #changed = new Set<number>();
  #busy = 0;

  constructor(consumer: JobConsumer, job: DecodeJob, meter: FetchMeter) {
    this.#consumer = consumer;
    this.#meter = meter;
    this.#job = job;
    this.#outcomes = new Array<undefined>(job.deliveredAt.length).fill(undefined);
  }

  /** The clock of one read. */
  clockOf(index: number): ReadClock {
    return {
      record: (stage, milliseconds) => this.clock.record(stage, milliseconds),
      changed: () => this.#changed.add(index),
    };
  }

  /** Decodes one object. */
  settle(index: number, body: Uint8Array): void {
    const started = performance.now();
    const outcome = this.#consumer.consume(body, index, this.#job.deliveredAt[index]!, this.clock);
    this.#outcomes[index] = this.#changed.has(index) ? { ...outcome, changed: true } : outcome;
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

  async reply(): Promise<DecodeReply> {
    const routing = performance.now();
    const { batches, found, verified, hashes, lag } = await this.#consumer.finish();
    const { each, deliveredAt } = this.#job;
    // An object whose name does not say when it was delivered is noted by its name.
    const isSummed = (outcome: ObjectOutcome, index: number): boolean =>
      !each && deliveredAt[index]! > 0 && isOrdinary(outcome);
    const outcomes = packOutcomes(this.#outcomes, isSummed);
    const route = performance.now() - routing;
    this.#meter.decoded(route);
    const { busy } = this.clock;
    return {
      outcomes,
      left: this.left,
      batches,
      found,
      latency: { ...this.clock.latency(), ...lag },
      busy: { ...busy, route, total: busy.read + busy.fetch + this.#busy + route },
      decoder: decoderUse(),
      verified,
      hashes,
    };
  }
}

/** Bytes of a body below which releasing it takes longer than collecting it as garbage. */
const WORTH_RELEASING = 64 * 2 ** 10;

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
