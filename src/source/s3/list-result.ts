import type { SourceObject } from '../source.js';
import type { ListPage, ListPageEntry } from './list-page.js';
import { MalformedResponseError } from './malformed-response.js';
import { readListPage } from './read-list-page.js';
import { scanListPage } from './scan-list-page.js';

/** One page of ListObjectsV2. */
export interface ListResult {
  readonly objects: readonly ListedObject[];
  /** Common prefixes, ending in the delimiter. */
  readonly folders: readonly string[];
  /** Token of the next page; absent on the last page. */
  readonly continuation: string | undefined;
}

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  /** Without quotes, and with `W/` before it where it is weak; empty when the server sends none. */
  readonly etag: string;
  /** Such as `GLACIER`; absent for `STANDARD`, and when the server sends none. */
  readonly storageClass?: string;
}

/**
 * Reads the XML of a ListObjectsV2 response: a page in AWS's own form by a scanner that knows no other, each other one
 * by an XML parser. A response that may name fewer keys than there are is an error and never a shorter list: one
 * without its end, an entry without key or size, a page that does not say whether it is the last, more keys counted
 * than listed.
 * @throws MalformedResponseError
 */
export function parseListResult(xml: Buffer): ListResult {
  return interpret(scanListPage(xml) ?? readListPage(xml));
}

/** @param base of addresses: what comes before the key */
export function sourceObject({ key, size, etag, storageClass }: ListedObject, base: string): SourceObject {
  const object = { uri: base + key, key, size, version: etag };
  return storageClass === undefined ? object : { ...object, storageClass };
}

/** @throws MalformedResponseError */
export function interpret({ fields, entries, prefixes }: ListPage): ListResult {
  const isUrlEncoded = fields.get('EncodingType')?.trim() === 'url';
  const nameOf = (text: string): string => (isUrlEncoded ? decodeUrl(text) : text);
  const objects = entries.map((entry) => objectOf(entry, nameOf));
  const folders = prefixes.map(nameOf);
  if (folders.includes('')) throw new MalformedResponseError('a common prefix of the list has no name');
  const counted = fields.get('KeyCount')?.trim() ?? '';
  if (counted !== '' && !(Number(counted) <= objects.length + folders.length)) {
    const listed = `${objects.length} keys and ${folders.length} folders`;
    throw new MalformedResponseError(`the list counts ${counted} keys and names ${listed}`);
  }
  return { objects, folders, continuation: continuationOf(fields) };
}

function objectOf(entry: ListPageEntry, nameOf: (text: string) => string): ListedObject {
  const { Key: key, Size: size = '', ETag: etag = '', StorageClass: storageClass } = entry;
  const bytes = Number(size);
  if (key === undefined || key === '' || !/^\s*\d+\s*$/.test(size) || !Number.isSafeInteger(bytes)) {
    throw new MalformedResponseError('an entry of the list has no key or no size');
  }
  return {
    key: nameOf(key),
    size: bytes,
    etag: etag.trim().replaceAll('"', ''),
    ...(storageClass !== undefined && storageClass !== 'STANDARD' && { storageClass }),
  };
}

/** Both forms of a boolean in XML Schema, in any case. */
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function continuationOf(fields: ListPage['fields']): string | undefined {
  const said = fields.get('IsTruncated')?.trim() ?? '';
  const token = fields.get('NextContinuationToken')?.trim() ?? '';
  const isTruncated = TRUTHS.get(said.toLowerCase()) ?? (said === '' && token !== '' ? true : undefined);
  if (isTruncated === undefined) {
    throw new MalformedResponseError(
      said === ''
        ? 'the list does not say whether it is complete: it has no IsTruncated'
        : `the list does not say whether it is complete: IsTruncated is "${said.slice(0, 20)}"`,
    );
  }
  if (isTruncated && token === '') {
    throw new MalformedResponseError('the list is cut short and does not say where it goes on');
  }
  if (!isTruncated && token !== '') {
    throw new MalformedResponseError('the list says that it is complete, and where it goes on');
  }
  return isTruncated ? token : undefined;
}

function decodeUrl(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new MalformedResponseError(`a name of the list is badly encoded: ${text}`, { cause });
  }
}
