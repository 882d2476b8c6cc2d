import { Semaphore } from '../../base/semaphore.js';

export interface AdaptiveLimiterOptions {
  /** Most requests at once; also the initial limit. */
  readonly max: number;
  /** Milliseconds after a slow-down in which further slow-downs and successes are ignored. @default 500 */
  readonly interval?: number;
  /** Clock in milliseconds. @default performance.now */
  readonly now?: () => number;
}

/**
 * Limits the requests under way to what S3 accepts. It adapts as TCP adapts its window (additive increase,
 * multiplicative decrease): a slow-down halves the limit, at most once an interval, because all requests under way get
 * the same response; after the interval, each round of successes raises it by one.
 */
export class AdaptiveLimiter {
  readonly #requests: Semaphore;
  readonly #max: number;
  readonly #interval: number;
  readonly #now: () => number;
  #allowance: number;
  #lastCut = -Infinity;

  constructor({ max, interval = 500, now = () => performance.now() }: AdaptiveLimiterOptions) {
    this.#requests = new Semaphore(max);
    this.#max = max;
    this.#interval = interval;
    this.#now = now;
    this.#allowance = max;
  }

  /** Requests that may be under way now: between 1 and `max`. */
  get limit(): number {
    return this.#requests.permits;
  }

  /** Runs one request as soon as the limit allows. @throws the signal's reason when aborted while waiting */
  run<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
    return this.#requests.run(signal, request);
  }

  /** Call when S3 asked to slow down. */
  slowDown(): void {
    if (this.#isRecovering()) return;
    this.#lastCut = this.#now();
    this.#allow(Math.max(1, this.#allowance / 2));
  }

  /** Call when a request succeeded. */
  success(): void {
    if (this.#allowance === this.#max || this.#isRecovering()) return;
    this.#allow(Math.min(this.#max, this.#allowance + 1 / this.#allowance));
  }

  #isRecovering(): boolean {
    return this.#now() - this.#lastCut < this.#interval;
  }

  #allow(allowance: number): void {
    this.#allowance = allowance;
    const limit = Math.floor(allowance);
    if (limit !== this.#requests.permits) this.#requests.permits = limit;
  }
}
