import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RunResult } from '../main-thread/result.js';
import { TrailspikeError } from '../model/errors.js';
import { replaceFile } from '../storage/replace-file.js';
import { writing } from '../storage/write-error.js';
import { checkOutput } from './check-output.js';
import { metricsText, type NotificationCounts } from './metrics-text.js';

/** Checks before a long run whether its metrics can be written. @throws TrailspikeError E_OUTPUT */
export function checkMetricsFile(file: string): void {
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new TrailspikeError('E_OUTPUT', `cannot write the metrics to ${file}: it is a directory`, {
      hint: 'name a file with --metrics',
    });
  }
  checkOutput(dirname(resolve(file)));
}

/** Writes the metrics beside their place, then puts them there: a collector never reads a part. */
export function writeMetrics(file: string, run: RunResult, notifications?: NotificationCounts): void {
  const folder = dirname(resolve(file));
  writing(folder, () => mkdirSync(folder, { recursive: true }));
  replaceFile(file, [metricsText(run, notifications)]);
}
