import type { DecoderName, RecordDecoder } from './record-decoder.js';
import { PARQUET_DECODER } from './parquet/parquet-decoder.js';
import { REFERENCE_DECODER } from './reference/reference-decoder.js';
import { FastPathDecoder } from './wasm/fast-path-decoder.js';

/** The decoders of a thread. */
interface Decoders {
  /** In the order in which they are tried. */
  readonly among: readonly RecordDecoder[];
  /** The one that decodes objects as CloudTrail writes them. */
  readonly usual: DecoderName;
  /** Why the fast path is not among them, although it was not switched off. */
  readonly unavailable: string | null;
}

/** Created once in each thread, for its first object. */
let ofThread: Decoders | undefined;

function decodersOfThread(): Decoders {
  if (ofThread === undefined) {
    const isOff = process.env['TRAILSPIKE_DECODER'] === 'reference';
    const fastPath = isOff ? null : FastPathDecoder.create();
    ofThread =
      fastPath instanceof FastPathDecoder
        ? { among: [PARQUET_DECODER, fastPath, REFERENCE_DECODER], usual: 'wasm', unavailable: null }
        : {
            among: [PARQUET_DECODER, REFERENCE_DECODER],
            usual: 'reference',
            unavailable: fastPath?.message ?? null,
          };
  }
  return ofThread;
}

/**
 * The decoders of this thread, in the order in which they are tried. All that accept an object give the same results. The
 * fast path is not among them if the environment variable `TRAILSPIKE_DECODER` is `reference`, or if this Node has no
 * WebAssembly.
 */
export function decoders(): readonly RecordDecoder[] {
  return decodersOfThread().among;
}

/** Which decoder reads the usual objects in this thread: it decides the speed. */
export interface DecoderUse {
  readonly name: DecoderName;
  /** Why the fast path cannot be used; null where it is used, or was switched off. */
  readonly unavailable: string | null;
}

export function decoderUse(): DecoderUse {
  const { usual, unavailable } = decodersOfThread();
  return { name: usual, unavailable };
}
