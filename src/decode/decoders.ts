import type { DecoderName, RecordDecoder } from './record-decoder.js';
import { REFERENCE_DECODER } from './reference/reference-decoder.js';
import { FastPathDecoder } from './wasm/fast-path-decoder.js';

/** Created once in each thread, for its first object. */
let ofThread: readonly RecordDecoder[] | undefined;

/**
 * The decoders of this thread, in the order in which they are tried. All give the same results. Only the reference
 * decoder is used if the environment variable `TRAILSPIKE_DECODER` is `reference`, or if this Node has no
 * WebAssembly.
 */
export function decoders(): readonly RecordDecoder[] {
  if (ofThread === undefined) {
    const fastPath = process.env['TRAILSPIKE_DECODER'] === 'reference' ? undefined : FastPathDecoder.create();
    ofThread = fastPath === undefined ? [REFERENCE_DECODER] : [fastPath, REFERENCE_DECODER];
  }
  return ofThread;
}

/** The decoder that is tried first in this thread: reports show it, because it decides the speed. */
export function preferredDecoder(): DecoderName {
  return decoders()[0]!.name;
}
