import { MalformedResponseError } from './malformed-response.js';

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
  /** Without quotes; empty when the server sends none. */
  readonly etag: string;
  /** Such as `GLACIER`; absent for `STANDARD`, and when the server sends none. */
  readonly storageClass?: string;
}

/**
 * Parses the XML of a ListObjectsV2 response. It costs main-thread time for every listed key, so it searches the bytes
 * for the few elements that it needs and makes strings of these alone. (They are not substrings of the page: those
 * would keep the whole page in memory.) It is strict where that matters: a response without its end, or an entry
 * without key or size, is an error and never a shorter list.
 * @throws MalformedResponseError
 */
export function parseListResult(xml: Buffer): ListResult {
  const scanner = new Scanner(xml);
  const end = xml.lastIndexOf('</ListBucketResult>');
  const start = xml.indexOf('<ListBucketResult');
  if (start < 0 || end < start) throw new MalformedResponseError('not a complete ListBucketResult');
  const isUrlEncoded = scanner.text('<EncodingType>', 0, end) === 'url';
  const nameOf = (text: string): string => (isUrlEncoded ? decodeUrl(text) : text);

  const objects: ListedObject[] = [];
  for (const entry of scanner.entries('<Contents>', '</Contents>', end)) {
    const key = scanner.text('<Key>', entry.from, entry.to);
    const size = Number(scanner.text('<Size>', entry.from, entry.to) ?? NaN);
    if (key === undefined || !Number.isSafeInteger(size) || size < 0) {
      throw new MalformedResponseError('an entry of the list has no key or no size');
    }
    const etag = scanner.text('<ETag>', entry.from, entry.to) ?? '';
    const storageClass = scanner.text('<StorageClass>', entry.from, entry.to);
    objects.push({
      key: nameOf(key),
      size,
      etag: etag.replaceAll('"', ''),
      ...(storageClass !== undefined && storageClass !== 'STANDARD' && { storageClass }),
    });
  }
  const folders: string[] = [];
  for (const entry of scanner.entries('<CommonPrefixes>', '</CommonPrefixes>', end)) {
    const prefix = scanner.text('<Prefix>', entry.from, entry.to);
    if (prefix === undefined) throw new MalformedResponseError('a common prefix of the list has no name');
    folders.push(nameOf(prefix));
  }
  const isTruncated = scanner.text('<IsTruncated>', 0, end) === 'true';
  const continuation = scanner.text('<NextContinuationToken>', 0, end);
  if (isTruncated && continuation === undefined) {
    throw new MalformedResponseError('the list is cut short and does not say where it goes on');
  }
  return { objects, folders, continuation: isTruncated ? continuation : undefined };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

class Scanner {
  readonly #xml: Buffer;
  /** One character for each byte, so that indices are the same. Searching a string is faster than searching bytes. */
  readonly #bytes: string;

  constructor(xml: Buffer) {
    this.#xml = xml;
    this.#bytes = xml.toString('latin1');
  }

  /** The content of each element with these tags, up to `end`. */
  *entries(open: string, close: string, end: number): Generator<Span> {
    for (let at = this.#bytes.indexOf(open); at >= 0 && at < end; at = this.#bytes.indexOf(open, at)) {
      const from = at + open.length;
      at = this.#bytes.indexOf(close, from);
      if (at < 0 || at > end) throw new MalformedResponseError(`${open} of the list has no end`);
      yield { from, to: at };
    }
  }

  /** Text of the first such element between `from` and `to`, with its character references resolved. */
  text(open: string, from: number, to: number): string | undefined {
    const at = this.#bytes.indexOf(open, from);
    if (at < 0 || at >= to) return undefined;
    const start = at + open.length;
    const text = this.#xml.toString('utf8', start, this.#bytes.indexOf('<', start));
    return text.includes('&') ? text.replace(REFERENCE, resolve) : text;
  }
}

const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function resolve(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? whole;
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function decodeUrl(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new MalformedResponseError(`a name of the list is badly encoded: ${text}`, { cause });
  }
}
