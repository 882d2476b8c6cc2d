import { constants, inflateSync } from 'node:zlib';
import type { DecodeLimits } from '../decode-limits.js';
import { capOf, type Inflated } from './gunzip.js';

/** Whether bytes begin with a header of zlib: deflate with a window of 32 KiB, and a multiple of 31 (RFC 1950). */
export function isZlib(bytes: Buffer): boolean {
  const [first, second] = bytes;
  return first === 0x78 && second !== undefined && (second & 0x20) === 0 && (first * 256 + second) % 31 === 0;
}

/** The content of a zlib stream, as some programs write it in place of gzip. */
export function inflateZlib(bytes: Uint8Array, limits: DecodeLimits): Inflated {
  const cap = capOf(bytes.length, limits);
  const options = { maxOutputLength: cap.bytes };
  try {
    return { bytes: inflateSync(bytes, options), failure: null, verified: true };
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE')
      return { bytes: Buffer.alloc(0), failure: cap.failure, verified: false };
    if (codeOf(error) === 'Z_BUF_ERROR') {
      const part = inflateSync(bytes, { ...options, finishFlush: constants.Z_SYNC_FLUSH });
      return {
        bytes: part,
        failure: { reason: 'truncatedGzip', detail: `a zlib stream that ends after ${bytes.length} bytes` },
        verified: false,
      };
    }
    const detail = `a damaged zlib stream: ${error instanceof Error ? error.message : String(error)}`;
    return { bytes: Buffer.alloc(0), failure: { reason: 'corruptGzip', detail }, verified: false };
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
