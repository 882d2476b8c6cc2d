import { textSearch } from '../text-search.js';

const KEY = '"readOnly"';
const findKey = textSearch(KEY, KEY.indexOf('O'));
const TRUE = Buffer.from('true');
const SPACE = [0x20, 0x0a, 0x0d, 0x09];

/**
 * Whether a record contains `"readOnly": true`, with any white space. Searches in the text without parsing it: quotes
 * inside a string are escaped, so the only possible error is a field of that name in a nested object.
 */
export function hasReadOnly(bytes: Buffer): boolean {
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
