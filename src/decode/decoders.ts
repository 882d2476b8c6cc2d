import type { DecoderName, RecordDecoder } from './record-decoder.js';
import { REFERENCE_DECODER } from './reference/reference-decoder.js';
import { FastPathDecoder } from './wasm/fast-path-decoder.js';

/** Made once in a thread, when the first object comes. */
let ofThread: readonly RecordDecoder[] | undefined;

/**
 * The decoders of this thread, in the order in which they are asked. The answers never differ; the environment variable
 * `TRAILSPIKE_DECODER=reference` leaves the reference decoder alone, and so does a Node without WebAssembly.
 */
export function decoders(): readonly RecordDecoder[] {
  if (ofThread === undefined) {
    const fastPath = process.env['TRAILSPIKE_DECODER'] === 'reference' ? undefined : FastPathDecoder.create();
    ofThread = fastPath === undefined ? [REFERENCE_DECODER] : [fastPath, REFERENCE_DECODER];
  }
  return ofThread;
}

/** The decoder that is asked first here, for whoever wonders about the speed. */
export function preferredDecoder(): DecoderName {
  return decoders()[0]!.name;
}
