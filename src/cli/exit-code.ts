import type { RunResult } from '../main-thread/result.js';
import type { TrailspikeError } from '../model/errors.js';
import type { Notified } from '../output/notify/notify.js';

/** Exit codes of the process. */
export const EXIT = {
  complete: 0,
  bug: 1,
  usage: 2,
  /** A listed object or a record that matches could not be read or decoded, or nothing could. Results are written anyway. */
  incomplete: 3,
  /** With --fail-on-signal: there is a signal that is not suppressed. */
  signal: 4,
  /** With --notify: a signal could not be notified, or nobody knows whether it was. Results are written anyway. */
  notNotified: 5,
  /** The run failed for a reason that may pass: the network, throttling, a state in use. Run the same command again later. */
  retry: 6,
  /** Stopped by Ctrl-C or SIGTERM: 128 + 2, as in shells. */
  stopped: 130,
} as const;

/** What an exit code means, as a program asks: the name in `EXIT`, and whether to run the same command again later. */
export function meaningOf(code: number): { readonly meaning: string; readonly retry: boolean } {
  const [meaning = 'killed'] = Object.entries(EXIT).find(([, one]) => one === code) ?? [];
  return { meaning, retry: code === EXIT.retry };
}

/**
 * What may go well later with the same command. Others need a change: of the command, the credentials, the state. A server
 * that was never reached, or is not trusted, is most often a wrong address.
 */
const RETRYABLE: ReadonlySet<string> = new Set([
  'E_SOURCE_UNAVAILABLE',
  'E_STALLED',
  'E_OUTPUT_LOCKED',
  'E_STATE_LOCKED',
  'E_THREAD_DIED',
]);

/** The exit code of a run that ended with an error and has no result. */
export function exitCodeOfError({ code }: Pick<TrailspikeError, 'code'>): number {
  if (code === 'E_DECODERS_DIFFER') return EXIT.bug;
  if (code === 'E_ABORTED') return EXIT.stopped;
  // The state holds a part of what was asked for.
  if (code === 'E_MEMORY') return EXIT.incomplete;
  return RETRYABLE.has(code) ? EXIT.retry : EXIT.usage;
}

/**
 * Incomplete coverage comes before signals: such a run cannot show that it found all of them. A signal comes before a
 * notification that failed: with --fail-on-signal the caller learns of it that way.
 */
export function exitCodeOf(
  run: RunResult,
  failOnSignal: boolean,
  notified?: Pick<Notified, 'failed'>,
): number {
  if (!run.complete) return EXIT.incomplete;
  if (failOnSignal && run.signals.some((signal) => signal.suppressed === null)) return EXIT.signal;
  if (notified !== undefined && notified.failed > 0) return EXIT.notNotified;
  return EXIT.complete;
}
