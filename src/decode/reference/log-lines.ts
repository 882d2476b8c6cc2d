import { JsonDamage, JsonScanner } from './json-scanner.js';
import type { RecordRange } from '../record-range.js';
import type { Split } from './record-splitter.js';

const LINE_FEED = 0x0a;
const OPEN_OBJECT = 0x7b;
/** Bytes in which the first JSON object must begin. */
const HEAD = 64 * 2 ** 10;
/** Lines in which it must be. */
const LINES = 20;
/** How a content begins that is itself JSON. A time in brackets is not. */
const JSON_START = /^\s*(?:[{"]|\[(?!\d{4}-|\d\d[:/]|[A-Z][a-z]{2}))/;
/** A JSON object with at least one field. */
const OBJECT = /\{\s*"[^"\\]+"\s*:/;

/**
 * Whether a content is lines of a log in which a JSON object follows something else: the time that CloudWatch Logs puts
 * before each event that it exports to S3, or the header of syslog.
 */
export function isLogLines(content: Buffer): boolean {
  const head = content.toString('latin1', 0, HEAD).replace(/^\u00ef\u00bb\u00bf/, '');
  if (JSON_START.test(head)) return false;
  return head.split('\n', LINES).some((line) => OBJECT.test(line));
}

/**
 * The first JSON object of each line, which may go on over several lines. What is before and behind it, and lines without
 * any, hold no record.
 */
export function splitLogLines(bytes: Uint8Array): Split {
  const scan = new JsonScanner(bytes);
  const records: RecordRange[] = [];
  let failure: JsonDamage | null = null;
  for (let line = 0; line < bytes.length; line = endOfLine(bytes, scan.at) + 1) {
    const end = endOfLine(bytes, line);
    scan.at = bytes.indexOf(OPEN_OBJECT, line);
    if (scan.at < 0 || scan.at > end) {
      scan.at = end;
      continue;
    }
    const start = scan.at;
    try {
      const depth = scan.skipContainer();
      records.push({ start, end: scan.at, depth });
    } catch (error) {
      if (!(error instanceof JsonDamage)) throw error;
      failure ??= error;
      scan.at = end;
    }
  }
  return { records, failure };
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE_FEED, from);
  return end < 0 ? bytes.length : end;
}
