import { excessOf, parseRecord } from '../cloudtrail/read-record.js';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeRequest, FoundEvent, OpenObject, RecordDecoder } from '../record-decoder.js';
import type { RecordRange } from '../record-range.js';
import { endsWell } from './document-end.js';
import { gunzip, type Inflated } from './gunzip.js';
import { splitRecords } from './record-splitter.js';

/** The definition of every answer: zlib, a splitter in JavaScript, `JSON.parse`. Accepts every object. */
export const REFERENCE_DECODER: RecordDecoder = {
  name: 'reference',
  open(object, request): OpenObject {
    const started = performance.now();
    const inflated = gunzip(object, request.limits);
    const inflateMilliseconds = performance.now() - started;
    return { content: inflated.bytes, inflateMilliseconds, events: () => eventsOf(inflated, request) };
  },
};

/**
 * Only records that may match are parsed, and the document is split only if there are any, or if it may not be whole.
 * A document with all its checksums right is what was once written; then damage behind the last record that may match
 * is not looked for beyond the document's last bytes: nothing of it was lost.
 */
function* eventsOf(
  { bytes, failure, verified }: Inflated,
  { findMatches, limits }: DecodeRequest,
): Generator<FoundEvent | DecodeFailure> {
  if (failure !== null) yield failure;
  const matches = findMatches?.(bytes);
  const trusted = verified && endsWell(bytes);
  if (trusted && matches?.length === 0) return;

  const split = splitRecords(bytes, trusted ? matches?.at(-1) : Infinity);
  for (const range of matches === undefined ? split.records : rangesWith(matches, split.records)) {
    const raw = bytes.subarray(range.start, range.end);
    const event = excessOf(range, limits) ?? parseRecord(raw, range.start);
    yield 'reason' in event ? event : { event, raw };
  }
  if (split.failure !== null) {
    const { reason, offset } = split.failure;
    yield { reason, detail: `at byte ${offset}` };
  }
}

/** Those ranges that contain a match; both in ascending order. */
function* rangesWith(matches: readonly number[], ranges: readonly RecordRange[]): Generator<RecordRange> {
  let next = 0;
  for (const range of ranges) {
    while (next < matches.length && matches[next]! < range.start) next++;
    if (next === matches.length) return;
    if (matches[next]! < range.end) yield range;
  }
}
