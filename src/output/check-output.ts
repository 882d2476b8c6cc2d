import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TrailspikeError } from '../model/errors.js';

/**
 * Checks before a long run whether its output can be written. Writes nothing.
 * @throws TrailspikeError E_OUTPUT when the directory, or the nearest one above it, cannot be written
 */
export function checkOutput(out: string): void {
  let nearest = resolve(out);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  if (!statSync(nearest).isDirectory()) throw refused(out, `${nearest} is not a directory`);
  if (!isWritable(nearest)) throw refused(out, `${nearest} is not writable`);
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function refused(out: string, reason: string): TrailspikeError {
  return new TrailspikeError('E_OUTPUT', `cannot write to ${out}: ${reason}`, {
    hint: 'name a directory that can be written with --out',
  });
}
