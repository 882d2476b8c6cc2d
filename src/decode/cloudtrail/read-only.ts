import { textSearch } from '../text-search.js';
import type { Mention } from './mentions-records.js';

const KEY = '"readOnly"';
const findKey = textSearch(KEY, KEY.indexOf('O'));
const TRUE = Buffer.from('true');
const SPACE = [0x20, 0x0a, 0x0d, 0x09];

/** The same in a text of an envelope, in the spelling of a table, or as a cell. */
const LOOSE = /read[_-]?only\\*"\s*:\s*\\*"?true|[",;\t]true[",;\t]/i;
/** Bytes of a content in which that is searched for. */
const LOOSE_BYTES = 2 ** 28;

/**
 * Whether a record contains `"readOnly": true`, with any white space. Searches in the text without parsing it: quotes
 * inside a string are escaped, so the only possible error is a field of that name in a nested object.
 * @param mention how the records are written. Unless as CloudTrail does, other spellings count, too
 */
export function hasReadOnly(bytes: Buffer, mention: Mention): boolean {
  if (mention !== 'plain' && LOOSE.test(bytes.toString('latin1', 0, LOOSE_BYTES))) return true;
  for (let at = findKey(bytes, 0); at >= 0; at = findKey(bytes, at + KEY.length)) {
    const colon = skipSpace(bytes, at + KEY.length);
    if (bytes[colon] !== 0x3a) continue;
    const value = skipSpace(bytes, colon + 1);
    if (bytes.subarray(value, value + TRUE.length).equals(TRUE)) return true;
  }
  return false;
}

function skipSpace(bytes: Buffer, at: number): number {
  while (SPACE.includes(bytes[at]!)) at++;
  return at;
}
