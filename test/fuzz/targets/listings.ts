import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { ListPage } from '../../../src/source/s3/list-page.js';
import { interpret, type ListResult } from '../../../src/source/s3/list-result.js';
import { MalformedResponseError } from '../../../src/source/s3/malformed-response.js';
import { readListPage } from '../../../src/source/s3/read-list-page.js';
import { scanListPage } from '../../../src/source/s3/scan-list-page.js';
import { structureTarget } from '../target.js';

/** A page as parts of XML: tags and texts. */
type Parts = readonly string[];

interface Case {
  readonly parts: Parts;
  /** What the page says; undefined where it was changed. */
  readonly said: ListResult | undefined;
}

const element = (name: string, text: string): Parts => [`<${name}>`, text, `</${name}>`];
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll('%2F', '/').replaceAll("'", '%27');

const name = fc
  .array(fc.constantFrom('a', 'Z', '0', '/', ' ', '+', '%', '&', '<', "'", '"', 'é', '漢', '.', 'AWSLogs/'), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) => all.join(''));
const object = fc.record(
  {
    key: name,
    size: fc.oneof(fc.nat(), fc.constantFrom(0, 5 * 2 ** 40)),
    etag: fc.constantFrom('d41d8cd98f00b204e9800998ecf8427e', '', 'a-2'),
    storageClass: fc.constantFrom('STANDARD', 'GLACIER', 'DEEP_ARCHIVE'),
    checksum: fc.boolean(),
  },
  { requiredKeys: ['key', 'size', 'etag'] },
);

const pages: fc.Arbitrary<Case> = fc
  .record({
    declared: fc.boolean(),
    namespaced: fc.boolean(),
    objects: fc.array(object, { maxLength: 5 }),
    folders: fc.array(name, { maxLength: 3 }),
    token: fc.option(fc.constantFrom('1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=', 'a&b', 'x')),
    last: fc.boolean(),
  })
  .map(({ declared, namespaced, objects, folders, token, last }) => {
    const fields = [
      ...element('Name', 'bucket'),
      ...element('Prefix', ''),
      ...element('EncodingType', 'url'),
      ...element('KeyCount', String(objects.length + folders.length)),
      ...element('IsTruncated', String(token !== null)),
      ...(token === null ? [] : element('NextContinuationToken', escaped(token))),
    ];
    const entries = objects.flatMap(({ key, size, etag, storageClass, checksum }) => [
      '<Contents>',
      ...element('Key', encoded(key)),
      ...element('LastModified', '2026-01-01T00:00:00.000Z'),
      ...element('ETag', `&quot;${etag}&quot;`),
      ...(checksum === true ? element('ChecksumAlgorithm', 'CRC32') : []),
      ...element('Size', String(size)),
      ...(storageClass === undefined ? [] : element('StorageClass', storageClass)),
      '</Contents>',
    ]);
    const prefixes = folders.flatMap((folder) => [
      '<CommonPrefixes>',
      ...element('Prefix', encoded(folder)),
      '</CommonPrefixes>',
    ]);
    const inner = last ? [...entries, ...fields, ...prefixes] : [...fields, ...entries, ...prefixes];
    const root = namespaced
      ? '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
      : '<ListBucketResult>';
    const said: ListResult = {
      objects: objects.map(({ key, size, etag, storageClass }) => ({
        key,
        size,
        etag,
        ...(storageClass !== undefined && storageClass !== 'STANDARD' && { storageClass }),
      })),
      folders,
      continuation: token ?? undefined,
    };
    const declaration = declared ? ['<?xml version="1.0" encoding="UTF-8"?>', '\n'] : [];
    return { parts: [...declaration, root, ...inner, '</ListBucketResult>'], said };
  });

