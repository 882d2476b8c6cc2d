import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errnoOf } from '../base/errno.js';
import { syncDirectory } from './replace-file.js';

/** Makes a directory that is missing, with those above it, so that a power cut does not take their names. */
export function makeDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  const [highest, made] = [dirname(resolve(first)), resolve(path)];
  for (let above = dirname(made); above.length >= highest.length; above = dirname(above)) {
    syncIfReadable(above);
    if (above === highest) return;
  }
}

/** A directory may be one to write to and not to read: then it cannot be synced, which is no reason to fail. */
function syncIfReadable(path: string): void {
  try {
    syncDirectory(path);
  } catch (error) {
    if (errnoOf(error) !== 'EACCES') throw error;
  }
}
