import { Piscina } from 'piscina';
import type { DecodeJob, DecodeReply, DecodeSetup } from '../../wire/decode-messages.js';
import {
  FETCHING_YOUNG_GENERATION,
  SMALL_YOUNG_GENERATION,
  workerEntry,
  type WorkerEntry,
} from '../worker-entry.js';
import { heapLimit, MOST_FOR_DECODING } from './heap-limit.js';

/** Jobs at once of a thread whose reads may wait for another machine: meanwhile it decodes other objects. */
const FETCHING = 4;

type Threads = Piscina<DecodeJob, DecodeReply>;

/**
 * The decode threads: one Piscina, any thread takes any job. Objects with which a thread died go to a thread of their
 * own, one at a time.
 */
export class DecodePool {
  /** Jobs that may be at the threads or wait for one: enough that no thread is idle. */
  readonly permits: number;
  readonly #setup: Omit<DecodeSetup, 'atOnce'>;
  readonly #entry: WorkerEntry;
  readonly #all: Threads;
  #quarantine: Threads | undefined;
  #closing: Promise<void> | undefined;

  /**
   * @param fetches whether reads on the threads may wait for another machine
   * @param entry another thread entry. @default workers/decode
   */
  constructor(
    setup: Omit<DecodeSetup, 'atOnce'>,
    fetches: boolean,
    entry: WorkerEntry = workerEntry('decode'),
  ) {
    const atOnce = fetches ? FETCHING : 1;
    this.#setup = setup;
    this.#entry = entry;
    this.permits = setup.threads * (atOnce + 1);
    this.#all = this.#start(setup.threads, atOnce);
  }

  get threads(): number {
    return this.#setup.threads;
  }

  /**
   * Decodes a job on some thread. Bodies are transferred: afterwards they are empty here.
   * Rejects when the thread died. That does not tell which object it died of, nor even which job.
   */
  run(job: DecodeJob): Promise<DecodeReply> {
    return send(this.#all, job);
  }

  /** The same on a thread that has one job at a time: if it dies, it died of this job. */
  runAlone(job: DecodeJob): Promise<DecodeReply> {
    return send((this.#quarantine ??= this.#start(1, 1)), job);
  }

  /** Ends the threads and their work. May be called again. */
  close(): Promise<void> {
    return (this.#closing ??= Promise.all([this.#all.destroy(), this.#quarantine?.destroy()]).then(
      () => undefined,
    ));
  }

  #start(threads: number, atOnce: number): Threads {
    const { heapMegabytes = heapLimit(this.#setup.threads, MOST_FOR_DECODING), ...entry } = this.#entry;
    return new Piscina({
      ...entry,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      resourceLimits: {
        ...(atOnce === 1 ? SMALL_YOUNG_GENERATION : FETCHING_YOUNG_GENERATION),
        maxOldGenerationSizeMb: heapMegabytes,
      },
      concurrentTasksPerWorker: atOnce,
      workerData: { ...this.#setup, atOnce } satisfies DecodeSetup,
    });
  }
}

async function send(threads: Threads, job: DecodeJob): Promise<DecodeReply> {
  return threads.run(job, { transferList: job.kind === 'bodies' ? [job.bodies.buffer] : [] });
}
