import { performance } from 'node:perf_hooks';

/**
 * Measures what a thread spends on requests: all the time that its event loop is busy while jobs with requests are in
 * progress, without the decoding in between.
 */
export class FetchMeter {
  #jobs = 0;
  #active = 0;
  #decoding = 0;

  /** A job begins. Between jobs the thread waits for the next one, which the event loop counts as busy. */
  begin(): void {
    if (this.#jobs++ === 0) this.#restart();
  }

  /** Reports time that was not spent on requests. */
  decoded(milliseconds: number): void {
    this.#decoding += milliseconds;
  }

  /** A job has ended. @returns milliseconds spent on requests, of all jobs, since the last call */
  end(): number {
    this.#jobs--;
    const spent = activeTime() - this.#active - this.#decoding;
    this.#restart();
    return Math.max(0, spent);
  }

  #restart(): void {
    this.#active = activeTime();
    this.#decoding = 0;
  }
}

function activeTime(): number {
  return performance.eventLoopUtilization().active;
}
