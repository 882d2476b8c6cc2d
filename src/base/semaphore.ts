import { AbortGroup } from './abort-group.js';

interface Waiter {
  readonly amount: number;
  grant(amount: number): void;
  reject(reason: Error): void;
}

/**
 * A number of permits (bytes, requests, jobs) that async work acquires and releases, for back-pressure. Waiters are
 * served first come, first served; a small request never overtakes a large one. A request for more permits than there
 * are is cut to all of them, so that one huge object still passes, alone.
 *
 * ```ts
 * const bytes = new Semaphore(32 << 20);
 * const acquired = await bytes.acquire(object.size);
 * try { … } finally { bytes.release(acquired); }
 * ```
 */
export class Semaphore {
  #permits: number;
  #acquired = 0;
  #failure: Error | undefined;
  /** An array rather than a `Set`, for the reason given at AbortGroup. */
  readonly #waiters: Waiter[] = [];
  readonly #aborts = new AbortGroup();

  /** @param permits at least 1 */
  constructor(permits: number) {
    this.#permits = permits;
  }

  get permits(): number {
    return this.#permits;
  }

  /** May change while permits are acquired: a lower number takes effect as they are released. */
  set permits(permits: number) {
    this.#permits = permits;
    this.#serve();
  }

  /** Permits acquired and not yet released. */
  get acquired(): number {
    return this.#acquired;
  }

  get hasWaiters(): boolean {
    return this.#waiters.length > 0;
  }

  /**
   * Waits for permits.
   * @param amount at least 0. @default 1
   * @param signal ends the wait. @default none
   * @returns how many were acquired: `amount`, or all permits when that is less; release exactly as many
   * @throws the signal's reason when it is aborted while waiting, or what `fail` was given
   */
  async acquire(amount = 1, signal?: AbortSignal): Promise<number> {
    signal?.throwIfAborted();
    if (this.#failure !== undefined) throw this.#failure;
    return this.tryAcquire(amount) ?? (await this.#wait(amount, signal));
  }

  /** The same without a wait. @returns how many were acquired; `undefined` when it would have to wait */
  tryAcquire(amount = 1): number | undefined {
    const wanted = Math.min(amount, this.#permits);
    if (this.#failure !== undefined || this.hasWaiters || this.#permits - this.#acquired < wanted)
      return undefined;
    this.#acquired += wanted;
    return wanted;
  }

  release(amount = 1): void {
    this.#acquired -= amount;
    this.#serve();
  }

  /** Runs `work` while it holds one permit. @throws as `acquire` and `work` do */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const acquired = await this.acquire(1, signal);
    try {
      return await work();
    } finally {
      this.release(acquired);
    }
  }

  /** Rejects all waiters, and every later `acquire`, with an error. */
  fail(reason: Error): void {
    this.#failure = reason;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(reason);
  }

  #wait(amount: number, signal: AbortSignal | undefined): Promise<number> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { amount, grant: resolve, reject };
      if (signal !== undefined) {
        const member = this.#aborts.add(signal, (reason) => {
          this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
          reject(reason);
          this.#serve();
        });
        waiter.grant = (granted) => {
          this.#aborts.delete(member);
          resolve(granted);
        };
      }
      this.#waiters.push(waiter);
    });
  }

  #serve(): void {
    for (let next = this.#waiters[0]; next !== undefined; next = this.#waiters[0]) {
      const wanted = Math.min(next.amount, this.#permits);
      if (this.#permits - this.#acquired < wanted) return;
      this.#waiters.shift();
      this.#acquired += wanted;
      next.grant(wanted);
    }
  }
}
