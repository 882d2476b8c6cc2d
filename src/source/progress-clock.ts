/** How long a run waits while no request gets on, unless the options say otherwise, milliseconds. */
export const RETRY_FOR_MS = 15 * 60_000;

/** What became of requests that did not succeed at once. */
export interface RequestCounts {
  /** Attempts that failed and were followed by another one. */
  readonly retried: number;
  /** Attempts that were asked to slow down. */
  readonly throttled: number;
}

const CLOCK_BYTES = Float64Array.BYTES_PER_ELEMENT;
const [RETRIED, THROTTLED] = [0, 1];

/**
 * When any request of a run last got an answer that it could use: the time from which patience counts; and how many
 * attempts failed. It lies in memory that threads share, so that one thread does not give up while another gets on.
 */
export class ProgressClock implements RequestCounts {
  /** What another thread needs to have the same clock. */
  readonly memory: SharedArrayBuffer;
  readonly #at: Float64Array;
  readonly #counts: Int32Array;

  constructor(memory = new SharedArrayBuffer(CLOCK_BYTES + 2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#at = new Float64Array(memory, 0, 1);
    this.#counts = new Int32Array(memory, CLOCK_BYTES, 2);
  }

  get retried(): number {
    return Atomics.load(this.#counts, RETRIED);
  }

  get throttled(): number {
    return Atomics.load(this.#counts, THROTTLED);
  }

  countRetry(): void {
    Atomics.add(this.#counts, RETRIED, 1);
  }

  countThrottled(): void {
    Atomics.add(this.#counts, THROTTLED, 1);
  }

  /** In the milliseconds of `Time.now`; 0: nothing was noted yet. */
  get at(): number {
    return this.#at[0]!;
  }

  note(now: number): void {
    this.#at[0] = now;
  }
}
