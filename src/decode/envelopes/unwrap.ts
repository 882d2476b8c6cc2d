import { isObject } from '../../base/json-values.js';
import { mentionsRecords } from '../cloudtrail/mentions-records.js';
import { decodedText } from '../content/encoded-text.js';
import type { TextBudget } from '../content/text-budget.js';
import { closedPrefix } from '../reference/closed-prefix.js';
import { splitValues } from '../reference/record-splitter.js';
import { hasDamagedNames, isOwnObject, isRecord } from '../cloudtrail/is-record.js';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';
import { hasTextForObject, recordOfRow } from './columns.js';
import { type JsonObject, mayHoldJson } from './envelope.js';
import { ENVELOPES, ENVELOPES_WITH_COPIES } from './registry.js';

/** Envelopes in envelopes, lists included. */
const MAX_ENVELOPES = 12;
/** Values of one object that are looked at, so that no object keeps a thread busy for long. */
const MAX_VALUES = 2_000_000;

/** Lines of a text that each are a document. */
const MOST_LINES = 1_000_000;

/** What is inside a value that is no record itself. */
export interface Unwrapped {
  /** In their order. */
  readonly records: readonly JsonObject[];
  /** Why not everything was unwrapped; the first reason. */
  readonly failure: DecodeFailure | undefined;
  /** Whether it is known what the value is, although it holds no record: an empty list, a control message. */
  readonly known: boolean;
}

export interface UnwrapOptions {
  readonly limits: DecodeLimits;
  /** Whether a record in a text can count. Texts without such a record are not parsed. */
  readonly mayMatch: (text: string) => boolean;
  /** How much texts in base64 may become. */
  readonly budget: TextBudget;
  /** Whether the size of each record must be found out, because the value is larger than a record may be. */
  readonly large: boolean;
}

/**
 * The records inside a JSON value. A record of CloudTrail is never unwrapped itself: what looks like a record or an
 * envelope inside of it is what a caller wrote there. Texts are parsed only where an envelope says that they hold
 * records, and where they are elements of a list of records.
 */
export function unwrapRecords(value: unknown, options: UnwrapOptions): Unwrapped {
  const unwrapper = new Unwrapper(options);
  unwrapper.take(value, 0, 0);
  return unwrapper;
}

/**
 * A record as CloudTrail wrote it, from one that went through a table or lost fields to columns of their own.
 * @returns undefined if it is one as it is
 */
export function restoredRecord(record: JsonObject, options: UnwrapOptions): JsonObject | undefined {
  if (hasTextForObject(record)) return { ...record, ...recordOfRow(record) };
  if (Object.hasOwn(record, 'userIdentity')) return undefined;
  for (const envelope of ENVELOPES_WITH_COPIES) {
    const contents = envelope.unwrap(record);
    if (contents === undefined) continue;
    const { records } = unwrapRecords(contents, options);
    if (records[0] !== undefined) return records[0];
  }
  const { userIdentity } = recordOfRow(record);
  return userIdentity === undefined ? undefined : { ...record, userIdentity };
}

class Unwrapper implements Unwrapped {
  readonly records: JsonObject[] = [];
  failure: DecodeFailure | undefined;
  known = false;
  readonly #options: UnwrapOptions;
  #values = 0;

  constructor(options: UnwrapOptions) {
    this.#options = options;
  }

  /** @param textBytes size of the text that the value is; 0 if it is not known */
  take(value: unknown, depth: number, textBytes: number): void {
    if (depth > MAX_ENVELOPES) {
      this.#fail('nestedTooDeep', `more than ${MAX_ENVELOPES} envelopes in each other`);
      return;
    }
    if (++this.#values > MAX_VALUES) {
      this.#fail('tooManyValues', `more than ${MAX_VALUES} values in envelopes`);
      return;
    }
    if (this.failure?.reason === 'tooManyValues') return;
    if (typeof value === 'string') this.#takeText(value, depth);
    else if (Array.isArray(value)) {
      if (value.length === 0) this.known = true;
      for (const one of value as readonly unknown[]) this.take(one, depth + 1, 0);
    } else if (isRecord(value)) this.#takeRecord(value, textBytes);
    else if (isObject(value)) {
      if (isOwnObject(value)) this.#takeOwnObject(value, textBytes);
      else this.#open(value, depth);
    }
  }

  #takeText(text: string, depth: number): void {
    const encoded = decodedText(text);
    if (encoded !== undefined) {
      this.#takeEncoded(encoded, depth);
      return;
    }
    if (!mayHoldJson(text) || !this.#options.mayMatch(text)) return;
    const documents = this.#documentsOf(text);
    if (documents === 'tooMany') this.#failWithTooManyValues();
    else if (documents === undefined) {
      if (/eventsource/i.test(text)) this.#fail('malformedJson', 'a record as text that is not JSON');
    } else for (const { value, bytes } of documents) this.take(value, depth + 1, bytes);
  }

