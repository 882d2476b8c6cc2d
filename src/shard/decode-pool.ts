import { Piscina } from 'piscina';
import type { DecodeReply, DecodeSetup, DecodeTask } from './protocol.js';
import { workerEntry, type WorkerEntry } from './worker-entry.js';

/** The decode threads: one Piscina, any thread takes any task. */
export class DecodePool {
  readonly #pool: Piscina<DecodeTask, DecodeReply>;
  #closing: Promise<void> | undefined;

  /** @param entry another thread entry. @default workers/decode */
  constructor(setup: DecodeSetup, threads: number, entry: WorkerEntry = workerEntry('decode')) {
    this.#pool = new Piscina({
      ...entry,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: 1,
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
