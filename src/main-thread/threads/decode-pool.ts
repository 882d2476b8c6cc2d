import { Piscina } from 'piscina';
import type { DecodeReply, DecodeSetup, DecodeTask } from '../../wire/protocol.js';
import {
  FETCHING_YOUNG_GENERATION,
  SMALL_YOUNG_GENERATION,
  workerEntry,
  type WorkerEntry,
} from '../worker-entry.js';

/** Tasks at once of a thread that fetches: while some wait for S3, another is decoded. */
const FETCHING = 4;

type Threads = Piscina<DecodeTask, DecodeReply>;

/**
 * The decode threads: one Piscina, any thread takes any task. What a thread may have died of goes to another one,
 * where it is alone.
 */
export class DecodePool {
  /** Tasks that may be at the threads, or wait for one, so that none is idle. */
  readonly permits: number;
  readonly #setup: Omit<DecodeSetup, 'atOnce'>;
  readonly #entry: WorkerEntry;
  readonly #all: Threads;
  #quarantine: Threads | undefined;
  #closing: Promise<void> | undefined;

  /**
   * @param fetches whether tasks may wait for something else than the processor
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
   * Decodes a task on some thread; bodies are transferred and gone from here.
   * Rejects when the thread died, which says nothing about which object it died of, or even which task.
   */
  run(task: DecodeTask): Promise<DecodeReply> {
    return send(this.#all, task);
  }

  /** The same on a thread that has one task at a time: if it dies, it died of this one. */
  runAlone(task: DecodeTask): Promise<DecodeReply> {
    return send((this.#quarantine ??= this.#start(1, 1)), task);
  }

  /** Ends the threads and what they are at. May be called again. */
  close(): Promise<void> {
    return (this.#closing ??= Promise.all([this.#all.destroy(), this.#quarantine?.destroy()]).then(
      () => undefined,
    ));
  }

  #start(threads: number, atOnce: number): Threads {
    return new Piscina({
      ...this.#entry,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      resourceLimits: atOnce === 1 ? SMALL_YOUNG_GENERATION : FETCHING_YOUNG_GENERATION,
      concurrentTasksPerWorker: atOnce,
      workerData: { ...this.#setup, atOnce } satisfies DecodeSetup,
    });
  }
}

async function send(threads: Threads, task: DecodeTask): Promise<DecodeReply> {
  return threads.run(task, { transferList: task.kind === 'bodies' ? [task.bodies.buffer] : [] });
}
