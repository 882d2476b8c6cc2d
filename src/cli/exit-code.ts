import type { RunResult } from '../main-thread/result.js';

/** What the process ends with. */
export const EXIT = {
  complete: 0,
  bug: 1,
  usage: 2,
  /** Something listed could not be read or decoded; results are written all the same. */
  incomplete: 3,
  /** With --fail-on-signal, and there is one that is not suppressed. */
  signal: 4,
  /** Stopped by Ctrl-C or SIGTERM: 128 + 2, as shells have it. */
  stopped: 130,
} as const;

/** Incomplete coverage comes first: a run that has not seen everything cannot vouch for the rest. */
export function exitCodeOf(run: RunResult, failOnSignal: boolean): number {
  if (!run.complete) return EXIT.incomplete;
  if (failOnSignal && run.signals.some((signal) => signal.suppressed === null)) return EXIT.signal;
  return EXIT.complete;
}
