import { isAscii } from 'node:buffer';
import { count, type Counts, type DropReason } from '../model/coverage.js';
import type { Retrieval } from '../model/retrieval.js';
import { type ApiEvent, parseEvent } from './cloudtrail/api-event.js';
import type { EventReader } from './wasm/event-reader.js';
import type { DecodeFailure } from './decode-failure.js';
import type { DecodeLimits } from './decode-limits.js';
import { project, type Projection } from './cloudtrail/project.js';
import { type RecordRange, splitRecords } from './reference/record-splitter.js';
import { RETRIEVALS } from './cloudtrail/selection.js';

export interface Extracted {
  /** Records that matched the rule at their top level, dropped ones included. */
  readonly matched: number;
  readonly dropped: Counts<DropReason>;
  /** The first thing that went wrong in the document. */
  readonly failure: DecodeFailure | null;
}

/**
 * The retrievals of a document, in its order. Only records that may match are parsed, and the document is split
 * only if there are any, or if it may not be whole.
 *
 * A record that is too large, too deep or not JSON does not stop the others, since where it ends is known.
 *
 * @param whole whether the document is known to be what was once written. Then damage after the last record that
 *   may match is not looked for beyond its last bytes: nothing of it was lost.
 */
export function extract(
  bytes: Buffer,
  whole: boolean,
  projection: Projection,
  limits: DecodeLimits,
  sink: (retrieval: Retrieval) => void,
): Extracted {
  const { selection = RETRIEVALS } = projection;
  const matches = selection.findMatches?.(bytes);
  const trusted = whole && endsWell(bytes);
  if (trusted && matches?.length === 0) return { matched: 0, dropped: {}, failure: null };

  const split = splitRecords(bytes, trusted ? matches?.at(-1) : Infinity);
  const wanted = matches === undefined ? split.records : rangesWith(matches, split.records);
  const extracted = extractRecords(bytes, wanted, projection, limits, sink);
  if (extracted.failure !== null || split.failure === null) return extracted;
  const { reason, offset } = split.failure;
  return { ...extracted, failure: { reason, detail: `at byte ${offset}` } };
}

/**
 * The retrievals of those records of a document that may match.
 * @param calls reads records of the document more swiftly than a parser does, where it can
 */
export function extractRecords(
  bytes: Buffer,
  ranges: Iterable<RecordRange>,
  projection: Projection,
  limits: DecodeLimits,
  sink: (retrieval: Retrieval) => void,
  calls?: EventReader,
): Extracted {
  const { selection = RETRIEVALS } = projection;
  const fast = selection.readsRecords ? undefined : calls;
  const dropped: Counts<DropReason> = {};
  let matched = 0;
  let failure: DecodeFailure | null = null;
  for (const range of ranges) {
    const raw = bytes.subarray(range.start, range.end);
    const tooMuch = excessOf(range, limits);
    const call = tooMuch ?? fast?.read(range.start, range.end) ?? parse(raw, range.start);
    if ('reason' in call) {
      failure ??= call;
      continue;
    }
    const kind = selection.kindOf(call);
    if (kind === undefined) continue;
    matched++;
    const result = project(call, kind, raw, projection);
    if (typeof result === 'string') count(dropped, result);
    else sink(result);
  }
  return { matched, dropped, failure };
}

/** Those ranges that contain a hit; both in ascending order. */
function* rangesWith(matches: readonly number[], ranges: readonly RecordRange[]): Generator<RecordRange> {
  let next = 0;
  for (const range of ranges) {
    while (next < matches.length && matches[next]! < range.start) next++;
    if (next === matches.length) return;
    if (matches[next]! < range.end) yield range;
  }
}

/** How a record exceeds the limits, if it does. */
function excessOf({ start, end, depth }: RecordRange, limits: DecodeLimits): DecodeFailure | undefined {
  if (end - start > limits.maxRecordBytes) {
    return { reason: 'recordTooLarge', detail: `a record of ${end - start} bytes at byte ${start}` };
  }
  if (depth > limits.maxDepth) {
    return { reason: 'nestedTooDeep', detail: `a record nested ${depth} deep at byte ${start}` };
  }
  return undefined;
}

/** The call of a record that begins at byte `start`. */
function parse(raw: Buffer, start: number): ApiEvent | DecodeFailure {
  try {
    // Most records are ASCII, which takes no decoding.
    return parseEvent(JSON.parse(raw.toString(isAscii(raw) ? 'latin1' : 'utf8')));
  } catch {
    return { reason: 'malformedJson', detail: `a record that is no JSON at byte ${start}` };
  }
}

const USUAL_HEAD = Buffer.from('{"Records":[');
const USUAL_TAIL = Buffer.from(']}');

/** Whether a document ends as it must if it is whole; white space around it does not matter. */
export function endsWell(bytes: Buffer): boolean {
  if (isUsual(bytes)) return true;
  const head = bytes
    .toString('latin1', 0, 64)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .replace(/\s+/g, '');
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 64)).replace(/\s+/g, '');
  if (head.startsWith('{"Records":[')) return tail.endsWith(']}');
  if (head.startsWith('[')) return tail.endsWith(']');
  return head.startsWith('{') && tail.endsWith('}');
}

/** Without white space, and without making strings of it: so nearly every document is. */
function isUsual(bytes: Buffer): boolean {
  const tail = bytes.length - USUAL_TAIL.length;
  if (tail < USUAL_HEAD.length) return false;
  return (
    USUAL_HEAD.every((byte, at) => bytes[at] === byte) &&
    USUAL_TAIL.every((byte, at) => bytes[tail + at] === byte)
  );
}
