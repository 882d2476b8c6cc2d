import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writevSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { TrailspikeError } from '../model/errors.js';
import { NO_FOLLOW, syncDirectory, writeWhole } from './replace-file.js';
import { reading, writing } from './write-error.js';

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
const EMPTIED = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | NO_FOLLOW;
const EXISTING = constants.O_RDWR | NO_FOLLOW;
/** Bytes. Longer than any frame that is written, so a larger length can only be damage. */
const MAX_FRAME = 0x4000_0000;

/** A place between two frames of a log, and what is before it. */
export interface LogPosition {
  /** Bytes before it. */
  readonly length: number;
  /** A checksum of all frames before it, in their order. Two logs of one length differ in it. */
  readonly chain: number;
}

/** A frame as it was read. */
export interface Frame {
  readonly payload: Uint8Array;
  readonly end: LogPosition;
}

const NOTHING: LogPosition = { length: 0, chain: 0 };
const NO_FRAMES: LogPosition = { length: MAGIC.length, chain: 0 };

/**
 * Reads the whole frames of a log in order.
 * @returns (as the generator's return value) where the valid part ends
 * @throws TrailspikeError E_STATE_DAMAGED when the file is not such a log or has another format version
 */
export function* readFrames(path: string): Generator<Frame, LogPosition, void> {
  const fd = reading(path, () => openSync(path, 'r'));
  try {
    const size = reading(path, () => fstatSync(fd).size);
    if (size < MAGIC.length) return NOTHING; // killed while the file was being made
    const read = (at: number, length: number): Buffer => reading(path, () => readAt(fd, at, length));
    const magic = read(0, MAGIC.length);
    if (isTorn(magic)) return NOTHING; // a power cut before the beginning was on disk
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
    let position = NO_FRAMES;
    for (;;) {
      const at = position.length;
      if (at + FRAME_HEADER > size) break;
      const header = read(at, FRAME_HEADER);
      const length = header.readUInt32LE(0);
      // No frame is empty. The zeros that a power cut may leave at the end look like empty frames.
      if (length === 0 || length > MAX_FRAME || at + FRAME_HEADER + length > size) break;
      const payload = read(at + FRAME_HEADER, length);
      if (crc32(payload) !== header.readUInt32LE(4)) break;
      // The header has the checksum of the payload, so a chain of headers is one of the whole.
      position = { length: at + FRAME_HEADER + length, chain: crc32(header, position.chain) };
      yield { payload, end: position };
    }
    return position;
  } finally {
    closeSync(fd);
  }
}

/** Calls `visit` with each whole frame of a log, in order. @returns where the valid part ends */
export function eachFrame(
  path: string,
  visit: (payload: Uint8Array, end: LogPosition) => void = () => undefined,
): LogPosition {
  const frames = readFrames(path);
  try {
    let next = frames.next();
    for (; next.done !== true; next = frames.next()) visit(next.value.payload, next.value.end);
    return next.value;
  } finally {
    frames.return(NOTHING); // closes the file also where `visit` throws
  }
}

/** Whether zeros stand in place of the magic bytes, or of their end. No version is 0. */
function isTorn(magic: Uint8Array): boolean {
  const written = magic.findLastIndex((byte) => byte !== 0) + 1;
  return written < MAGIC.length && MAGIC.subarray(0, written).equals(magic.subarray(0, written));
}

function readAt(fd: number, position: number, length: number): Buffer {
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
  #position: LogPosition;

  /**
   * Opens or creates the log at `path` and cuts it to its valid part.
   * @param valid what `readFrames` returned. @default a new log
   * @param durable whether `sync` must make the log durable
   * @throws TrailspikeError E_OUTPUT, as every method that writes
   */
  constructor(path: string, valid = NOTHING, durable = true) {
    this.path = path;
    this.#position = valid;
    this.#fd = writing(path, () => openSync(path, valid.length === 0 ? EMPTIED : EXISTING));
    if (valid.length > 0) {
      writing(path, () => ftruncateSync(this.#fd, valid.length));
      return;
    }
    // With a position, because a file opened with r+ would otherwise be written from its beginning.
    writing(path, () => writeWhole(this.#fd, MAGIC, 0));
    this.#position = NO_FRAMES;
    // The log is not durable before its name is on disk.
    if (durable) writing(path, () => syncDirectory(dirname(path)));
  }

  /** Length of the file in bytes. */
  get length(): number {
    return this.#position.length;
  }

  /** The end of what was appended. */
  get position(): LogPosition {
    return this.#position;
  }

  /** Appends all payloads in one write. None may be empty. */
  append(payloads: readonly Uint8Array[]): void {
    const parts: Uint8Array[] = [];
    let { length, chain } = this.#position;
    const start = length;
    for (const payload of payloads) {
      const header = Buffer.allocUnsafe(FRAME_HEADER);
      header.writeUInt32LE(payload.byteLength, 0);
      header.writeUInt32LE(crc32(payload), 4);
      parts.push(header, payload);
      length += FRAME_HEADER + payload.byteLength;
      chain = crc32(header, chain);
    }
    writing(this.path, () => {
      const written = writevSync(this.#fd, parts, start);
      if (start + written < length)
        writeWhole(this.#fd, Buffer.concat(parts).subarray(written), start + written);
    });
    this.#position = { length, chain };
  }

  sync(): void {
    writing(this.path, () => fdatasyncSync(this.#fd));
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** Makes the log at `path` durable, also when another thread appended to it. */
export function syncLog(path: string): void {
  const fd = writing(path, () => openSync(path, 'r'));
  try {
    writing(path, () => fdatasyncSync(fd));
  } finally {
    closeSync(fd);
  }
}
