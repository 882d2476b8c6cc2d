import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { writing } from './write-error.js';

/** Files under construction end so; anything with this ending is a leftover of a killed run and may be deleted. */
export const UNFINISHED = '.unfinished';

/**
 * A file whose name never shows half of it: written beside, synced, renamed, the directory synced. Parts are
 * written in order, so a large file need never be whole in memory.
 */
export class FileReplacement {
  readonly path: string;
  readonly #beside: string;
  #fd: number | undefined;

  constructor(path: string) {
    this.path = path;
    this.#beside = `${path}${UNFINISHED}`;
    this.#fd = writing(path, () => openSync(this.#beside, 'w'));
  }

  write(part: Uint8Array | string): void {
    const fd = this.#fd;
    if (fd === undefined) throw new Error(`${this.path} is already in place`);
    writing(this.path, () => writeWhole(fd, typeof part === 'string' ? Buffer.from(part) : part));
  }

  /**
   * Puts the file in place of whatever had its name.
   * @param durable false leaves it to the system when it is on disk: a power cut may then lose or halve it.
   * @param named false leaves it to the caller to sync the directory, without which a power cut may lose the name.
   */
  commit(durable = true, named = durable): void {
    const fd = this.#fd;
    if (fd === undefined) return;
    writing(this.path, () => {
      if (durable) fsyncSync(fd);
      // Before it is closed: after a failure here there is still something to abandon.
      renameSync(this.#beside, this.path);
      closeSync(fd);
      this.#fd = undefined;
      if (named) syncDirectory(dirname(this.path));
    });
  }

  /** Drops what was written, unless it is already in place. */
  abandon(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
    rmSync(this.#beside, { force: true });
  }
}

/** Writes a whole file so that its name never shows half of it. */
export function replaceFile(path: string, parts: Iterable<Uint8Array | string>): void {
  const file = new FileReplacement(path);
  try {
    for (const part of parts) file.write(part);
    file.commit();
  } finally {
    file.abandon();
  }
}

/** Makes the entries of a directory durable. A rename is on disk only after its directory is. */
export function syncDirectory(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** `writeSync` may write less than asked; this writes all of it, at `position` or else where the file stands. */
export function writeWhole(fd: number, bytes: Uint8Array, position: number | null = null): void {
  for (let done = 0; done < bytes.byteLength;) {
    const at = position === null ? null : position + done;
    done += writeSync(fd, bytes, done, bytes.byteLength - done, at);
  }
}
