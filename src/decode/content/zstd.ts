import { Decompress } from 'fzstd';
import type { DecodeLimits } from '../decode-limits.js';
import { capOf, type Inflated } from './gunzip.js';
import { frameOrCut } from './zstd-frame.js';

/** Bytes that are given to the decompressor at a time, so that a bomb is noticed early. */
const STEP = 64 * 2 ** 10;

/** Whether bytes begin with a frame of Zstandard, or with one to be skipped (RFC 8878). */
export function isZstd(bytes: Buffer): boolean {
  if (bytes.length < 4) return false;
  const magic = bytes.readUInt32LE(0);
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50;
}

/**
 * The content of frames of Zstandard. Node has a decompressor of its own from 22.15 on only, and one decompressor gives
 * the same answers everywhere.
 */
export function unzstdWithin(bytes: Uint8Array, limits: DecodeLimits): Inflated {
  const cap = capOf(bytes.length, limits);
  const cost = costOf(bytes);
  if (cost !== undefined)
    return { bytes: Buffer.alloc(0), failure: { reason: 'corruptZstd', detail: cost }, verified: false };
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((chunk) => {
    length += chunk.length;
    if (length > cap.bytes) throw new TooLarge();
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < bytes.length; at += STEP)
      stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
    return { bytes: Buffer.concat(chunks), failure: null, verified: false };
  } catch (error) {
    if (error instanceof TooLarge) return { bytes: Buffer.alloc(0), failure: cap.failure, verified: false };
    const detail = error instanceof Error ? error.message : String(error);
    return { bytes: Buffer.concat(chunks), failure: { reason: 'corruptZstd', detail }, verified: false };
  }
}

/** Bytes. What `zstd` itself accepts unless it is told otherwise. */
const MOST_WINDOW = 2 ** 27;
/** Bytes. The decompressor moves its window behind each block. */
const MOST_MOVED = 2 ** 38;

/** Why frames would take too much memory or time; undefined if they do not. */
function costOf(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let moved = 0;
  for (let at = 0; at < bytes.length;) {
    const frame = frameOrCut(view, at);
    if (frame === undefined) return undefined; // the decompressor says what is wrong
    if (frame.window > MOST_WINDOW) return `needs a window of ${frame.window} bytes`;
    moved += (frame.blocks + 1) * frame.window;
    if (moved > MOST_MOVED) return `has too many blocks for its window of ${frame.window} bytes`;
    at = frame.end;
  }
  return undefined;
}

class TooLarge extends Error {}
