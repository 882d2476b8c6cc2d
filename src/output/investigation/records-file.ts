import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileReplacement } from '../../storage/replace-file.js';
import { writing } from '../../storage/write-error.js';

/** Where a line is in the temporary file, and the time it is sorted by. */
interface Line {
  readonly time: number;
  readonly id: string;
  readonly at: number;
  readonly length: number;
}

/** Lines that arrive in any order and are written by time. Memory grows by their number, not by their length. */
export class RecordsFile {
  readonly #path: string;
  readonly #folder: string;
  readonly #spool: number;
  readonly #lines: Line[] = [];
  #length = 0;

  /** @param path of the file; it appears when it is whole. @throws TrailspikeError E_OUTPUT */
  constructor(path: string) {
    this.#path = path;
    this.#folder = writing(tmpdir(), () => mkdtempSync(join(tmpdir(), 'trailspike-')));
    this.#spool = writing(this.#folder, () => openSync(join(this.#folder, 'records'), 'wx+', 0o600));
  }

  /** @param time epoch seconds @param id orders lines of the same time */
  add(time: number, id: string, line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    writing(this.#folder, () => writeSync(this.#spool, bytes, 0, bytes.length, this.#length));
    this.#lines.push({ time, id, at: this.#length, length: bytes.length });
    this.#length += bytes.length;
  }

  /** Writes the lines by time and puts the file in its place. @throws TrailspikeError E_OUTPUT */
  commit(): void {
    const file = new FileReplacement(this.#path);
    try {
      this.#lines.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
      for (const { at, length } of this.#lines) {
        const bytes = Buffer.alloc(length);
        readSync(this.#spool, bytes, 0, length, at);
        file.write(bytes.toString());
      }
      file.commit(true, true);
    } finally {
      file.abandon();
    }
  }

  /** Deletes the temporary file. */
  close(): void {
    closeSync(this.#spool);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
