import { TrailspikeError } from '../model/errors.js';

/** An AbortSignal that Ctrl-C or SIGTERM aborts; a second one ends the process at once. @param hint shown then */
export function stopSignal(hint: string): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new TrailspikeError('E_ABORTED', 'stopped', { hint }));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
