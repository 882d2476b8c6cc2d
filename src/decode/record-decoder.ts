import type { ApiEvent } from './cloudtrail/api-event.js';
import type { Selection } from './cloudtrail/selection.js';
import type { DecodeFailure } from './decode-failure.js';
import type { DecodeLimits } from './decode-limits.js';

/**
 * One way to get API events out of an object. The decoders of `decoders.ts` are asked in their order, and the first
 * that accepts an object decodes it; the last one accepts everything. All that accept an object give the same events:
 * what the reference decoder gives is the definition.
 */
export interface RecordDecoder {
  /** `wasm`: the fast path, inflated, split and searched in one pass with SIMD. `reference`: zlib and JavaScript. */
  readonly name: DecoderName;
  /**
   * Begins an object. What is returned is good until the next object is opened.
   * @param object gzip or plain
   * @returns undefined: this decoder does not accept it
   */
  open(object: Uint8Array, request: DecodeRequest): OpenObject | undefined;
}

export type DecoderName = 'wasm' | 'reference';

/** Which records are wanted, and what an object may cost. */
export interface DecodeRequest extends Pick<Selection, 'findMatches' | 'fields'> {
  readonly limits: DecodeLimits;
}

export interface OpenObject {
  /** The content after inflating, as far as it could be read. */
  readonly content: Buffer;
  /** What inflating took; 0 where nothing was inflated. */
  readonly inflateMilliseconds: number;
  /**
   * The events of the records that may match, in the order of the document, and everything that is wrong with the
   * object or one of its records. A record that is too large, too deep or not JSON does not stop the others.
   */
  events(): Iterable<FoundEvent | DecodeFailure>;
}

export interface FoundEvent {
  readonly event: ApiEvent;
  /** The record's own bytes. */
  readonly raw: Uint8Array;
}
