import { accessSync, constants, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { TrailspikeError } from '../model/errors.js';
import { isOutputFile } from './formats/registry.js';

/**
 * Checks before a long run whether its output can be written. Writes nothing.
 * @throws TrailspikeError E_OUTPUT when the directory, or the nearest one above it, cannot be written, when a folder has
 * the name of a result, and when it is a link to nothing
 */
export function checkOutput(out: string): void {
  let nearest = resolve(out);
  while (!existsSync(nearest)) {
    if (isLink(nearest)) throw refused(out, `${nearest} is a link to something that does not exist`);
    nearest = dirname(nearest);
  }
  if (!statSync(nearest).isDirectory()) throw refused(out, `${nearest} is not a directory`);
  if (!isWritable(nearest)) throw refused(out, `${nearest} is not writable`);
  if (nearest !== resolve(out)) return;
  for (const entry of readdirSync(nearest, { withFileTypes: true })) {
    if (entry.isDirectory() && isOutputFile(entry.name))
      throw refused(out, `${join(nearest, entry.name)} is a folder, where a result is to be written`);
  }
}

/** Whether there is a link; nothing is below a file. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
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
