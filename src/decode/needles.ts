import { textSearch } from './text-search.js';

const ESCAPED_BYTE = '\\u00';
const findEscapedByte = textSearch(ESCAPED_BYTE, 0);
/** First hexadecimal digit of the escapes of `@` and all letters, and of all printable ASCII. */
const [LETTERS, PRINTABLE, LAST] = [0x34, 0x32, 0x37];

/**
 * Where one of some words may stand, in document order: the words themselves, and every JSON escape behind which a
 * character of theirs can hide. A record without any of these offsets in it has none of the words.
 */
export interface NeedleFinder {
  (bytes: Buffer): number[];
  readonly needles: readonly string[];
  /** ASCII code of the least first hexadecimal digit of such escapes; the greatest is `7`. */
  readonly firstDigit: number;
}

/**
 * @param words printable ASCII but `"`, `/` and `\\`, which JSON may or must write in other ways; three characters
 *   or more, and none within another.
 */
export function needleFinder(needles: readonly string[]): NeedleFinder {
  const searches = needles.map((word) => ({ length: word.length, find: textSearch(word, 0) }));
  const first = needles.every((word) => /^[A-Za-z]*$/.test(word)) ? LETTERS : PRINTABLE;
  const find = (bytes: Buffer): number[] => {
    const matches: number[] = [];
    for (const { length, find } of searches) {
      for (let at = find(bytes, 0); at >= 0; at = find(bytes, at + length)) matches.push(at);
    }
    const found = matches.length;
    for (let at = findEscape(bytes, 0, first); at >= 0; at = findEscape(bytes, at + 1, first))
      matches.push(at);
    return searches.length > 1 || matches.length > found ? matches.sort((a, b) => a - b) : matches;
  };
  return Object.assign(find, { needles, firstDigit: first });
}

/** The first escape at or after `from` of a character whose code begins with `first` or more; -1: none. */
function findEscape(bytes: Buffer, from: number, first: number): number {
  for (let at = findEscapedByte(bytes, from); at >= 0; at = findEscapedByte(bytes, at + 1)) {
    const digit = bytes[at + ESCAPED_BYTE.length];
    if (digit !== undefined && digit >= first && digit <= LAST) return at;
  }
  return -1;
}
