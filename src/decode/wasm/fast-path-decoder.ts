import { namesApiEvent } from '../cloudtrail/is-record.js';
import { beginsEncoded } from '../content/encoded-text.js';
import { TextBudget } from '../content/text-budget.js';
import { readValue } from '../envelopes/read-values.js';
import type { DecodeRequest, Found, OpenObject, RecordDecoder } from '../record-decoder.js';
import { Repetition, UNWANTED } from './event-reader.js';
import { ObjectScanner, type ScannedObject } from './object-scanner.js';
import { Unavailable } from './unavailable.js';

const NO_BYTES = new Uint8Array();

/**
 * Decodes usual objects in WebAssembly: inflates, splits and searches in one pass, and reads the fields that are
 * asked for where they lie. A record that takes a parser is parsed, and what is no record is unwrapped.
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
    // What is in such texts is not found by searching the content.
    if (request.findMatches !== null && beginsEncoded(content)) return undefined;
    return {
      content,
      inflatedBytes: content.length,
      inflateMilliseconds,
      events: () => this.#eventsIn(scanned, request),
    };
  }

  *#eventsIn({ content, records }: ScannedObject, asked: DecodeRequest): Generator<Found> {
    const { fields, wants, limits, mayRepeat } = asked;
    const request = { ...asked, budget: new TextBudget(limits) };
    const { events } = this.#scanner;
    const reader = fields !== null && events.prepare(fields, mayRepeat) ? events : undefined;
    // What is no record is read, too: there may be records in it.
    const wantsToSee = (source: string, name: string): boolean =>
      !namesApiEvent(source, name) || wants(source, name);
    for (const range of records) {
      const { start, end } = range;
      const event = end - start > limits.maxRecordBytes ? undefined : reader?.read(start, end, wantsToSee);
      if (event === UNWANTED) continue;
      if (event instanceof Repetition) yield { event: event.call, raw: NO_BYTES, repeated: event };
      else if (
        event !== undefined &&
        namesApiEvent(event.eventSource, event.eventName) &&
        events.isAsWritten()
      ) {
        yield { event, raw: content.subarray(start, end) };
      } else yield* readValue(content, range, request);
    }
  }
}
