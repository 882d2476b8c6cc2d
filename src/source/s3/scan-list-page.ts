import type { ListPage, ListPageEntry } from './list-page.js';

/** What is in no page of AWS, since names are asked for in the encoding of URLs: other bytes, CDATA, other references. */
const STRANGE = /[^\t\n\x20-\x7e]|\]\]>|&(?!(?:quot|amp|lt|gt|apos|#34|#39);)/;
const BEGIN = /(?:<\?xml version="1\.0" encoding="UTF-8"\?>\s*)?<ListBucketResult(?: xmlns="[\w:/.-]*")?>/y;
const FIELD = /<([A-Za-z]+)>([^<]*)<\/\1>/y;
const ENTRY = new RegExp(
  '<Contents><Key>([^<]*)</Key><LastModified>[^<]*</LastModified><ETag>([^<]*)</ETag>' +
    '(?:<ChecksumAlgorithm>[^<]*</ChecksumAlgorithm>)*(?:<ChecksumType>[^<]*</ChecksumType>)?' +
    '<Size>([^<]*)</Size>(?:<StorageClass>([^<]*)</StorageClass>)?</Contents>',
  'y',
);
const PREFIX = /<CommonPrefixes><Prefix>([^<]*)<\/Prefix><\/CommonPrefixes>/y;
const END = /<\/ListBucketResult>\s*$/y;
const REFERENCE = /&(quot|amp|lt|gt|apos|#34|#39);/g;
const CHARACTERS: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  '#34': '"',
  '#39': "'",
};

/**
 * Reads a page in the very form that AWS writes, each byte of it. It takes a third of the time of an XML parser, which
 * matters for buckets of many million keys.
 * @returns what `readListPage` returns for the same page; `undefined` for a page that is in any other form, which
 *   `readListPage` must read
 */
export function scanListPage(xml: Buffer): ListPage | undefined {
  const text = xml.toString('latin1');
  if (STRANGE.test(text)) return undefined;
  let at = 0;
  const next = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const found = form.exec(text);
    if (found !== null) at = form.lastIndex;
    return found;
  };
  if (next(BEGIN) === null) return undefined;
  const fields = new Map<string, string>();
  const entries: ListPageEntry[] = [];
  const prefixes: string[] = [];
  const takeFields = (): boolean => {
    for (let field = next(FIELD); field !== null; field = next(FIELD)) {
      const [, name, value] = field;
      if (fields.has(name!) || name === 'Contents' || name === 'CommonPrefixes') return false;
      fields.set(name!, resolved(value!));
    }
    return true;
  };
  if (!takeFields()) return undefined;
  for (let entry = next(ENTRY); entry !== null; entry = next(ENTRY)) {
    const [, key, etag, size, storageClass] = entry;
    entries.push({
      Key: resolved(key!),
      ETag: resolved(etag!),
      Size: resolved(size!),
      ...(storageClass !== undefined && { StorageClass: resolved(storageClass) }),
    });
  }
  // Some stores have fields, folders and entries in another order.
  if (!takeFields()) return undefined;
  for (let prefix = next(PREFIX); prefix !== null; prefix = next(PREFIX)) prefixes.push(resolved(prefix[1]!));
  return takeFields() && next(END) !== null ? { fields, entries, prefixes } : undefined;
}

/** A string of its own: a part of the page's would keep the whole page in memory. */
function resolved(text: string): string {
  const own = text.length < SLICED ? text : Buffer.from(text, 'latin1').toString('latin1');
  return own.includes('&') ? own.replace(REFERENCE, (_, name: string) => CHARACTERS[name]!) : own;
}

/** Shorter parts of a string are copied by V8. */
const SLICED = 13;
