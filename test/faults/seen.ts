import type { Run } from '../../src/main-thread/run.js';

/** What two runs are compared by: all that is counted, and every signal. */
export interface Seen {
  readonly bytes: string;
  /** Keys of the objects that failed. */
  readonly lost: readonly string[];
  readonly reasons: readonly string[];
  readonly failed: number;
}

/** The same function in this process and in those of `simulated-scan.mjs`. */
export const { seenOf } = (await import(new URL('../fixtures/seen-of.mjs', import.meta.url).href)) as {
  seenOf: (run: Run) => Promise<Seen>;
};
