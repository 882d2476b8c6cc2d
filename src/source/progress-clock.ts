/** How long a run waits while no request gets on, unless the options say otherwise, milliseconds. */
export const RETRY_FOR_MS = 15 * 60_000;

/**
 * When any request of a run last got an answer that it could use: the time from which patience counts. It lies in memory
 * that threads share, so that one thread does not give up while another gets on.
 */
export class ProgressClock {
  /** What another thread needs to have the same clock. */
  readonly memory: SharedArrayBuffer;
  readonly #at: Float64Array;

  constructor(memory = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#at = new Float64Array(memory);
  }

  /** In the milliseconds of `Time.now`; 0: nothing was noted yet. */
  get at(): number {
    return this.#at[0]!;
  }

  note(now: number): void {
    this.#at[0] = now;
  }
}
