import { textSearch } from './text-search.js';

/** Also found in `BatchGetSecretValue`. */
const EVENT_NAME = 'GetSecretValue';
const findEventName = textSearch(EVENT_NAME, 0);
const ESCAPED_BYTE = '\\u00';
const findEscapedByte = textSearch(ESCAPED_BYTE, 0);

/**
 * Where the rule's event names may stand, in document order: their text itself, and every JSON escape of an
 * ASCII letter (`\u0041` to `\u007a`), behind which any name can hide. A record without any of these offsets in
 * it is not the rule's. One offset for each name and each escape, at its first byte.
 */
export function findHits(bytes: Buffer): number[] {
  const names: number[] = [];
  for (let at = findEventName(bytes, 0); at >= 0; at = findEventName(bytes, at + EVENT_NAME.length))
    names.push(at);
  const escapes: number[] = [];
  for (let at = findEscapedLetter(bytes, 0); at >= 0; at = findEscapedLetter(bytes, at + 1)) escapes.push(at);
  return escapes.length === 0 ? names : [...names, ...escapes].sort((a, b) => a - b);
}

/** The first escape of an ASCII letter (and of a few signs) at or after `from`; -1 when there is none. */
export function findEscapedLetter(bytes: Buffer, from: number): number {
  for (let at = findEscapedByte(bytes, from); at >= 0; at = findEscapedByte(bytes, at + 1)) {
    const digit = bytes[at + ESCAPED_BYTE.length];
    if (digit !== undefined && digit >= 0x34 && digit <= 0x37) return at;
  }
  return -1;
}
