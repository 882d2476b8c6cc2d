import type { Worker } from 'node:worker_threads';
import { forget, silence, type Heartbeats } from '../../base/heartbeats.js';

/**
 * How long a thread may give no sign of life, milliseconds: several times what the slowest object within the limits, and the
 * slowest identity, takes, and less than a run without progress waits (`stallAfter`).
 */
export const HANG_MS = 600_000;

/** Times that it looks within the limit. */
const TICKS = 20;

/** Ends threads that hang, or do not start: to those who wait for them, they died. */
export class HangWatch {
  /** Milliseconds without a sign of life. */
  readonly limit: number;
  readonly #timer: NodeJS.Timeout;
  readonly #firstSeen = new WeakMap<Worker, number>();
  #ended = 0;

  /** @param threads those that live */
  constructor(beats: Heartbeats, threads: () => readonly Worker[], limit: number) {
    this.limit = limit;
    this.#timer = setInterval(() => {
      for (const thread of threads()) {
        if ((silence(beats, thread.threadId) ?? this.#age(thread)) <= limit) continue;
        this.#ended++;
        forget(beats, thread.threadId);
        void thread.terminate();
      }
    }, limit / TICKS);
    this.#timer.unref();
  }

  /** Threads that it has ended. */
  get ended(): number {
    return this.#ended;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Milliseconds since it was first seen. */
  #age(thread: Worker): number {
    const firstSeen = this.#firstSeen.get(thread) ?? performance.now();
    this.#firstSeen.set(thread, firstSeen);
    return performance.now() - firstSeen;
  }
}
