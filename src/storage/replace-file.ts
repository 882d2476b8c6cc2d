import {
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { writing } from './write-error.js';

/** The ending of a file that is still being written. Such a file is left by a killed run and may be deleted. */
export const UNFINISHED = '.unfinished';

/** A link of a file's name to another file is refused, not followed. Windows has no such flag. */
export const NO_FOLLOW = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

/** A new file, under a name that nobody can know before. */
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;

/** The name of a file while it is being written: unique, so that two runs never write to one file. */
function unfinishedName(path: string): string {
  const unique = Math.floor(Math.random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  return `${path}.${unique}${UNFINISHED}`;
}

const UNIQUE_PART = /\.[0-9a-f]{12}$/;

/**
 * Deletes the unfinished files in a directory, which killed runs left. No other run may be writing there.
 * @param isOurs by the name that the file was to have. @default every one
 */
export function deleteUnfinished(directory: string, isOurs: (name: string) => boolean = () => true): void {
  for (const name of readdirSync(directory)) {
    if (!name.endsWith(UNFINISHED)) continue;
    // Earlier versions of Trailspike had no unique part.
    const target = name.slice(0, -UNFINISHED.length).replace(UNIQUE_PART, '');
    if (isOurs(target)) rmSync(join(directory, name), { force: true });
  }
}

/**
 * A file that appears under its name whole or not at all. It is written beside its place, synced and renamed; then the
 * directory is synced. Parts are written in order, so a large file is never whole in memory.
 */
export class FileReplacement {
  readonly path: string;
  readonly #temporary: string;
  #fd: number | undefined;

  constructor(path: string) {
    this.path = path;
    this.#temporary = unfinishedName(path);
    this.#fd = writing(path, () => openSync(this.#temporary, NEW_FILE, 0o666));
  }

  write(part: Uint8Array | string): void {
    const fd = this.#fd;
    if (fd === undefined) throw new Error(`${this.path} is already in place`);
    writing(this.path, () => writeWhole(fd, typeof part === 'string' ? Buffer.from(part) : part));
  }

  /**
   * Puts the file in place, and replaces any file of that name.
   * @param durable whether to sync the file; without it a power cut may lose the file or a part of it. @default true
   * @param named whether to sync the directory; without it a power cut may lose the name. @default `durable`
   */
  commit(durable = true, named = durable): void {
    const fd = this.#fd;
    if (fd === undefined) return;
    writing(this.path, () => {
      if (durable) fsyncSync(fd);
      // Before the close: when this fails, `abandon` still has a file to remove.
      renameSync(this.#temporary, this.path);
      closeSync(fd);
      this.#fd = undefined;
      if (named) syncDirectory(dirname(this.path));
    });
  }

  /** Removes what was written, unless it is already in place. */
  abandon(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
    rmSync(this.#temporary, { force: true });
  }
}

/** Writes a file that appears whole or not at all. */
export function replaceFile(path: string, parts: Iterable<Uint8Array | string>): void {
  const file = new FileReplacement(path);
  try {
    for (const part of parts) file.write(part);
    file.commit();
  } finally {
    file.abandon();
  }
}

/** Makes the names in a directory durable. A rename is durable only after this. */
export function syncDirectory(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Writes all bytes, which `writeSync` may not. @param position in the file; `null` for the current one */
export function writeWhole(fd: number, bytes: Uint8Array, position: number | null = null): void {
  for (let done = 0; done < bytes.byteLength;) {
    const at = position === null ? null : position + done;
    done += writeSync(fd, bytes, done, bytes.byteLength - done, at);
  }
}
