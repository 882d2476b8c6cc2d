import { hasReadOnly } from '../cloudtrail/read-only.js';
import { limitFailureOf, parseRecord } from '../cloudtrail/read-record.js';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeRequest, FoundEvent, OpenObject, RecordDecoder } from '../record-decoder.js';
import type { RecordRange } from '../record-range.js';
import { isEndComplete } from './document-end.js';
import { gunzip, type Inflated } from './gunzip.js';
import { splitRecords } from './record-splitter.js';

/**
 * Defines the correct result of all decoders: zlib, a splitter in JavaScript, and `JSON.parse`. Accepts every object.
 */
export const REFERENCE_DECODER: RecordDecoder = {
  name: 'reference',
  open(object, request): OpenObject {
    const started = performance.now();
    const inflated = gunzip(object, request.limits);
    const inflateMilliseconds = performance.now() - started;
    const { bytes } = inflated;
    return {
      inflatedBytes: bytes.length,
      inflateMilliseconds,
      events: () => eventsOf(inflated, request),
      readOnlySeen: () => hasReadOnly(bytes),
    };
  },
};

/**
 * Parses only the records that can match. Splits the document only if there are such records, or if the document can
 * be incomplete. If all checksums are correct, the document is as it was written; then only its last bytes are
 * checked for damage after the last record that can match.
 */
function* eventsOf(
  { bytes, failure, verified }: Inflated,
  { findMatches, limits }: DecodeRequest,
): Generator<FoundEvent | DecodeFailure> {
  if (failure !== null) yield failure;
  const matches = findMatches?.(bytes);
  const trusted = verified && isEndComplete(bytes);
  if (trusted && matches?.length === 0) return;

  const split = splitRecords(bytes, trusted ? matches?.at(-1) : Infinity);
  for (const range of matches === undefined ? split.records : rangesWith(matches, split.records)) {
    const raw = bytes.subarray(range.start, range.end);
    const event = limitFailureOf(range, limits) ?? parseRecord(raw, range.start);
    yield 'reason' in event ? event : { event, raw };
  }
  if (split.failure !== null) {
    const { reason, offset } = split.failure;
    yield { reason, detail: `at byte ${offset}` };
  }
}

/** The ranges that contain a match. Both arguments are in ascending order. */
function* rangesWith(matches: readonly number[], ranges: readonly RecordRange[]): Generator<RecordRange> {
  let next = 0;
  for (const range of ranges) {
    while (next < matches.length && matches[next]! < range.start) next++;
    if (next === matches.length) return;
    if (matches[next]! < range.end) yield range;
  }
}
