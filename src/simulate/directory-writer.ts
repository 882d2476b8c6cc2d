import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TrailspikeError } from '../model/errors.js';
import type { ObjectWriter } from './object-writer.js';

/**
 * Writes objects as files below a folder, which it creates. A file appears whole or not at all: it is written beside
 * its place and renamed.
 */
export function directoryWriter(folder: string): ObjectWriter {
  const made = new Set<string>();
  return {
    // Synchronous, because that takes a fraction of the time for thousands of small files.
    put(key, bytes) {
      const path = join(folder, key);
      const parent = dirname(path);
      try {
        if (!made.has(parent)) {
          mkdirSync(parent, { recursive: true });
          made.add(parent);
        }
        writeFileSync(`${path}.part`, bytes);
        renameSync(`${path}.part`, path);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return Promise.reject(
          new TrailspikeError('E_OUTPUT', `Cannot write ${path}: ${reason}`, {
            hint: 'Name a folder that is writable and has space.',
            cause: error,
          }),
        );
      }
      return Promise.resolve();
    },
  };
}
