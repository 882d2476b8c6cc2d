import type { Progress } from '../main-thread/progress.js';

const INTERVAL = 200;

/** Shows the progress of a run as one line on stderr if that is a terminal. @returns a function that removes it */
export function showProgress(progress: Progress, quiet: boolean): () => void {
  if (quiet || !process.stderr.isTTY) return () => undefined;
  const timer = setInterval(() => {
    const width = process.stderr.columns;
    process.stderr.write(`\r\x1b[2K${progressText(progress).slice(0, Math.max(20, width - 1))}`);
  }, INTERVAL);
  timer.unref();
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\x1b[2K');
  };
}

export function progressText(progress: Progress): string {
  const { phase, wanted, finished, alreadyProcessed, bytes, retrievals, seconds, secondsLeft } = progress;
  if (phase !== 'reading') return `${phase} …`;
  const read = finished - alreadyProcessed;
  return [
    `${finished} of ${wanted}${progress.listed ? '' : '+'} objects`,
    `${(bytes / 1e6).toFixed(1)} MB`,
    `${Math.round(read / Math.max(seconds, 0.001))} objects/s`,
    `${(bytes / 1e6 / Math.max(seconds, 0.001)).toFixed(1)} MB/s`,
    `${retrievals} retrievals`,
    secondsLeft === undefined ? 'listing …' : `${durationText(secondsLeft)} left`,
  ].join('  ');
}

export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
