import type { DecodeJob, DecodeReply, DecodeSetup, PageReply, PageTask } from '../../wire/decode-messages.js';
import {
  FETCHING_YOUNG_GENERATION,
  SMALL_YOUNG_GENERATION,
  workerEntry,
  type WorkerEntry,
} from '../worker-entry.js';
import { heapLimit, MOST_FOR_DECODING } from './heap-limit.js';
import { first, PagesFirst } from './pages-first.js';
import { WatchedPool } from './watched-pool.js';

/** Jobs at once of a thread whose reads may wait for another machine: meanwhile it decodes other objects. */
const FETCHING = 4;

/** What all decode threads are started with. */
type PoolSetup = Omit<DecodeSetup, 'atOnce' | 'beats'>;

/**
 * The decode threads: one pool, any thread takes any job. Objects with which a thread died go to a thread of their
 * own, one at a time. A thread that hangs is ended, as if it had died.
 */
export class DecodePool {
  /** Jobs that may be at the threads or wait for one: enough that no thread is idle. */
  readonly permits: number;
  readonly #setup: PoolSetup;
  readonly #entry: WorkerEntry;
  readonly #all: WatchedPool;
  #quarantine: WatchedPool | undefined;
  /** Pages under way. */
  #pages = 0;
  #closing: Promise<void> | undefined;

  /**
   * @param fetches whether reads on the threads may wait for another machine
   * @param entry another thread entry. @default workers/decode
   */
  constructor(setup: PoolSetup, fetches: boolean, entry: WorkerEntry = workerEntry('decode')) {
    const atOnce = fetches ? FETCHING : 1;
    this.#setup = setup;
    this.#entry = entry;
    this.permits = setup.threads * (atOnce + 1);
    this.#all = this.#start(setup.threads, atOnce);
  }

  get threads(): number {
    return this.#setup.threads;
  }

  /** Threads that hung and were ended. */
  get hung(): number {
    return this.#all.hung + (this.#quarantine?.hung ?? 0);
  }

  /**
   * Decodes a job on some thread. Bodies are transferred: afterwards they are empty here.
   * Rejects when the thread died. That does not tell which object it died of, nor even which job.
   */
  run(job: DecodeJob): Promise<DecodeReply> {
    return decode(this.#all, job);
  }

  /** Whether a thread is free to wait for a page of a listing: each waits for one, so that it can wait for jobs too. */
  get hasRoomForPage(): boolean {
    return this.#pages < this.threads;
  }

  /** Asks for a page of a listing on some thread, before jobs that wait. Rejects when the thread died. */
  async fetchPage(task: PageTask): Promise<PageReply> {
    this.#pages++;
    try {
      return (await this.#all.run(first(task))) as PageReply;
    } finally {
      this.#pages--;
    }
  }

  /** The same on a thread that has one job at a time: if it dies, it died of this job. */
  runAlone(job: DecodeJob): Promise<DecodeReply> {
    return decode((this.#quarantine ??= this.#start(1, 1)), job);
  }

  /** Ends the threads and their work. May be called again. */
  close(): Promise<void> {
    return (this.#closing ??= Promise.all([this.#all.close(), this.#quarantine?.close()]).then(
      () => undefined,
    ));
  }

  #start(threads: number, atOnce: number): WatchedPool {
    return new WatchedPool({ ...this.#setup, atOnce } satisfies Omit<DecodeSetup, 'beats'>, {
      threads,
      atOnce,
      entry: this.#entry,
      heapMegabytes: heapLimit(this.threads, MOST_FOR_DECODING),
      resourceLimits: atOnce === 1 ? SMALL_YOUNG_GENERATION : FETCHING_YOUNG_GENERATION,
      taskQueue: new PagesFirst(),
    });
  }
}

async function decode(threads: WatchedPool, job: DecodeJob): Promise<DecodeReply> {
  return (await threads.run(job, job.kind === 'bodies' ? [job.bodies.buffer] : [])) as DecodeReply;
}
