import { textSearch } from './text-search.js';

const ESCAPED_BYTE = '\\u00';
const findEscapedByte = textSearch(ESCAPED_BYTE, 0);
/**
 * ASCII codes of the digit `d` in JSON escapes `\u00dX`: the smallest one for letters (and `@`), the smallest and the
 * largest one for printable ASCII characters.
 */
const [LETTERS, PRINTABLE, LAST] = [0x34, 0x32, 0x37];

/**
 * Finds where a needle can be in a document: the needles themselves, and all JSON escapes that can be a character of a
 * needle. A record that contains none of these offsets contains no needle.
 */
export interface NeedleFinder {
  (bytes: Buffer): Matches;
  readonly needles: readonly string[];
  /** ASCII code of the smallest first hexadecimal digit of these escapes, the `d` in `\u00dX`; the largest is `7`. */
  readonly firstDigit: number;
}

/** Offset of the first match in a document at or after `from`; Infinity if there is none. Fast where `from` rises. */
export type Matches = (from: number) => number;

/**
 * @param needles printable ASCII without `"`, `/` and `\`, which have other spellings in JSON; at least three
 *   characters each; no needle contains another one
 */
export function needleFinder(needles: readonly string[]): NeedleFinder {
  const searches = needles.map((needle) => textSearch(needle, 0));
  const first = needles.every((needle) => /^[A-Za-z]*$/.test(needle)) ? LETTERS : PRINTABLE;
  const escapes = (bytes: Buffer, from: number): number => findEscape(bytes, from, first);
  const find = (bytes: Buffer): Matches => matchesOf(bytes, [...searches, escapes]);
  return Object.assign(find, { needles, firstDigit: first });
}

/**
 * The matches of any of some searches. They are looked up one by one and never listed: a document can have as many as
 * it has bytes.
 * @param searches each gives the offset of its first match at or after `from`, or -1
 */
export function matchesOf(
  bytes: Buffer,
  searches: readonly ((bytes: Buffer, from: number) => number)[],
): Matches {
  const known = searches.map((find) => {
    let [asked, at] = [0, -1];
    return (from: number): number => {
      if (from < asked || from > at) {
        const found = find(bytes, from);
        at = found < 0 ? Infinity : found;
        asked = from;
      }
      return at;
    };
  });
  let [asked, least] = [0, -1];
  return (from) => {
    if (from < asked || from > least) {
      least = Infinity;
      for (const next of known) least = Math.min(least, next(from));
      asked = from;
    }
    return least;
  };
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
