import { performance } from 'node:perf_hooks';

/**
 * What a thread that fetches spends on that: all that its event loop is busy with while requests are under way, but
 * for the decoding in between.
 */
export class FetchMeter {
  #tasks = 0;
  #active = 0;
  #decoding = 0;

  /** A task begins. Between tasks the thread waits for the next one, which looks busy to the event loop. */
  begin(): void {
    if (this.#tasks++ === 0) this.#restart();
  }

  /** What is no fetching. */
  decoded(milliseconds: number): void {
    this.#decoding += milliseconds;
  }

  /** A task has ended. @returns milliseconds of fetching, for whichever tasks, since it was last asked */
  end(): number {
    this.#tasks--;
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
