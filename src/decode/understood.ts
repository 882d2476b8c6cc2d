import type { ObjectOutcome } from '../model/coverage.js';
import { type Mention, mentionsRecords } from './cloudtrail/mentions-records.js';
import { hasReadOnly } from './cloudtrail/read-only.js';
import { contentKind, isAppleDouble, isBlank, mayBeJson } from './content/content-kind.js';
import { tableOf } from './content/csv.js';
import type { DecodeFailure } from './decode-failure.js';
import type { DecodeRequest, OpenObject } from './record-decoder.js';
import { eventsOf } from './reference/reference-decoder.js';

/** What was seen while an object was decoded. */
export interface Seen {
  /** Events that were given. A decoder need not give those that are not wanted. */
  readonly events: number;
  /** Values that could match and hold no record. */
  readonly noRecords: number;
  /** The first failure. */
  readonly failure: DecodeFailure | null;
}

/** What an object is, once it is decoded: see `ObjectOutcome`. */
export interface Verdict extends Pick<ObjectOutcome, 'understood' | 'failure' | 'readOnlySeen'> {
  /** Whether records of CloudTrail seem to be in a content in which none was found. */
  readonly mentionsMatches: boolean;
}

/** Of an object without text: its columns say whether its rows are records. */
export function verdictOnTable(opened: OpenObject, { failure }: Seen): Verdict {
  const understood = failure?.reason !== 'unsupportedParquet';
  return { understood, failure, readOnlySeen: opened.readOnlySeen?.() ?? false, mentionsMatches: false };
}

export function verdictOnText(content: Buffer, seen: Seen, request: DecodeRequest): Verdict {
  const mention = mentionsRecords(content);
  const values = trustedAsRecords(content, mention, seen) ?? valuesIn(content, request);
  const understood = values === 'records';
  return {
    understood,
    failure: values === 'records' ? seen.failure : notUnderstood(content, seen, values),
    readOnlySeen: understood && hasReadOnly(content, mention),
    mentionsMatches: !understood && mentionsMatches(content, mention, request),
  };
}

/** The field that all records have in the spelling of a program that wrote them in a form of its own. */
const LIKE_SOURCE = /event[._ -]?(?:source|provider)/i;
/** Bytes of a content in which that is searched for. */
const LIKE_BYTES = 2 ** 16;

function mentionsMatches(content: Buffer, mention: Mention, { findMatches }: DecodeRequest): boolean {
  if (mention === 'none' && !LIKE_SOURCE.test(content.toString('latin1', 0, LIKE_BYTES))) return false;
  return findMatches === null || findMatches(content)(0) < Infinity;
}

/** What the values of a content are: records among them, or so many, of which so many are known to be something else. */
type Values = 'records' | { readonly all: number; readonly known: number };

/**
 * Whether any record of CloudTrail was found in a content. Where its text has the field that all records have, and
 * nothing that could match turned out to be something else, the text is trusted: then no record can be missing.
 * @returns undefined if records must be looked for
 */
function trustedAsRecords(content: Buffer, mention: Mention, seen: Seen): Values | undefined {
  if (seen.events > 0 || (mention !== 'none' && seen.noRecords === 0)) return 'records';
  return !mayBeJson(content) && seen.failure?.reason === 'notUnderstood' ? { all: 0, known: 0 } : undefined;
}

/** Values that are looked at to find out what a content is. */
const LOOKED_AT = 100_000;

/** Looks for records, up to the first one. */
function valuesIn(content: Buffer, { limits }: DecodeRequest): Values {
  const inflated = { bytes: content, failure: null, verified: false };
  const few = { ...limits, maxRecords: Math.min(limits.maxRecords, LOOKED_AT) };
  let [all, known] = [0, 0];
  for (const one of eventsOf(inflated, { findMatches: null, wants: () => true, limits: few })) {
    if ('event' in one) return 'records';
    all++;
    if ('isKnown' in one && one.isKnown) known++;
  }
  return { all, known };
}

/**
 * The failure of a content without a record of CloudTrail; null if nothing is wrong with that: there is nothing in it, or
 * it is known what it is.
 */
function notUnderstood(
  content: Buffer,
  { failure }: Seen,
  { all, known }: Exclude<Values, string>,
): DecodeFailure | null {
  if (isAppleDouble(content)) return { reason: 'appleDouble', detail: 'what macOS leaves beside a file' };
  if (failure !== null && failure.reason !== 'malformedJson') return failure;
  if (failure === null && isBlank(content)) return null;
  if (failure === null && all === known && (known > 0 || isEmptyList(content))) return null;
  const kind = contentKind(content);
  const looks =
    kind === undefined
      ? `no record with eventSource and eventName in it${fieldsOf(content)}`
      : `it looks like ${kind}`;
  return {
    reason: 'notUnderstood',
    detail: failure === null ? looks : `${looks}; as JSON it is damaged ${failure.detail}`,
  };
}

/** Fields at the start of a content that are named in a failure. */
const SHOWN = 5;

/** The names of the first fields in a content, as far as they say what it is. */
function fieldsOf(content: Buffer): string {
  const names = [...content.toString('utf8', 0, 2048).matchAll(/"([\w.@ -]{1,40})"\s*:/g)].map(
    ([, name]) => name,
  );
  const shown = [...new Set(names)].slice(0, SHOWN);
  return shown.length === 0 ? '' : `; it begins with the fields ${shown.join(', ')}`;
}

/** Whether a content in which there is no value is a list or a table without elements, and not a number or literal. */
function isEmptyList(content: Buffer): boolean {
  return /^(?:\ufeff)?\s*[[{]/.test(content.toString('utf8', 0, 256)) || tableOf(content) !== undefined;
}
