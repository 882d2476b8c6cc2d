import { Progress } from '../../src/main-thread/progress.js';

/** Options of a run that is stopped when so many objects are finished. */
export function stoppedAfter(objects: number): { progress: Progress; signal: AbortSignal } {
  const progress = new Progress();
  const stop = new AbortController();
  let finished = 0;
  Object.defineProperty(progress, 'finished', {
    get: () => finished,
    set: (count: number) => {
      finished = count;
      if (count >= objects) stop.abort(new Error('stopped by the test'));
    },
  });
  return { progress, signal: stop.signal };
}
