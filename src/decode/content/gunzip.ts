import { constants, gunzipSync, type ZlibOptions } from 'node:zlib';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';

export interface Inflated {
  /** The content. With a failure: the part before the damage; empty if a limit was exceeded. */
  readonly bytes: Buffer;
  readonly failure: DecodeFailure | null;
  /** Whether the checksums of a gzip stream prove that `bytes` is the original content. */
  readonly verified: boolean;
}

/**
 * Bytes of content from which the ratio is checked. Small content can have a high ratio: a thousand equal records
 * compress well.
 */
export const MIN_RATIO_BYTES = 16 * 2 ** 20;
const MIN_CHUNK = 16 * 2 ** 10;
const DEFAULT_CHUNK = 2 ** 20;
const DAMAGED_CHUNK = 64 * 2 ** 10;

/**
 * The content of an object. Inflated if its first bytes are those of gzip; its name does not matter. Otherwise the
 * bytes themselves. Several gzip members are one content. Zeros or a line break can follow the last member. Other bytes
 * after it are damage (`corruptGzip`), because they can contain records.
 */
export function gunzip(bytes: Uint8Array, limits: DecodeLimits): Inflated {
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cap = capOf(stored.length, limits);
  if (!isGzip(stored)) {
    if (stored.length > limits.maxInflatedBytes) return overCap(cap);
    return { bytes: stored, failure: null, verified: false };
  }
  const options = { chunkSize: chunkSize(stored, cap.bytes), maxOutputLength: cap.bytes };
  try {
    const { content, consumed } = inflateWhole(stored, options);
    if (isZero(stored.subarray(consumed))) return { bytes: content, failure: null, verified: true };
    return damaged(content, 'corruptGzip', `bytes that are not gzip follow after byte ${consumed}`);
  } catch (error) {
    const unpadded = withoutLineBreak(stored);
    if (unpadded !== undefined && isWhole(unpadded, options)) return gunzip(unpadded, limits);
    switch (errorCode(error)) {
      case 'ERR_BUFFER_TOO_LARGE':
        return overCap(cap);
      case 'Z_BUF_ERROR':
        return damaged(inflatePart(stored, options), 'truncatedGzip', `ends after ${stored.length} bytes`);
      case 'Z_DATA_ERROR':
      case 'Z_NEED_DICT': {
        // The size in the trailer of a damaged object means nothing, and it is inflated often.
        const parts = { ...options, chunkSize: DAMAGED_CHUNK };
        const intact = intactLength(stored, parts);
        const content = inflatePart(stored.subarray(0, intact), parts);
        return damaged(content, 'corruptGzip', `${(error as Error).message} at byte ${intact}`);
      }
      default:
        throw error;
    }
  }
}

/** The maximum size of the content of one object. */
export interface Cap {
  readonly bytes: number;
  /** The failure of an object with more content. */
  readonly failure: DecodeFailure;
}

/** The maximum size of the content of an object. `stored`: size of the object in bytes */
export function capOf(stored: number, limits: DecodeLimits): Cap {
  const byRatio = Math.max(MIN_RATIO_BYTES, Math.floor(stored * limits.maxRatio));
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

/**
 * Whether an object is gzip, by its first two bytes. A single first byte of gzip counts: such an object is cut off.
 */
export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && (bytes.length === 1 || bytes[1] === 0x8b);
}

/**
 * The size of the output buffers. ISIZE in the trailer is the size of the content modulo 2³² if the object has one
 * member; then there is one buffer, and nothing must be joined, which would take twice the memory. An attacker can write
 * any value there: what is never written to takes no memory.
 */
function chunkSize(stored: Buffer, most: number): number {
  const hint = stored.length < 18 ? 0 : stored.readUInt32LE(stored.length - 4) + 1;
  return hint <= most ? Math.max(hint, MIN_CHUNK) : DEFAULT_CHUNK;
}

function inflateWhole(stored: Buffer, options: ZlibOptions): { content: Buffer; consumed: number } {
  // With `info`, the result also contains the engine, which has the number of consumed bytes. The types do not include it.
  const result = gunzipSync(stored, { ...options, info: true }) as unknown as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };
  return { content: result.buffer, consumed: result.engine.bytesWritten };
}

/** Inflates a stream that can be cut off anywhere. */
function inflatePart(stored: Buffer, options: ZlibOptions): Buffer {
  return gunzipSync(stored, { ...options, finishFlush: constants.Z_SYNC_FLUSH });
}

/**
 * The number of bytes before the damage. The inflater reads byte by byte, so every prefix up to the damage inflates
 * and every longer one fails: bisection finds the exact byte. A damaged object is inflated about twenty times, an
 * intact one only once.
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

/** The bytes before the line break at their end, which an editor or a shell added; undefined if there is none. */
function withoutLineBreak(stored: Buffer): Buffer | undefined {
  if (stored.at(-1) !== 0x0a) return undefined;
  return stored.subarray(0, stored.at(-2) === 0x0d ? -2 : -1);
}

/** Whether bytes are gzip members and nothing else. */
function isWhole(stored: Buffer, options: ZlibOptions): boolean {
  try {
    return inflateWhole(stored, options).consumed === stored.length;
  } catch {
    return false;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
