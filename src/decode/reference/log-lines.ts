import { startOfText } from '../content/content-kind.js';
import { JsonDamage, JsonScanner } from './json-scanner.js';
import { RangeList } from './range-list.js';
import type { Split, SplitFailure, WantedValues } from './record-splitter.js';

const LINE_FEED = 0x0a;
const OPEN_OBJECT = 0x7b;
/** What an object, a list or a text begins with. */
const OPENING = Buffer.from('{["');
/** Bytes in which the first JSON object must begin. */
const HEAD = 64 * 2 ** 10;
/** Lines in which it must be. */
const LINES = 20;
/** How a content begins that is itself JSON. A time in brackets is not. */
const JSON_START = /^(?:[{"]|\[(?!\d{4}-|\d\d[:/]|[A-Z][a-z]{2}))/;
/** A JSON object with at least one field. */
const OBJECT = /\{\s*"[^"\\]+"\s*:/;

/**
 * Whether a content is lines of a log in which a JSON object follows something else: the time that CloudWatch Logs puts
 * before each event that it exports to S3, or the header of syslog.
 */
export function isLogLines(content: Buffer): boolean {
  const start = startOfText(content);
  if (JSON_START.test(content.toString('latin1', start, start + 8)) || beginsWithValues(content))
    return false;
  return content
    .toString('latin1', start, start + HEAD)
    .split('\n', LINES)
    .some((line) => OBJECT.test(line));
}

/** Whether numbers and literals are before the first object, list or text, and nothing else: then it is JSON. */
function beginsWithValues(content: Buffer): boolean {
  const scan = new JsonScanner(content);
  const start = startOfText(content);
  scan.at = start;
  try {
    for (;;) {
      scan.skipSpace();
      if (scan.ended || OPENING.includes(scan.byte())) return scan.at > start;
      scan.skipValue();
    }
  } catch (error) {
    if (error instanceof JsonDamage) return false;
    throw error;
  }
}

/** Times that the bytes of a content may be read to find where its objects end: a damaged one is read up to its end. */
const MOST_PASSES = 8;
/** Bytes that may always be read for it. */
const FREE_BYTES = 2 ** 24;

/**
 * The JSON objects in the lines, each of which may go on over several. What is between them, and lines without any, hold
 * no record. Where an object is damaged, the search goes on in the next line, unless so many are that it would take long.
 */
export function splitLogLines(bytes: Uint8Array, { includes, endsBefore, most }: WantedValues): Split {
  const scan = new JsonScanner(bytes);
  const records = new RangeList();
  let failure: SplitFailure | null = null;
  let documents = 0;
  let left = MOST_PASSES * bytes.length + FREE_BYTES;
  const split = (): Split => ({ records, failure, cutAt: undefined, documents });
  for (;;) {
    const start = bytes.indexOf(OPEN_OBJECT, scan.at);
    if (start < 0 || endsBefore?.(start) === true) return split();
    scan.at = start;
    try {
      const depth = scan.skipContainer();
      documents++;
      if (includes?.(start, scan.at) === false) continue;
      if (records.length >= most) {
        failure = { reason: 'tooManyRecords', offset: start };
        return split();
      }
      records.add(start, scan.at, depth);
    } catch (error) {
      if (!(error instanceof JsonDamage)) throw error;
      failure ??= error;
      left -= error.offset - start;
      if (left < 0) return split();
      scan.at = endOfLine(bytes, start);
    }
  }
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE_FEED, from);
  return end < 0 ? bytes.length : end;
}