const HOSTILE = [
  ...[
    '',
    ' ',
    '\n',
    '\0',
    '\r\n',
    '\u0085',
    'true',
    'false',
    'TRUE',
    '1',
    '0',
    '-1',
    '1e3',
    '0x10',
    '٣',
    '99999999999999999999',
  ],
  ...[
    '&amp;',
    '&#34;',
    '&#x22;',
    '&#0;',
    '&nbsp;',
    '&amp;amp;',
    '&',
    '<',
    '>',
    ']]>',
    '<![CDATA[x]]>',
    '<!-- x -->',
    '<?x?>',
  ],
  ...[
    '<Key>',
    '</Key>',
    '<Key/>',
    '<Contents>',
    '</Contents>',
    '<Contents/>',
    '<s3:Key>',
    '<Key a="b">',
    '<Contents >',
  ],
  ...[
    '<IsTruncated>false</IsTruncated>',
    '<Size>1</Size>',
    '<Prefix>p/</Prefix>',
    '<Owner><ID>x</ID></Owner>',
    '</ListBucketResult>',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '<__proto__>x</__proto__>',
    '<constructor>x</constructor>',
    '<a>'.repeat(50),
    '%zz',
    '\ufeff',
    '漢',
  ],
];

type Edit = 'replace' | 'insert' | 'drop' | 'repeat' | 'swap' | 'cut';

const changes = fc.record({
  edit: fc.constantFrom<Edit[]>('replace', 'insert', 'drop', 'repeat', 'swap', 'cut'),
  at: fc.nat(),
  other: fc.nat(),
  count: fc.constantFrom(1, 3, 3, 10, 30),
  text: fc.constantFrom(...HOSTILE),
});

function changed(
  parts: Parts,
  { edit, at, other, count, text }: typeof changes extends fc.Arbitrary<infer T> ? T : never,
): Parts {
  const start = at % (parts.length + 1);
  const end = Math.min(parts.length, start + count);
  switch (edit) {
    case 'replace':
      return [...parts.slice(0, start), text, ...parts.slice(start + 1)];
    case 'insert':
      return [...parts.slice(0, start), text, ...parts.slice(start)];
    case 'drop':
      return [...parts.slice(0, start), ...parts.slice(end)];
    case 'repeat':
      return [...parts.slice(0, end), ...parts.slice(start)];
    case 'swap': {
      const from = other % (parts.length + 1);
      return [...parts.slice(0, start), ...parts.slice(from, from + count), ...parts.slice(end)];
    }
    case 'cut':
      return parts.slice(0, start);
  }
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(pages, fc.array(changes, { maxLength: 4 }))
  .map(([page, list]) =>
    list.length === 0 ? page : { parts: list.reduce(changed, page.parts), said: undefined },
  );

const xmlOf = ({ parts }: Case): Buffer => Buffer.from(parts.join(''));

/** What a reader makes of a page; undefined where it refuses it. */
function read(xml: Buffer, reader: (xml: Buffer) => ListPage | undefined): ListPage | undefined {
  try {
    return reader(xml);
  } catch (error) {
    if (!(error instanceof MalformedResponseError)) throw error;
    return undefined;
  }
}

const plain = (page: ListPage): unknown => ({
  fields: [...page.fields],
  entries: page.entries.map((entry) => ({ ...entry })),
  prefixes: page.prefixes,
});

/** Pages of lists: the scanner hands over or agrees with the parser, and what both take is what the page says. */
export const LISTINGS = structureTarget<Case>({
  name: 'listings',
  cases: () => cases,
  size: (one) => xmlOf(one).length,
  run(one) {
    const xml = xmlOf(one);
    const [scanned, parsed] = [read(xml, scanListPage), read(xml, readListPage)];
    if (scanned !== undefined && (parsed === undefined || !isDeepStrictEqual(plain(scanned), plain(parsed))))
      throw new Error(`the scanner takes ${JSON.stringify(plain(scanned))}`);
    if (one.said !== undefined && parsed === undefined) throw new Error('a right page is refused');
    if (parsed === undefined) return;
    let result: ListResult;
    try {
      result = interpret(parsed);
    } catch (error) {
      if (!(error instanceof MalformedResponseError) || one.said !== undefined) throw error;
      return;
    }
    if (one.said !== undefined && !isDeepStrictEqual(result, one.said))
      throw new Error(`it reads ${JSON.stringify(result)} for ${JSON.stringify(one.said)}`);
    const isRight = result.objects.every(
      ({ key, size }) => key !== '' && Number.isSafeInteger(size) && size >= 0,
    );
    if (!isRight || result.continuation === '') throw new Error(`it reads ${JSON.stringify(result)}`);
  },
});
