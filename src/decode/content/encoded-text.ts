import { type Matches, matchesOf } from '../needles.js';
import { textSearch } from '../text-search.js';
import { isGzip } from './gunzip.js';

/*
 * Texts in base64 that hold gzip or JSON, as Kinesis, Firehose, and Lambda have them.
 */

/** How such texts begin: gzip; an object, at once or after a line break; a list of objects. With the quote before them. */
const BEGINNINGS = ['"H4sI', '"eyJ', '"ewo', '"W3s'];
const searches = BEGINNINGS.map((text) => textSearch(text, 2));

/** Bytes at the beginning of a content of which the first encoded text must begin, if it is one list of objects. */
const HEAD = 4096;
/** A field that records of CloudTrail have near their beginning: what follows it is in a record. */
const IN_RECORD = '"userIdentity"';

/** Whether a text may be base64 of gzip or JSON, by its first characters. */
export function mayBeEncoded(text: string): boolean {
  return text.length >= 16 && /^(?:H4sI|eyJ|ewo|W3s)/.test(text);
}

/** Whether a text, which may be JSON with escaped quotes, has an encoded text in it. */
export function hasEncoded(text: string): boolean {
  return BEGINNINGS.some((beginning) => text.includes(beginning));
}

/**
 * The bytes of a text in base64, where they are gzip or may be JSON.
 * @returns undefined if the text is something else
 */
export function decodedText(text: string): Buffer | undefined {
  if (!mayBeEncoded(text) || !/^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return isGzip(bytes) || bytes[0] === 0x7b || bytes[0] === 0x5b ? bytes : undefined;
}

/** Where texts in base64 may begin in a content. */
export function encodedMatches(content: Buffer): Matches {
  return matchesOf(content, searches);
}

/**
 * Whether a content begins with an envelope of texts in base64. Looks at its beginning only, so that nothing is lost for
 * the many contents that do not.
 */
export function beginsEncoded(content: Buffer): boolean {
  const head = content.toString('latin1', 0, HEAD);
  const at = Math.min(...BEGINNINGS.map((text) => head.indexOf(text)).filter((one) => one >= 0));
  const record = head.indexOf(IN_RECORD);
  return at < Infinity && (record < 0 || at < record);
}

/** Whether a content begins as those that the fast path accepts: with a list of objects, or `{"Records":[`. */
export function beginsWithList(content: Buffer): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:\{\s*"Records"\s*:\s*)?\[/.test(content.toString('latin1', 0, 256));
}