  /** The JSON document in a text, or several, one a line; undefined if it is something else. */
  #documentsOf(text: string): readonly TextDocument[] | 'tooMany' | undefined {
    const { budget } = this.#options;
    if (!budget.takeValues(text)) return 'tooMany';
    try {
      return [parsed(text)];
    } catch {
      const lines = text.split(/\r?\n/, MOST_LINES + 1).filter((line) => line.trim() !== '');
      if (lines.length < 2) return undefined;
      if (lines.length > MOST_LINES) return 'tooMany';
      try {
        return lines.map(parsed);
      } catch {
        return undefined;
      }
    }
  }

  #failWithTooManyValues(): void {
    this.#fail('tooManyValues', `more than ${this.#options.limits.maxValues} values in an envelope`);
  }

  /** @param stored what a text in base64 stands for */
  #takeEncoded(stored: Buffer, depth: number): void {
    const { bytes, failure } = this.#options.budget.open(stored);
    if (failure !== null) this.#fail(failure.reason, `a text in base64: ${failure.detail}`);
    if (bytes.length === 0) return;
    if (!this.#options.mayMatch(bytes.toString())) {
      if (mentionsRecords(bytes) !== 'none') this.known = true;
      return;
    }
    const { limits } = this.#options;
    const { records, failure: damage, cutAt } = splitValues(bytes, { most: limits.maxRecords });
    for (const { start, end } of records) this.#takePart(bytes.subarray(start, end), depth);
    const cut = cutAt === undefined ? undefined : closedPrefix(bytes.subarray(cutAt), limits.maxDepth);
    if (cut !== undefined) this.#takePart(cut.bytes, depth);
    if (damage !== null) this.#fail(damage.reason, `a text in base64 at its byte ${damage.offset}`);
  }

  #takePart(part: Buffer, depth: number): void {
    if (!this.#options.budget.takeValues(part)) {
      this.#failWithTooManyValues();
      return;
    }
    const document = parsedOrUndefined(part.toString());
    if (document === undefined) this.#fail('malformedJson', 'a text in base64 that is not JSON');
    else this.take(document.value, depth + 1, document.bytes);
  }

  #open(value: JsonObject, depth: number): void {
    for (const envelope of ENVELOPES) {
      const contents = envelope.unwrap(value);
      if (contents === undefined) continue;
      if (contents.length === 0) this.known = true;
      const before = this.records.length;
      const { budget } = this.#options;
      const { parsedValues } = budget;
      for (const one of contents) this.take(one, depth + 1, 0);
      if (this.records.length > before || this.failure !== undefined) return;
      budget.giveValuesBack(parsedValues);
    }
    if (!this.#options.budget.takeVain(Object.keys(value).length))
      this.#fail(
        'tooManyValues',
        `more than ${this.#options.limits.maxOthers} objects that are neither records nor envelopes`,
      );
  }

  /** Fields of CloudTrail's without a whole record: some were copied out of one, or it is no API event. */
  #takeOwnObject(value: JsonObject, textBytes: number): void {
    const restored = restoredRecord(value, this.#options);
    if (restored !== undefined && isRecord(restored)) this.#takeRecord(restored, textBytes);
    else if (!hasDamagedNames(value)) this.known = true;
  }

  #takeRecord(record: JsonObject, textBytes: number): void {
    const { limits, large } = this.#options;
    if (isDeeper(record, limits.maxDepth)) {
      this.#fail('nestedTooDeep', `a record nested more than ${limits.maxDepth} deep in an envelope`);
      return;
    }
    const bytes = textBytes > 0 || !large ? textBytes : sizeOf(record);
    if (bytes > limits.maxRecordBytes)
      this.#fail('recordTooLarge', `a record of ${bytes} bytes in an envelope`);
    else this.#keep(restoredRecord(record, this.#options) ?? record, record);
  }

  /** @param given what the record was made of: its texts may hold more than it shows */
  #keep(record: JsonObject, given: JsonObject): void {
    const { maxDepth } = this.#options.limits;
    if (record !== given && isDeeper(record, maxDepth))
      this.#fail(
        'nestedTooDeep',
        `a record whose texts are nested more than ${maxDepth} deep in an envelope`,
      );
    else this.records.push(record);
  }

  #fail(reason: DecodeFailure['reason'], detail: string): void {
    this.failure ??= { reason, detail };
  }
}

interface TextDocument {
  readonly value: unknown;
  /** Size of its text. */
  readonly bytes: number;
}

function parsedOrUndefined(text: string): TextDocument | undefined {
  try {
    return parsed(text);
  } catch {
    return undefined;
  }
}

/** @throws SyntaxError if a text is not JSON */
function parsed(text: string): TextDocument {
  return { value: JSON.parse(text) as unknown, bytes: Buffer.byteLength(text) };
}

function sizeOf(record: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(record));
}

/** Whether a value has more than some levels of objects and lists. It looks no deeper than that. */
export function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner, depth - 1)) return true;
  return false;
}
