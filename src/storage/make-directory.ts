import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { syncDirectory } from './replace-file.js';

/** Makes a directory that is missing, with those above it, so that a power cut does not take their names. */
export function makeDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  const [highest, made] = [dirname(resolve(first)), resolve(path)];
  for (let above = dirname(made); above.length >= highest.length; above = dirname(above)) {
    syncDirectory(above);
    if (above === highest) return;
  }
}
