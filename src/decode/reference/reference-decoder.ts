import { contentKind, mayBeJson, startOfText } from '../content/content-kind.js';
import { tableOf } from '../content/csv.js';
import type { DecodeFailure } from '../decode-failure.js';
import { recordsOfTable } from '../envelopes/read-table.js';
import { readValue, type ValueRequest } from '../envelopes/read-values.js';
import { beginsEncoded, beginsWithList, encodedMatches } from '../content/encoded-text.js';
import { TextBudget } from '../content/text-budget.js';
import type { DecodeRequest, Found, OpenObject, RecordDecoder } from '../record-decoder.js';
import type { Matches, NeedleFinder } from '../needles.js';
import { isEndComplete } from './document-end.js';
import type { Inflated } from '../content/gunzip.js';
import { openContent } from '../content/open-content.js';
import { closedPrefix } from './closed-prefix.js';
import { isLogLines, splitLogLines } from './log-lines.js';
import { type Split, splitValues, type WantedValues } from './record-splitter.js';

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
  const matches = request.findMatches === null ? undefined : matchesIn(bytes, request.findMatches);
  const trusted = verified && isEndComplete(bytes);
  if (trusted && matches?.(0) === Infinity) return;

  const wanted: WantedValues = {
    most: request.limits.maxRecords,
    ...(matches !== undefined && { includes: (start: number, end: number) => matches(start) < end }),
    ...(matches !== undefined && trusted && { endsBefore: (offset: number) => matches(offset) === Infinity }),
  };
  const split = isLog ? splitLogLines(bytes, wanted) : splitValues(bytes, wanted);
  for (const range of split.records) yield* readValue(bytes, range, request);
  if (split.failure !== null) {
    const { reason, offset } = split.failure;
    for (const found of foundBeforeCut(bytes, split, matches, request)) if ('event' in found) yield found;
    yield reason === 'tooManyRecords'
      ? { reason, detail: `more than ${wanted.most} values that may match, at byte ${offset}` }
      : { reason, detail: `at byte ${offset}` };
  }
}

/**
 * Where something can match: the needles, and texts in base64, which hide them. In one list of objects, which is
 * CloudTrail's own form, such texts count only if the list begins with them: the fast path looks no further.
 */
function matchesIn(bytes: Buffer, findMatches: NeedleFinder): Matches {
  const needles = findMatches(bytes);
  const encoded = encodedMatches(bytes);
  if (encoded(0) === Infinity) return needles;
  if (beginsWithList(bytes) && !beginsEncoded(bytes) && documentsIn(bytes) === 1) return needles;
  return (from) => Math.min(needles(from), encoded(from));
}

/** How many values at the top level begin. */
function documentsIn(bytes: Buffer): number {
  return splitValues(bytes, { most: 0, includes: () => false }).documents;
}

/** What is in an envelope before the cut that a document ends with. */
function foundBeforeCut(
  bytes: Buffer,
  { cutAt }: Split,
  matches: Matches | undefined,
  request: ValueRequest,
): readonly Found[] {
  if (cutAt === undefined || (matches !== undefined && matches(cutAt + 1) === Infinity)) return [];
  if (bytes.length - cutAt > request.limits.maxEnvelopeBytes) return [];
  const whole = closedPrefix(bytes.subarray(cutAt), request.limits.maxDepth);
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
