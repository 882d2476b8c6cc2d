import { constants, gunzipSync, type ZlibOptions } from 'node:zlib';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';

export interface Inflated {
  /** The content; with a failure, all of it that comes before the damage, and nothing when a cap was hit. */
  readonly bytes: Buffer;
  readonly failure: DecodeFailure | null;
  /** Whether `bytes` are known to be what was once written: a gzip stream with all its checksums right. */
  readonly verified: boolean;
}

/** The ratio says nothing about small content: a thousand equal records compress well. */
const RATIO_FLOOR = 16 * 2 ** 20;
const MIN_CHUNK = 16 * 2 ** 10;
/** Content up to this size is inflated into one piece, so that it need not be joined. */
const MAX_SINGLE_CHUNK = 4 * 2 ** 20;
const USUAL_CHUNK = 2 ** 20;

/**
 * The content of an object: inflated if it begins as gzip does, whatever its name, else as it is.
 * Several gzip members are one content, and zeros may follow the last.
 * Other bytes after it are damage (`corruptGzip`), since something that is not understood may hold records.
 */
export function gunzip(bytes: Uint8Array, limits: DecodeLimits): Inflated {
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cap = capOf(stored.length, limits);
  if (!isGzip(stored)) {
    if (stored.length > limits.maxInflatedBytes) return overCap(cap);
    return { bytes: stored, failure: null, verified: false };
  }
  const options = { chunkSize: chunkSize(stored), maxOutputLength: cap.bytes };
  try {
    const { content, consumed } = inflateWhole(stored, options);
    if (isZero(stored.subarray(consumed))) return { bytes: content, failure: null, verified: true };
    return damaged(content, 'corruptGzip', `bytes that are no gzip follow after byte ${consumed}`);
  } catch (error) {
    switch (errorCode(error)) {
      case 'ERR_BUFFER_TOO_LARGE':
        return overCap(cap);
      case 'Z_BUF_ERROR':
        return damaged(inflatePart(stored, options), 'truncatedGzip', `ends after ${stored.length} bytes`);
      case 'Z_DATA_ERROR':
      case 'Z_NEED_DICT': {
        const intact = intactLength(stored, options);
        const content = inflatePart(stored.subarray(0, intact), options);
        return damaged(content, 'corruptGzip', `${(error as Error).message} at byte ${intact}`);
      }
      default:
        throw error;
    }
  }
}

export interface Cap {
  /** Bytes of content. */
  readonly bytes: number;
  /** What it is to have more. */
  readonly failure: DecodeFailure;
}

/** How much an object may inflate to. `stored`: its size in bytes */
export function capOf(stored: number, limits: DecodeLimits): Cap {
  const byRatio = Math.max(RATIO_FLOOR, Math.floor(stored * limits.maxRatio));
  return byRatio < limits.maxInflatedBytes
    ? {
        bytes: byRatio,
        failure: {
          reason: 'ratioTooHigh',
          detail: `inflates to more than ${limits.maxRatio} times its size`,
        },
      }
    : {
        bytes: limits.maxInflatedBytes,
        failure: {
          reason: 'inflatedTooLarge',
          detail: `inflates to more than ${limits.maxInflatedBytes} bytes`,
        },
      };
}

function overCap(cap: Cap): Inflated {
  return { bytes: Buffer.alloc(0), failure: cap.failure, verified: false };
}

function damaged(bytes: Buffer, reason: 'corruptGzip' | 'truncatedGzip', detail: string): Inflated {
  return { bytes, failure: { reason, detail }, verified: false };
}

export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && (bytes.length === 1 || bytes[1] === 0x8b);
}

/**
 * The trailer's ISIZE is the content's size modulo 2³² if the object is one member, and whatever an attacker
 * likes if not, so it only picks between sizes that are all harmless.
 */
function chunkSize(stored: Buffer): number {
  const hint = stored.length < 18 ? 0 : stored.readUInt32LE(stored.length - 4) + 1;
  return hint <= MAX_SINGLE_CHUNK ? Math.max(hint, MIN_CHUNK) : USUAL_CHUNK;
}

function inflateWhole(stored: Buffer, options: ZlibOptions): { content: Buffer; consumed: number } {
  // With `info` the result also carries the engine, which knows how much it consumed; the types do not say so.
  const result = gunzipSync(stored, { ...options, info: true }) as unknown as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };
  return { content: result.buffer, consumed: result.engine.bytesWritten };
}

/** Inflates what may end anywhere. */
function inflatePart(stored: Buffer, options: ZlibOptions): Buffer {
  return gunzipSync(stored, { ...options, finishFlush: constants.Z_SYNC_FLUSH });
}

/**
 * How many bytes can be read before the damage. Inflating is a state machine over the bytes, so every shorter
 * beginning inflates and every longer one fails: bisection finds the edge to the byte. That costs the damaged
 * object some twenty times its inflating, and an intact one nothing.
 */
function intactLength(stored: Buffer, options: ZlibOptions): number {
  let good = 0;
  let bad = stored.length;
  while (bad - good > 1) {
    const middle = good + Math.floor((bad - good) / 2);
    if (inflates(stored.subarray(0, middle), options)) good = middle;
    else bad = middle;
  }
  return good;
}

function inflates(stored: Buffer, options: ZlibOptions): boolean {
  try {
    inflatePart(stored, options);
    return true;
  } catch {
    return false;
  }
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
