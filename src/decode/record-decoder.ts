import type { ApiEvent } from './cloudtrail/api-event.js';
import type { Selection } from './cloudtrail/selection.js';
import type { DecodeFailure } from './decode-failure.js';
import type { DecodeLimits } from './decode-limits.js';

/**
 * A decoder gets the API events out of an object. `decoders.ts` lists the decoders: the first one that accepts an
 * object decodes it. The last one is the reference decoder, which accepts every object and defines the correct
 * result: each decoder that accepts an object must give the same events and the same failures as the reference
 * decoder (`--verify-decoder` checks it). Parquet files have one decoder, with which nothing is compared.
 *
 * A new decoder is one new file, its name in `DecoderName`, and one entry in `decoders.ts` before the reference
 * decoder.
 *
 * @example
 * const wants = (): boolean => true;
 * const opened = decoder.open(bytes, { findMatches: null, fields: null, wants, limits: DEFAULT_LIMITS });
 * for (const found of opened?.events() ?? []) {
 *   if ('reason' in found) console.error(found.reason, found.detail);
 *   else if ('event' in found) console.log(found.event.eventName);
 * }
 */
export interface RecordDecoder {
  /**
   * `wasm`: the fast path, which inflates, splits and searches in one pass with SIMD. `parquet`: the only one for
   * Parquet files. `reference`: zlib and JavaScript.
   */
  readonly name: DecoderName;
  /**
   * Starts to decode an object. Does not throw for damaged objects. The result is valid until the next call of
   * `open`: its memory can be reused.
   * @param object compressed or plain
   * @returns undefined if this decoder does not accept the object
   */
  open(object: Uint8Array, request: DecodeRequest): OpenObject | undefined;
}

export type DecoderName = 'wasm' | 'parquet' | 'reference';

/** Which records to find, which of their fields to read, which events are wanted, and the limits of an object. */
export interface DecodeRequest extends Pick<Selection, 'findMatches' | 'fields' | 'wants'> {
  /**
   * Events that may be given as repetitions: see `FoundEvent.repeated` and `Selection.isPlainContext`.
   * @default none
   */
  readonly mayRepeat?: Selection['isPlainContext'];
  readonly limits: DecodeLimits;
}

export interface OpenObject {
  /** The content after inflating; if it is damaged, the part before the damage. null: it is no text (Parquet). */
  readonly content: Buffer | null;
  /** Bytes of the content after inflating; if it is damaged, of the part before the damage. Final after `events`. */
  readonly inflatedBytes: number;
  /** Time spent on inflating; 0 if the object is not compressed. */
  readonly inflateMilliseconds: number;
  /**
   * The events of all records that can match, in the order of the document, all failures of the object and its
   * records, and all values that can match and hold no record. A record that is too large, nested too deep or not JSON
   * gives a failure; the records after it are still decoded. Can give events that do not match: the caller checks each one with `Selection.kindOf`. Need not give
   * events that `wants` rejects. Call it once.
   */
  events(): Iterable<Found>;
  /** Whether any record of a table is `readOnly`: see `ObjectOutcome`. Absent where `content` says it. Call it after `events`. */
  readonly readOnlySeen?: () => boolean;
}

export type Found = FoundEvent | DecodeFailure | NoRecord;

/** A value that can match, but neither is nor holds a record of CloudTrail. */
export interface NoRecord {
  /** Whether it is known what it is, so that nothing can be missing: an empty list, a control message. */
  readonly isKnown: boolean;
}

export interface FoundEvent {
  readonly event: ApiEvent;
  /**
   * The bytes of the record, as far as they identify it: in an envelope those of `JSON.stringify`, and none for a record
   * with an id.
   */
  readonly raw: Uint8Array;
  /**
   * Present where the record's event need not be made, because all was seen before that matters to plain context. Then
   * `event` was given before, and `raw` is empty. Only where the request allows it (`mayRepeat`).
   */
  readonly repeated?: RepeatedEvent;
}

/** What tells the event of a record from one that was given before. */
export interface RepeatedEvent {
  /** An event that was given before, of the same caller. */
  readonly caller: ApiEvent;
  /** Its own time, epoch seconds. */
  readonly time: number;
}
