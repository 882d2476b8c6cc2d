import { inflateRawSync } from 'node:zlib';
import { DocumentScanner } from '../../../src/decode/wasm/document-scanner.js';
import { available } from './available.js';

/* Inflates a raw DEFLATE stream by the fast path and by zlib. */

const scanner = available(DocumentScanner.create());
/** Eight bytes follow the stream, as in a gzip file. They are no block. */
const TRAILER = Buffer.alloc(8, 0xff);

/**
 * By the fast path.
 * @param capacity bytes that the content may have; more are refused
 * @param step bytes asked for at a time
 * @returns a view of memory that the next call overwrites; undefined: refused, or the stream ends early or late
 */
export function inflateFast(stream: Uint8Array, capacity: number, step = 2 ** 18): Buffer | undefined {
  const stored = Buffer.concat([stream, TRAILER]);
  const document = scanner.start(capacity, null, false, stored.length);
  if (document === undefined) throw new Error('there is no memory for the test');
  // What a stream before left there must not pass for content.
  document.fill(0x55);
  scanner.startInflate(stored);
  let at = 0;
  for (let wanted = 0; wanted < capacity && at >= wanted;) {
    wanted = Math.min(at + step, capacity);
    at = scanner.inflate(wanted);
  }
  if (at < 0 || at > capacity) return undefined;
  return scanner.inflateEnd() === TRAILER.length ? document.subarray(0, at) : undefined;
}

/** By zlib. @returns undefined: refused, or the stream ends early or late */
export function inflateZlib(stream: Uint8Array): Buffer | undefined {
  const stored = Buffer.concat([stream, TRAILER]);
  try {
    // Node's types do not know what `info` returns.
    const { buffer, engine } = inflateRawSync(stored, { info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === stream.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What became of a stream: both accept it and agree; both refuse it; only the fast path refuses it, and leaves it to
 * zlib; or they differ, which is an error.
 */
export type Comparison = 'equal' | 'refused' | 'left to zlib' | 'different';

export function compare(stream: Uint8Array, step?: number): Comparison {
  const expected = inflateZlib(stream);
  // Where zlib gives nothing, nothing must be given either, however long.
  const actual = inflateFast(stream, expected?.length ?? 2 ** 20, step);
  if (actual === undefined) return expected === undefined ? 'refused' : 'left to zlib';
  return expected !== undefined && actual.equals(expected) ? 'equal' : 'different';
}
