import { contentKind, mayBeJson, startOfText } from '../content/content-kind.js';
import { tableOf } from '../content/csv.js';
import type { DecodeFailure } from '../decode-failure.js';
import { recordsOfTable } from '../envelopes/read-table.js';
import { readValue, type ValueRequest } from '../envelopes/read-values.js';
import { beginsEncoded, beginsWithList, encodedOffsets } from '../content/encoded-text.js';
import { TextBudget } from '../content/text-budget.js';
import type { DecodeRequest, Found, OpenObject, RecordDecoder } from '../record-decoder.js';
import type { RecordRange } from '../record-range.js';
import { isEndComplete } from './document-end.js';
import type { Inflated } from '../content/gunzip.js';
import { openContent } from '../content/open-content.js';
import { closedPrefix } from './closed-prefix.js';
import { isLogLines, splitLogLines } from './log-lines.js';
import { type Split, splitValues } from './record-splitter.js';

const QUOTE = 0x22;

/**
 * Defines the correct result of all decoders: zlib, a splitter in JavaScript, and `JSON.parse`. Accepts every object.
 */
export const REFERENCE_DECODER: RecordDecoder = {
  name: 'reference',
  open(object, request): OpenObject {
    const started = performance.now();
    const inflated = openContent(object, request.limits);
    const inflateMilliseconds = performance.now() - started;
    const { bytes } = inflated;
    return {
      content: bytes,
      inflatedBytes: bytes.length,
      inflateMilliseconds,
      events: () => eventsOf(inflated, request),
    };
  },
};

/**
 * Parses only the values that can match. Splits the document only if there are such values, or if the document can
 * be incomplete. If all checksums are correct, the document is as it was written; then only its last bytes are
 * checked for damage after the last record that can match.
 */
export function* eventsOf(
  { bytes, failure, verified }: Inflated,
  asked: Omit<DecodeRequest, 'fields'>,
): Generator<Found> {
  const request = { ...asked, budget: new TextBudget(asked.limits) };
  if (failure !== null) yield failure;
  if (!mayBeJson(bytes) || bytes[startOfText(bytes)] === QUOTE) {
    const table = tableOf(bytes);
    if (table !== undefined) {
      yield* recordsOfTable(bytes, table, request);
      return;
    }
  }
  const isLog = isLogLines(bytes);
  if (!isLog && !mayBeJson(bytes)) {
    if (failure === null) yield notJson(bytes);
    return;
  }
  const matches = request.findMatches === null ? undefined : matchesIn(bytes, request.findMatches(bytes));
  const trusted = verified && isEndComplete(bytes);
  if (trusted && matches?.length === 0) return;

  const split = isLog ? splitLogLines(bytes) : splitValues(bytes, trusted ? matches?.at(-1) : Infinity);
  for (const range of matches === undefined ? split.records : rangesWith(matches, split.records)) {
    yield* readValue(bytes, range, request);
  }
  if (split.failure !== null) {
    const { reason, offset } = split.failure;
    for (const found of foundBeforeCut(bytes, split, matches, request)) if ('event' in found) yield found;
    yield { reason, detail: `at byte ${offset}` };
  }
}

/**
 * Where something can match: the needles that were found, and texts in base64, which hide them. In one list of objects,
 * which is CloudTrail's own form, such texts count only if the list begins with them: the fast path looks no further.
 */
function matchesIn(bytes: Buffer, needles: readonly number[]): readonly number[] {
  const encoded = encodedOffsets(bytes);
  if (encoded.length === 0) return needles;
  if (beginsWithList(bytes) && !beginsEncoded(bytes) && splitValues(bytes).documents === 1) return needles;
  return [...needles, ...encoded].sort((a, b) => a - b);
}

/** What is in an envelope before the cut that a document ends with. */
function foundBeforeCut(
  bytes: Buffer,
  { cutAt }: Split,
  matches: readonly number[] | undefined,
  request: ValueRequest,
): readonly Found[] {
  if (cutAt === undefined || (matches !== undefined && !matches.some((match) => match > cutAt))) return [];
  if (bytes.length - cutAt > request.limits.maxEnvelopeBytes) return [];
  const whole = closedPrefix(bytes.subarray(cutAt));
  if (whole === undefined) return [];
  return readValue(whole.bytes, { start: 0, end: whole.bytes.length, depth: whole.depth }, request);
}

/** What no record can be in, so that it need not be damaged JSON. */
function notJson(bytes: Buffer): DecodeFailure {
  const kind = contentKind(bytes);
  return {
    reason: 'notUnderstood',
    detail: kind === undefined ? 'its content is not JSON' : `it looks like ${kind}`,
  };
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
