import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writevSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { TrailspikeError } from '../model/errors.js';
import { syncDirectory, writeWhole } from './replace-file.js';
import { writing } from './write-error.js';

/*
 * An append-only file of frames, each with its length and checksum:
 *
 *   "TSLOG" 0x00 0x00 VERSION │ length u32le │ crc32 u32le │ payload … │ length │ crc32 │ payload … │
 *
 * A process that is killed while it appends leaves a torn last frame. Reading stops at the first frame that is not
 * whole. Opening for append cuts the file there.
 */

const FORMAT_VERSION = 1;
const MAGIC = Buffer.from([0x54, 0x53, 0x4c, 0x4f, 0x47, 0, 0, FORMAT_VERSION]);
const FRAME_HEADER = 8;
/** Bytes. Longer than any frame that is written, so a larger length can only be damage. */
const MAX_FRAME = 0x4000_0000;

/**
 * Reads the whole frames of a log in order.
 * @returns (as the generator's return value) the length in bytes of the valid part
 * @throws TrailspikeError E_STATE_DAMAGED when the file is not such a log or has another format version
 */
export function* readFrames(path: string): Generator<Uint8Array, number, void> {
  const fd = openSync(path, 'r');
  try {
    const size = fstatSync(fd).size;
    if (size < MAGIC.length) return 0; // killed while the file was being made
    const magic = read(fd, 0, MAGIC.length);
    if (magic.every((byte) => byte === 0)) return 0; // a power cut before the beginning was on disk
    if (!MAGIC.equals(magic)) {
      const other = magic.subarray(0, 5).equals(MAGIC.subarray(0, 5));
      throw new TrailspikeError(
        'E_STATE_DAMAGED',
        other
          ? `${path} has log format version ${magic[7] ?? 0}; this version of Trailspike reads version ${FORMAT_VERSION}`
          : `${path} is not a Trailspike log`,
        {
          hint: 'use the version of Trailspike that wrote the state, or scan again into a new --state directory',
        },
      );
    }
    let at = MAGIC.length;
    while (at + FRAME_HEADER <= size) {
      const header = read(fd, at, FRAME_HEADER);
      const length = header.readUInt32LE(0);
      // No frame is empty. The zeros that a power cut may leave at the end look like empty frames.
      if (length === 0 || length > MAX_FRAME || at + FRAME_HEADER + length > size) break;
      const payload = read(fd, at + FRAME_HEADER, length);
      if (crc32(payload) !== header.readUInt32LE(4)) break;
      at += FRAME_HEADER + length;
      yield payload;
    }
    return at;
  } finally {
    closeSync(fd);
  }
}

/** Calls `visit` with each whole frame of a log, in order. @returns the length in bytes of the valid part */
export function eachFrame(path: string, visit: (payload: Uint8Array) => void): number {
  const frames = readFrames(path);
  let next = frames.next();
  for (; next.done !== true; next = frames.next()) visit(next.value);
  return next.value;
}

function read(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length;) {
    const got = readSync(fd, bytes, done, length - done, position + done);
    if (got === 0) return bytes.subarray(0, done);
    done += got;
  }
  return bytes;
}

/** Appends frames. They are durable after `sync`. Even without it they survive the end of the thread. */
export class FrameLog {
  readonly path: string;
  readonly #fd: number;
  #length: number;

  /**
   * Opens or creates the log at `path` and cuts it to `validLength`.
   * @param validLength what `readFrames` returned; 0 for a new log
   * @param durable whether `sync` must make the log durable
   * @throws TrailspikeError E_OUTPUT, as every method that writes
   */
  constructor(path: string, validLength = 0, durable = true) {
    this.path = path;
    this.#length = validLength;
    this.#fd = writing(path, () => openSync(path, validLength === 0 ? 'w' : 'r+'));
    if (validLength > 0) {
      writing(path, () => ftruncateSync(this.#fd, validLength));
      return;
    }
    this.#write(MAGIC);
    // The log is not durable before its name is on disk.
    if (durable) writing(path, () => syncDirectory(dirname(path)));
  }

  /** Length of the file in bytes. */
  get length(): number {
    return this.#length;
  }

  /** Appends all payloads in one write. None may be empty. */
  append(payloads: readonly Uint8Array[]): void {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (const payload of payloads) {
      const header = Buffer.allocUnsafe(FRAME_HEADER);
      header.writeUInt32LE(payload.byteLength, 0);
      header.writeUInt32LE(crc32(payload), 4);
      parts.push(header, payload);
      length += FRAME_HEADER + payload.byteLength;
    }
    writing(this.path, () => {
      const written = writevSync(this.#fd, parts, this.#length);
      if (written < length)
        writeWhole(this.#fd, Buffer.concat(parts).subarray(written), this.#length + written);
    });
    this.#length += length;
  }

  sync(): void {
    writing(this.path, () => fdatasyncSync(this.#fd));
  }

  close(): void {
    closeSync(this.#fd);
  }

  #write(bytes: Uint8Array): void {
    // With a position, because a file opened with r+ would otherwise be written from its beginning.
    writing(this.path, () => writeWhole(this.#fd, bytes, this.#length));
    this.#length += bytes.byteLength;
  }
}

/** Makes the log at `path` durable, also when another thread appended to it. */
export function syncLog(path: string): void {
  const fd = openSync(path, 'r');
  try {
    writing(path, () => fdatasyncSync(fd));
  } finally {
    closeSync(fd);
  }
}
