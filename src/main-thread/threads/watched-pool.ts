import { Piscina, type TaskQueue } from 'piscina';
import { newHeartbeats } from '../../base/heartbeats.js';
import type { WorkerEntry } from '../worker-entry.js';
import { HANG_MS, HangWatch } from './hang-watch.js';

/** How many threads, and how they are started. */
interface WatchedPoolOptions {
  readonly threads: number;
  /** Tasks that one thread has at once. */
  readonly atOnce: number;
  readonly entry: WorkerEntry;
  /** Of each thread, unless the entry says another. */
  readonly heapMegabytes: number;
  readonly resourceLimits: { readonly maxYoungGenerationSizeMb: number };
  /** Orders the tasks that wait. @default as they came */
  readonly taskQueue?: TaskQueue;
  /** `disabled`: an idle thread waits in its event loop, and not blocked. @default sync */
  readonly atomics?: 'disabled';
}

/**
 * A Piscina whose threads are replaced whatever happens to them. What a thread was doing when it died fails, and
 * nothing else does:
 * - a thread that hangs, or does not start in time, is ended;
 * - a thread that dies between two tasks is no error of the process;
 * - when the last thread dies before it has started, Piscina starts no other and tasks would wait for ever: they fail, and
 *   the next task starts new threads.
 */
export class WatchedPool {
  readonly #setup: object;
  readonly #options: WatchedPoolOptions;
  readonly #watch: HangWatch;
  #pool: Piscina;
  #closed = false;

  /** @param setup what the threads are started with, and heartbeats besides */
  constructor(setup: object, options: WatchedPoolOptions) {
    const beats = newHeartbeats();
    this.#setup = { ...setup, beats };
    this.#options = options;
    this.#pool = this.#start();
    const { hangAfter = HANG_MS } = options.entry;
    this.#watch = new HangWatch(beats, () => this.#pool.threads, hangAfter);
  }

  /** Threads that live, or are being started. */
  get threads(): number {
    return this.#pool.threads.length;
  }

  /** Threads that hung and were ended. */
  get hung(): number {
    return this.#watch.ended;
  }

  /**
   * Gives a task to a thread. What is transferred is empty here afterwards.
   * Rejects when the thread died, which need not be of this task, and with what the thread threw.
   */
  async run(task: unknown, transferList: ArrayBuffer[] = []): Promise<unknown> {
    if (this.#closed) throw new Error('the threads have been ended');
    if (this.#pool.threads.length === 0) this.#pool = this.#start();
    const before = this.hung;
    try {
      return await this.#pool.run(task, { transferList });
    } catch (error) {
      if (this.hung === before) throw error;
      throw new Error(`no sign of life for ${this.#watch.limit / 1000} seconds`, { cause: error });
    }
  }

  /** Ends the threads and their work. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watch.close();
    await this.#pool.destroy();
  }

  #start(): Piscina {
    const { threads, atOnce, entry, heapMegabytes, resourceLimits, ...options } = this.#options;
    const pool = new Piscina({
      filename: entry.filename,
      ...(entry.execArgv !== undefined && { execArgv: entry.execArgv }),
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity, // a shard thread that ends when idle would lose its state
      concurrentTasksPerWorker: atOnce,
      recordTiming: false, // nothing reads its histograms
      resourceLimits: { ...resourceLimits, maxOldGenerationSizeMb: entry.heapMegabytes ?? heapMegabytes },
      workerData: this.#setup,
      ...options,
    });
    // Only of threads that have no task: one that dies, or that has ended when its response comes.
    pool.on('error', () => undefined);
    pool.on('workerDestroy', () => queueMicrotask(() => this.#endWithoutThreads(pool)));
    return pool;
  }

  /**
   * Lets tasks fail for which there is no thread: Piscina replaces a thread, or not, right after it says that it ended one.
   * A pool that is closed is left alone: when it is destroyed twice, Piscina starts new threads.
   */
  #endWithoutThreads(pool: Piscina): void {
    if (!this.#closed && pool.threads.length === 0) void pool.destroy();
  }
}
