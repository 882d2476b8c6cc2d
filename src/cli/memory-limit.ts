import { TrailspikeError } from '../model/errors.js';

/** How often the memory is looked at, milliseconds. */
const INTERVAL = 250;

/**
 * A signal that is aborted, with E_MEMORY, when the process has more memory than it may.
 * @param limit resident memory, bytes
 * @param hint what to do about it
 */
export function memoryLimit(limit: number, hint: string): AbortSignal {
  const controller = new AbortController();
  const timer = setInterval(() => {
    const used = process.memoryUsage.rss();
    if (used <= limit) return;
    clearInterval(timer);
    const message = `stopped: ${megabytes(used)} of memory are in use, more than --max-memory ${megabytes(limit)}`;
    controller.abort(new TrailspikeError('E_MEMORY', message, { hint }));
  }, INTERVAL);
  timer.unref();
  return controller.signal;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)}M`;
}
