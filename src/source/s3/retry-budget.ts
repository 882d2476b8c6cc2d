import type { Time } from './time.js';

/** Retries that may come at once. */
const BURST = 64;
/** Retries a second while nothing succeeds. */
const PER_SECOND = 8;
/** What one success adds. */
const PER_SUCCESS = 0.5;

/**
 * Bounds the retries of all requests of a client together, so that they do not keep a server down that comes back.
 * While requests succeed, it is not felt.
 */
export class RetryBudget {
  readonly #time: Time;
  /** May be below 0: retries that wait for their turn. */
  #left = BURST;
  #countedAt: number;

  constructor(time: Time) {
    this.#time = time;
    this.#countedAt = time.now();
  }

  success(): void {
    this.#left = Math.min(BURST, this.#left + PER_SUCCESS);
  }

  /** Takes one retry. @returns how long it must wait for its turn, milliseconds */
  take(): number {
    const now = this.#time.now();
    const passed = Math.max(0, now - this.#countedAt);
    this.#countedAt = now;
    this.#left = Math.min(BURST, this.#left + (passed / 1000) * PER_SECOND) - 1;
    return this.#left >= 0 ? 0 : (-this.#left / PER_SECOND) * 1000;
  }
}
