import { Piscina } from 'piscina';
import type { DecodeReply, DecodeSetup, DecodeTask } from './protocol.js';
import { workerEntry, type WorkerEntry } from './worker-entry.js';

/** Tasks at once of a thread that fetches: while some wait for S3, another is decoded. */
const FETCHING = 4;

/** Least that V8 does with. */
const NURSERY_MB = 3;

/** The decode threads: one Piscina, any thread takes any task. */
export class DecodePool {
  /** Tasks that may be at the threads, or wait for one, so that none is idle. */
  readonly places: number;
  readonly #pool: Piscina<DecodeTask, DecodeReply>;
  #closing: Promise<void> | undefined;

  /**
   * @param fetches whether tasks may wait for something else than the processor
   * @param entry another thread entry. @default workers/decode
   */
  constructor(setup: DecodeSetup, fetches: boolean, entry: WorkerEntry = workerEntry('decode')) {
    const { threads } = setup;
    const atOnce = fetches ? FETCHING : 1;
    this.places = threads * (atOnce + 1);
    this.#pool = new Piscina({
      ...entry,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      // Of what a thread allocates nothing lives long: a larger nursery would only be more memory that was touched.
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB },
      concurrentTasksPerWorker: atOnce,
      workerData: setup,
    });
  }

  get threads(): number {
    return this.#pool.maxThreads;
  }

  /**
   * Decodes a task on some thread; bodies are transferred and gone from here.
   * Rejects when the thread died, which says nothing about which object it died of, or even which task.
   */
  async run(task: DecodeTask): Promise<DecodeReply> {
    return this.#pool.run(task, { transferList: task.kind === 'bodies' ? [task.bodies.buffer] : [] });
  }

  /** Ends the threads and what they are at. May be called again. */
  close(): Promise<void> {
    return (this.#closing ??= this.#pool.destroy());
  }
}
