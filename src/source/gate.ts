import { AbortGroup } from './abort-group.js';

interface Waiting {
  enter(): void;
}

/**
 * Lets at most `limit` callers in at a time; the others wait in order of arrival. The limit may be changed
 * while callers are inside: a lowered one takes effect as they leave.
 */
export class Gate {
  #limit: number;
  #inside = 0;
  readonly #queue = new Set<Waiting>();
  readonly #aborts = new AbortGroup();

  /** @param limit callers inside at once, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  set limit(limit: number) {
    this.#limit = limit;
    this.#admit();
  }

  /** Callers inside now. */
  get inside(): number {
    return this.#inside;
  }

  /** Runs `work` inside the gate. @throws the signal's reason when it is aborted while waiting */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      this.#admit();
    }
  }

  #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#inside < this.#limit && this.#queue.size === 0) {
      this.#inside += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        enter: () => {
          this.#aborts.delete(signal, abort);
          resolve();
        },
      };
      const abort = (reason: Error): void => {
        this.#queue.delete(waiting);
        reject(reason);
      };
      this.#queue.add(waiting);
      this.#aborts.add(signal, abort);
    });
  }

  #admit(): void {
    for (const waiting of this.#queue) {
      if (this.#inside >= this.#limit) return;
      this.#queue.delete(waiting);
      this.#inside += 1;
      waiting.enter();
    }
  }
}
