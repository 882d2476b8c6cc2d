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
  /** An array, as members of an AbortGroup are. */
  readonly #queue: Waiting[] = [];
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
    if (this.#inside < this.#limit && this.#queue.length === 0) {
      this.#inside += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const member = this.#aborts.add(signal, (reason) => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(reason);
      });
      const waiting: Waiting = {
        enter: () => {
          this.#aborts.delete(member);
          resolve();
        },
      };
      this.#queue.push(waiting);
    });
  }

  #admit(): void {
    while (this.#inside < this.#limit) {
      const waiting = this.#queue.shift();
      if (waiting === undefined) return;
      this.#inside += 1;
      waiting.enter();
    }
  }
}
