import { textSearch } from './text-search.js';

const ESCAPED_BYTE = '\\u00';
const findEscapedByte = textSearch(ESCAPED_BYTE, 0);
/**
 * ASCII codes of the digit `d` in JSON escapes `\u00dX`: the smallest one for letters (and `@`), the smallest and the
 * largest one for printable ASCII characters.
 */
const [LETTERS, PRINTABLE, LAST] = [0x34, 0x32, 0x37];

/**
 * Finds the offsets in a document where a needle can be, in ascending order: the needles themselves, and all JSON
 * escapes that can be a character of a needle. A record that contains none of these offsets contains no needle.
 */
export interface NeedleFinder {
  (bytes: Buffer): number[];
  readonly needles: readonly string[];
  /** ASCII code of the smallest first hexadecimal digit of these escapes, the `d` in `\u00dX`; the largest is `7`. */
  readonly firstDigit: number;
}

/**
 * @param needles printable ASCII without `"`, `/` and `\`, which have other spellings in JSON; at least three
 *   characters each; no needle contains another one
 */
export function needleFinder(needles: readonly string[]): NeedleFinder {
  const searches = needles.map((needle) => ({ length: needle.length, find: textSearch(needle, 0) }));
  const first = needles.every((needle) => /^[A-Za-z]*$/.test(needle)) ? LETTERS : PRINTABLE;
  const find = (bytes: Buffer): number[] => {
    const matches: number[] = [];
    for (const { length, find } of searches) {
      for (let at = find(bytes, 0); at >= 0; at = find(bytes, at + length)) matches.push(at);
    }
    const unescaped = matches.length;
    for (let at = findEscape(bytes, 0, first); at >= 0; at = findEscape(bytes, at + 1, first))
      matches.push(at);
    return searches.length > 1 || matches.length > unescaped ? matches.sort((a, b) => a - b) : matches;
  };
  return Object.assign(find, { needles, firstDigit: first });
}

/** Those of some needles that find all that all of them find, sorted: if one contains another, the shorter one does. */
export function neededOf(needles: readonly string[]): string[] {
  const distinct = [...new Set(needles)];
  return distinct
    .filter((needle) => !distinct.some((other) => other !== needle && needle.includes(other)))
    .sort();
}

/** The first escape `\u00dX` at or after `from` whose digit `d` is between `first` and `LAST`; -1: none. */
function findEscape(bytes: Buffer, from: number, first: number): number {
  for (let at = findEscapedByte(bytes, from); at >= 0; at = findEscapedByte(bytes, at + 1)) {
    const digit = bytes[at + ESCAPED_BYTE.length];
    if (digit !== undefined && digit >= first && digit <= LAST) return at;
  }
  return -1;
}
