import { hasReadOnly } from '../cloudtrail/read-only.js';
import { limitFailureOf, parseRecord } from '../cloudtrail/read-record.js';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeRequest, FoundEvent, OpenObject, RecordDecoder } from '../record-decoder.js';
import { UNWANTED } from './event-reader.js';
import { ObjectScanner, type ScannedObject } from './object-scanner.js';
import { Unavailable } from './unavailable.js';

/**
 * Decodes usual objects in WebAssembly: inflates, splits and searches in one pass, and reads the fields that are
 * asked for where they lie. A record that takes a parser is parsed.
 */
export class FastPathDecoder implements RecordDecoder {
  readonly name = 'wasm';
  readonly #scanner: ObjectScanner;

  /**
   * @returns why there is none, where WebAssembly cannot be used
   * @throws {Error} a defect of Trailspike: see `loadWasmEngine`
   */
  static create(): FastPathDecoder | Unavailable {
    const scanner = ObjectScanner.create();
    return scanner instanceof Unavailable ? scanner : new FastPathDecoder(scanner);
  }

  private constructor(scanner: ObjectScanner) {
    this.#scanner = scanner;
  }

  open(object: Uint8Array, request: DecodeRequest): OpenObject | undefined {
    const scanned = this.#scanner.scan(object, request.findMatches, request.limits);
    if (scanned === undefined) return undefined;
    const { content, inflateMilliseconds } = scanned;
    return {
      inflatedBytes: content.length,
      inflateMilliseconds,
      events: () => this.#eventsIn(scanned, request),
      readOnlySeen: () => hasReadOnly(content),
    };
  }

  *#eventsIn(
    { content, records }: ScannedObject,
    { fields, wants, limits }: DecodeRequest,
  ): Generator<FoundEvent | DecodeFailure> {
    const { events } = this.#scanner;
    const reader = fields !== null && events.prepare(fields) ? events : undefined;
    for (const range of records) {
      const { start, end } = range;
      const raw = content.subarray(start, end);
      const event =
        limitFailureOf(range, limits) ?? reader?.read(start, end, wants) ?? parseRecord(raw, start);
      if (event === UNWANTED) continue;
      yield 'reason' in event ? event : { event, raw };
    }
  }
}
