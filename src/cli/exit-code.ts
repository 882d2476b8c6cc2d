import type { RunResult } from '../main-thread/result.js';

/** Exit codes of the process. */
export const EXIT = {
  complete: 0,
  bug: 1,
  usage: 2,
  /** A listed object or a record that matches could not be read or decoded, or nothing could. Results are written anyway. */
  incomplete: 3,
  /** With --fail-on-signal: there is a signal that is not suppressed. */
  signal: 4,
  /** Stopped by Ctrl-C or SIGTERM: 128 + 2, as in shells. */
  stopped: 130,
} as const;

/** Incomplete coverage comes before signals: such a run cannot show that it found all of them. */
export function exitCodeOf(run: RunResult, failOnSignal: boolean): number {
  if (!run.complete) return EXIT.incomplete;
  if (failOnSignal && run.signals.some((signal) => signal.suppressed === null)) return EXIT.signal;
  return EXIT.complete;
}
