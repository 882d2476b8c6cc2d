import { isAscii } from 'node:buffer';
import { isObject } from '../../base/json-values.js';
import { parseEvent } from '../cloudtrail/api-event.js';
import { hasEncoded } from '../content/encoded-text.js';
import type { TextBudget } from '../content/text-budget.js';
import { hasDamagedNames, isOwnObject } from '../cloudtrail/is-record.js';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeRequest, Found, FoundEvent } from '../record-decoder.js';
import type { RecordRange } from '../record-range.js';
import { isDeeper, restoredRecord, unwrapRecords, type UnwrapOptions } from './unwrap.js';

/** What is asked of the values of an object. */
export interface ValueRequest extends Pick<DecodeRequest, 'findMatches' | 'wants' | 'limits'> {
  /** That of the object. */
  readonly budget: TextBudget;
}

/** The events in one value of a document: of the record that it is, or of the records that it is an envelope of. */
export function readValue(bytes: Buffer, range: RecordRange, request: ValueRequest): readonly Found[] {
  const { start, end, depth } = range;
  const { limits } = request;
  const size = end - start;
  if (size > limits.maxEnvelopeBytes) return [tooLarge(size, start)];
  if (depth > limits.maxDepth)
    return [{ reason: 'nestedTooDeep', detail: `a record nested ${depth} deep at byte ${start}` }];
  const raw = bytes.subarray(start, end);
  if (size > limits.maxRecordBytes && !request.budget.takeValues(raw)) return [tooManyValues(limits, start)];
  try {
    return readParsed(raw, start, request);
  } finally {
    request.budget.giveValuesBack();
  }
}

function readParsed(raw: Buffer, start: number, request: ValueRequest): readonly Found[] {
  let value: unknown;
  try {
    // Most records are ASCII, which latin1 decodes faster.
    value = JSON.parse(raw.toString(isAscii(raw) ? 'latin1' : 'utf8'));
  } catch {
    return [{ reason: 'malformedJson', detail: `a record that is not JSON at byte ${start}` }];
  }
  return recordsIn(value, raw, start, request);
}

/**
 * The events in a parsed value.
 * @param raw its bytes
 * @param at its offset in the document, for failures
 */
export function recordsIn(
  value: unknown,
  raw: Uint8Array,
  at: number,
  request: ValueRequest,
): readonly Found[] {
  const { limits, wants } = request;
  const options: UnwrapOptions = {
    limits,
    mayMatch: matcherOf(request.findMatches),
    budget: request.budget,
    large: raw.length > limits.maxRecordBytes,
  };
  if (isObject(value) && isOwnObject(value)) {
    if (options.large) return [tooLarge(raw.length, at)];
    if (hasDamagedNames(value)) return [{ isKnown: false }];
    const restored = restoredRecord(value, options);
    if (restored !== undefined && isDeeper(restored, limits.maxDepth))
      return [{ reason: 'nestedTooDeep', detail: `a record whose texts are nested deeper, at byte ${at}` }];
    return [restored === undefined ? { event: parseEvent(value), raw } : foundIn(restored)];
  }
  const { records, failure, known } = unwrapRecords(value, options);
  const found: (FoundEvent | DecodeFailure)[] = records
    .map(foundIn)
    .filter(({ event }) => wants(event.eventSource, event.eventName));
  if (failure !== undefined) found.push({ ...failure, detail: `${failure.detail}, at byte ${at}` });
  if (records.length > 0 || failure !== undefined) return found;
  if (request.findMatches === null) return [{ isKnown: known }];
  // Records that cannot match were not parsed.
  const all = { ...options, mayMatch: () => true, budget: request.budget.again() };
  return [{ isKnown: known || unwrapRecords(value, all).records.length > 0 }];
}

function foundIn(record: Readonly<Record<string, unknown>>): FoundEvent {
  const event = parseEvent(record);
  const { sharedEventID, originalEventID, eventID } = event;
  const hasId = sharedEventID !== '' || originalEventID !== '' || eventID !== '';
  return { event, raw: hasId ? NO_BYTES : Buffer.from(JSON.stringify(record)) };
}

const NO_BYTES = new Uint8Array(0);

function tooManyValues({ maxValues }: ValueRequest['limits'], start: number): DecodeFailure {
  return { reason: 'tooManyValues', detail: `more than ${maxValues} values in what begins at byte ${start}` };
}

function tooLarge(size: number, start: number): DecodeFailure {
  return { reason: 'recordTooLarge', detail: `a record of ${size} bytes at byte ${start}` };
}

/** Whether a text can hold a record that counts: it has a needle, an escape that can be part of one, or a text in base64. */
export function matcherOf(finder: ValueRequest['findMatches']): (text: string) => boolean {
  if (finder === null) return () => true;
  const { needles } = finder;
  return (text) =>
    needles.some((needle) => text.includes(needle)) || text.includes('\\u00') || hasEncoded(text);
}
