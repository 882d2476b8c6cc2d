import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { outputError } from './output-error.js';

/**
 * Finds out before a long run whether its results can be written, without writing anything.
 * @throws TrailspikeError E_OUTPUT
 */
export function checkOutput(out: string): void {
  let nearest = resolve(out);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  const problem = !statSync(nearest).isDirectory()
    ? 'is not a directory'
    : isWritable(nearest)
      ? ''
      : 'is not writable';
  if (problem !== '') throw outputError(out, `${nearest} ${problem}`);
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
