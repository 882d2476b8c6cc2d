import { TrailspikeError } from '../model/errors.js';
import { log } from './log/log.js';
import { memoryLimit } from './memory-limit.js';

/** A stop that takes longer ends the process: what is not durable then is read again, as after a kill. Milliseconds. */
const LONGEST_STOP = 25_000;
/** npm, shells and schedulers pass a signal on to a process that got it itself: one that comes so soon is the same. */
const SAME_SIGNAL = 1000;

/**
 * An AbortSignal that Ctrl-C or SIGTERM aborts; another one a second later or more ends the process at once, and so does a stop that takes
 * longer than 25 s.
 * @param hint shown then
 * @param maxMemory bytes, beyond which the signal is aborted with E_MEMORY. @default no limit
 */
export function stopSignal(hint: string, maxMemory?: number): AbortSignal {
  const controller = new AbortController();
  let stoppedAt = -Infinity;
  const stop = (): void => {
    const now = performance.now();
    if (now - stoppedAt < SAME_SIGNAL) return;
    if (controller.signal.aborted) process.exit(130);
    stoppedAt = now;
    setTimeout(() => {
      const message = 'stopped; what was not saved yet will be read again';
      log.sayError({ code: 'E_ABORTED', message, hint, retry: false }, `trailspike: ${message}`);
      process.exit(130);
    }, LONGEST_STOP).unref();
    controller.abort(new TrailspikeError('E_ABORTED', 'stopped', { hint }));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (maxMemory === undefined) return controller.signal;
  const advice = `give it more memory, use fewer --threads, or read parts of it with --partition; ${hint}`;
  return AbortSignal.any([controller.signal, memoryLimit(maxMemory, advice)]);
}
