import type { Progress } from '../main-thread/progress.js';
import { log, type Log } from './log/log.js';
import { durationText } from '../output/duration-text.js';

const INTERVAL = 200;
/** Where there is no terminal, a line is written this often: a short run writes none. */
const LINE_INTERVAL = 60_000;
/** A log of JSON is read by programs, which also look whether the run lives. */
const LOG_INTERVAL = 10_000;
const BAR_WIDTH = 20;

/**
 * Shows the progress of a run on stderr: one line with a bar that changes, on a terminal; a plain line every minute
 * elsewhere.
 * @returns a function that ends it and removes the line
 */
export function showProgress(progress: Progress, quiet: boolean): () => void {
  if (quiet) return () => undefined;
  if (log.isJson) return logProgress(progress, log);
  return process.stderr.isTTY ? showBar(progress) : showLines(progress);
}

function showBar(progress: Progress): () => void {
  let isOn = true;
  const timer = setInterval(() => {
    const width = process.stderr.columns;
    process.stderr.write(`\r\x1b[2K${progressText(progress, true).slice(0, Math.max(20, width - 1))}`);
  }, INTERVAL);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (isOn) process.stderr.write('\r\x1b[2K');
    isOn = false;
  };
}

function showLines(progress: Progress): () => void {
  const timer = setInterval(() => {
    process.stderr.write(`${durationText(progress.seconds)}: ${progressText(progress, false)}\n`);
  }, LINE_INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Writes a line of JSON at intervals, and a warning when the source asked to slow down since the last one.
 * @param interval milliseconds
 * @returns a function that ends it
 */
export function logProgress(progress: Progress, to: Log, interval = LOG_INTERVAL): () => void {
  let throttledBefore = 0;
  const timer = setInterval(() => {
    const { phase, unit, done, total, share, rate, secondsLeft } = progress.current;
    const { seconds, bytes, retrievals, wanted, listed } = progress;
    const { retried, throttled } = progress.requests;
    to.sayJson({
      event: 'progress',
      message: progressText(progress, false),
      fields: {
        ...{
          phase,
          unit,
          done,
          total: total ?? null,
          share: share ?? null,
          rate,
          secondsLeft: secondsLeft ?? null,
        },
        ...{ seconds, bytes, retrievals, wanted, listed, retried, throttled },
      },
    });
    const since = throttled - throttledBefore;
    throttledBefore = throttled;
    if (since === 0) return;
    const message = `the source asked to slow down ${since} times; requests wait and are sent again`;
    to.sayJson({ event: 'throttled', level: 'warn', message, fields: { since, throttled, retried } });
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}

/** @param hasBar whether it has a bar, where it is known how much there is to do */
export function progressText(progress: Progress, hasBar: boolean): string {
  const { phase, unit, done, total, share, rate, secondsLeft } = progress.current;
  if (total === undefined && done === 0) return `${phase} …`;
  const amount =
    total !== undefined
      ? `${done} of ${total}`
      : phase === 'reading'
        ? `${done} of ${progress.wanted}+`
        : `${done}`;
  return [
    phase,
    ...(share === undefined ? [] : [hasBar ? `${bar(share)} ${percent(share)}` : percent(share)]),
    `${amount} ${unit}`,
    ...(done > 0 ? [`${rate < 10 ? rate.toFixed(1) : Math.round(rate)} ${unit}/s`] : []),
    ...(secondsLeft === undefined ? [] : [`${durationText(secondsLeft)} left`]),
    ...(phase === 'reading' ? readingParts(progress) : []),
  ].join('  ');
}

function readingParts({ bytes, retrievals, seconds, listed }: Progress): string[] {
  return [
    `${(bytes / 1e6).toFixed(1)} MB`,
    `${(bytes / 1e6 / Math.max(seconds, 0.001)).toFixed(1)} MB/s`,
    `${retrievals} retrievals`,
    ...(listed ? [] : ['listing …']),
  ];
}

function bar(share: number): string {
  const full = Math.round(BAR_WIDTH * share);
  return `[${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}]`;
}

/** In whole per cent; 100 only when all is done. */
function percent(share: number): string {
  return `${String(Math.floor(100 * share)).padStart(3)} %`;
}
