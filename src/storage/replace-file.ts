import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Files under construction end so; anything with this ending is a leftover of a killed run and may be deleted. */
export const UNFINISHED = '.unfinished';

/** Makes the entries of a directory durable. A rename is on disk only after its directory is. */
export function syncDirectory(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Puts a file in place so that its name never shows half of it: written beside, synced, renamed, the
 * directory synced. Parts are written in order, so a large file need never be whole in memory.
 */
export function replaceFile(path: string, parts: Iterable<Uint8Array | string>): void {
  const beside = `${path}${UNFINISHED}`;
  const fd = openSync(beside, 'w');
  try {
    for (const part of parts) writeWhole(fd, typeof part === 'string' ? Buffer.from(part) : part);
    fsyncSync(fd);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  renameSync(beside, path);
  syncDirectory(dirname(path));
}

/** `writeSync` may write less than asked; this writes all of it, at `position` or else where the file stands. */
export function writeWhole(fd: number, bytes: Uint8Array, position: number | null = null): void {
  for (let done = 0; done < bytes.byteLength;) {
    const at = position === null ? null : position + done;
    done += writeSync(fd, bytes, done, bytes.byteLength - done, at);
  }
}
