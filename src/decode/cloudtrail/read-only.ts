import { textSearch } from '../text-search.js';
import type { Mention } from './mentions-records.js';

const KEY = 'readOnly';
const findKey = textSearch(KEY, KEY.indexOf('O'));
const TRUE = Buffer.from('true');
const SPACE = [0x20, 0x0a, 0x0d, 0x09];
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** The field in the spellings of tables, a cell with its value, or what OCSF has in its place. */
const IN_TABLE = /read[_-]?only\\*"\s*:\s*\\*"?true|[",;\t]true[",;\t]|"activity_id"\s*:\s*2\b/i;
/** Bytes of a content in which that is searched for, those at a time, and those in which it is whole. */
const TABLE_BYTES = 2 ** 28;
const STEP = 2 ** 20;
const OVERLAP = 256;

/**
 * Whether a record contains `"readOnly": true`, with any white space. Searches in the text without parsing it: quotes
 * inside a string are escaped, so the only possible error is a field of that name in a nested object.
 * @param mention how the records are written. Escaped quotes count only where all records are texts of an envelope, and
 *   the spellings of tables where there is no record in CloudTrail's own spelling
 */
export function hasReadOnly(bytes: Buffer, mention: Mention): boolean {
  for (let at = findKey(bytes, 0); at >= 0; at = findKey(bytes, at + KEY.length)) {
    let next = at + KEY.length;
    if (bytes[at - 1] !== QUOTE) continue;
    if (mention !== 'plain') while (bytes[next] === BACKSLASH) next++;
    if (bytes[next] !== QUOTE) continue;
    const colon = skipSpace(bytes, next + 1);
    if (bytes[colon] !== COLON) continue;
    const value = skipSpace(bytes, colon + 1);
    if (bytes.subarray(value, value + TRUE.length).equals(TRUE)) return true;
  }
  return mention === 'none' && isInTable(bytes);
}

function isInTable(bytes: Buffer): boolean {
  const end = Math.min(bytes.length, TABLE_BYTES);
  for (let at = 0; at < end; at += STEP)
    if (IN_TABLE.test(bytes.toString('latin1', at, Math.min(at + STEP + OVERLAP, end)))) return true;
  return false;
}

function skipSpace(bytes: Buffer, at: number): number {
  while (SPACE.includes(bytes[at]!)) at++;
  return at;
}
