import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';
import { capOf, gunzip, isGzip, type Inflated } from './gunzip.js';
import { isUtf16, utf8Of } from './utf16.js';
import { inflateZlib, isZlib } from './zlib.js';
import { isZstd, unzstdWithin } from './zstd.js';

/** Compressions inside of each other that are undone. */
const MAX_LAYERS = 4;

/**
 * The content of an object: decompressed, again if that is compressed, too, and in UTF-8. What an object is follows from
 * its first bytes; its name does not matter.
 */
export function openContent(object: Uint8Array, limits: DecodeLimits): Inflated {
  // What is compressed several times may not become more than what is compressed once.
  const cap = capOf(object.length, limits);
  let inflated = gunzip(object, limits);
  for (let layer = 1; inflated.failure === null || inflated.bytes.length > 0; layer++) {
    const { bytes } = inflated;
    const undo = decompressorOf(bytes);
    if (undo === undefined || layer > MAX_LAYERS) break;
    const inner = undo(bytes, { ...limits, maxInflatedBytes: Math.min(cap.bytes, limits.maxInflatedBytes) });
    const isOver = inner.failure?.reason === 'inflatedTooLarge';
    inflated = joined(isOver ? { ...inner, failure: cap.failure } : inner, inflated);
  }
  if (!isUtf16(inflated.bytes)) return inflated;
  const bytes = utf8Of(inflated.bytes, limits.maxInflatedBytes);
  if (bytes !== undefined) return { ...inflated, bytes };
  const detail = `in UTF-8 it has more than ${limits.maxInflatedBytes} bytes`;
  return { bytes: Buffer.alloc(0), failure: { reason: 'inflatedTooLarge', detail }, verified: false };
}

function decompressorOf(bytes: Buffer): typeof gunzip | undefined {
  if (bytes.length > 1 && isGzip(bytes)) return gunzip;
  if (isZstd(bytes)) return unzstdWithin;
  return isZlib(bytes) ? inflateZlib : undefined;
}

/** The failure of the outer layer comes first. */
function joined(inner: Inflated, outer: Inflated): Inflated {
  const failure: DecodeFailure | null = outer.failure ?? inner.failure;
  return { bytes: inner.bytes, failure, verified: inner.verified && failure === null };
}
