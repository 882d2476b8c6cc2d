import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MalformedResponseError } from '../../src/source/s3/malformed-response.js';
import type { ListPage } from '../../src/source/s3/list-page.js';
import { type ListResult, parseListResult } from '../../src/source/s3/list-result.js';
import { ListingCheck } from '../../src/source/s3/listing-check.js';
import { readListPage } from '../../src/source/s3/read-list-page.js';
import { scanListPage } from '../../src/source/s3/scan-list-page.js';

const names = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ unit: fc.constantFrom(...Array.from('/<>&"\' +%;#xa1é漢🔑')), minLength: 1 }),
);
const results: fc.Arbitrary<ListResult> = fc.record({
  objects: fc.array(
    fc.record(
      {
        key: names,
        size: fc.maxSafeNat(),
        etag: fc.stringMatching(/^[0-9a-f]{32}(-\d{1,4})?$/),
        storageClass: fc.constantFrom('GLACIER', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING'),
      },
      { requiredKeys: ['key', 'size', 'etag'] },
    ),
  ),
  folders: fc.array(names),
  continuation: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=&<>]{1,40}$/), { nil: undefined }),
});

/** Each way in which servers write a character: as it is, by name, by number. */
function escapeXml(text: string, spelling: number): string {
  const named: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return Array.from(text)
    .map((character) => {
      const code = character.codePointAt(0)!;
      if (!(character in named) && code >= 32) return character;
      if (spelling === 0 && character in named) return named[character]!;
      return spelling === 1 ? `&#${code};` : `&#x${code.toString(16)};`;
    })
    .join('');
}

interface Style {
  readonly isUrl: boolean;
  readonly isPlus: boolean;
  readonly spelling: number;
  readonly gap: string;
}
const styles: fc.Arbitrary<Style> = fc.record({
  isUrl: fc.boolean(),
  isPlus: fc.boolean(),
  spelling: fc.nat(2),
  gap: fc.constantFrom('', '\n    '),
});

/** Whether XML 1.0 has no way to write a character: then a server must use the encoding of URLs. */
// eslint-disable-next-line no-control-regex -- it is about these
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\r]/;

function write(result: ListResult, { isUrl: asked, isPlus, spelling, gap }: Style): string {
  const isUrl = asked || UNWRITABLE.test(JSON.stringify(result).replace(/\\u[0-9a-f]{4}|\\[bfr]/g, '\0'));
  const name = (text: string): string => {
    const escaped = isUrl ? encodeURIComponent(text) : text;
    return escapeXml(isUrl && isPlus ? escaped.replaceAll('%20', '+') : escaped, spelling);
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>p/</Prefix>',
    isUrl ? '<EncodingType>url</EncodingType>' : '',
    `<IsTruncated>${String(result.continuation !== undefined)}</IsTruncated>`,
    result.continuation === undefined
      ? ''
      : `<NextContinuationToken>${escapeXml(result.continuation, spelling)}</NextContinuationToken>`,
    ...result.objects.map(({ key, size, etag, storageClass = 'STANDARD' }) =>
      [
        '<Contents>',
        `<LastModified>2026-03-01T00:00:00.000Z</LastModified><ETag>${escapeXml(`"${etag}"`, spelling)}</ETag>`,
        `<Size>${size}</Size><Key>${name(key)}</Key><StorageClass>${storageClass}</StorageClass>`,
        '</Contents>',
      ].join(gap),
    ),
    ...result.folders.map(
      (folder) => `<CommonPrefixes>${gap}<Prefix>${name(folder)}</Prefix></CommonPrefixes>`,
    ),
    '</ListBucketResult>',
  ].join(gap);
}

test('a list is parsed, however the server writes its characters', () => {
  fc.assert(
    fc.property(results, styles, (result, style) => {
      expect(parseListResult(Buffer.from(write(result, style)))).toEqual(result);
    }),
  );
});

test('a response cut at any point is an error, never a shorter list', () => {
  const isFull = (result: ListResult): boolean => result.objects.length + result.folders.length > 0;
  fc.assert(
    fc.property(results.filter(isFull), styles, fc.nat(), (result, style, at) => {
      const whole = Buffer.from(write(result, style));
      const cut = whole.subarray(0, at % (whole.length - 1));
      expect(() => parseListResult(cut)).toThrow(MalformedResponseError);
    }),
  );
});

const of = (inside: string): string => `<ListBucketResult>${inside}</ListBucketResult>`;
const LAST = '<IsTruncated>false</IsTruncated>';
const ENTRY = '<Contents><Key>k</Key><Size>1</Size></Contents>';

test.each<[string, string | Buffer]>([
  ['another document', '<html></html>'],
  ['a list that does not say whether it is complete', '<ListBucketResult></ListBucketResult>'],
  ['a list that says so oddly', of('<IsTruncated>maybe</IsTruncated>')],
  ['a list that says so with nothing', of('<IsTruncated/>')],
  ['a list that says so twice', of('<IsTruncated>false</IsTruncated><IsTruncated>true</IsTruncated>')],
  ['an end beside a next page', of(`${LAST}<NextContinuationToken>t</NextContinuationToken>`)],
  [
    'a next page without a name',
    of('<IsTruncated>true</IsTruncated><NextContinuationToken></NextContinuationToken>'),
  ],
  ['an empty size', of(`${LAST}<Contents><Key>k</Key><Size></Size></Contents>`)],
  ['a size in hexadecimal', of(`${LAST}<Contents><Key>k</Key><Size>0x1</Size></Contents>`)],
  ['a size below 0', of(`${LAST}<Contents><Key>k</Key><Size>-1</Size></Contents>`)],
  ['an empty key', of(`${LAST}<Contents><Key/><Size>1</Size></Contents>`)],
  ['two keys in an entry', of(`${LAST}<Contents><Key>k</Key><Key>l</Key><Size>1</Size></Contents>`)],
  ['an entry in a key', of(`${LAST}<Contents><Key>k<Key>l</Key></Key><Size>1</Size></Contents>`)],
  ['more keys counted than named', of(`${LAST}<KeyCount>2</KeyCount>${ENTRY}`)],
  ['a count that is no number', of(`${LAST}<KeyCount>x</KeyCount>${ENTRY}`)],
  ['a folder without a name', of(`${LAST}<CommonPrefixes><Prefix/></CommonPrefixes>`)],
  [
    'an entity of its own',
    `<!DOCTYPE x [<!ENTITY k "v">]>${of(`${LAST}<Contents><Key>&k;</Key></Contents>`)}`,
  ],
  ['bytes that are no text', Buffer.from(of(`${LAST}<Name>\xff</Name>`), 'latin1')],
  ['elements without end', of(`${LAST}${'<a>'.repeat(40)}${'</a>'.repeat(40)}`)],
  ['an entry without a key', '<ListBucketResult><Contents><Size>1</Size></Contents></ListBucketResult>'],
  ['an entry without a size', '<ListBucketResult><Contents><Key>k</Key></Contents></ListBucketResult>'],
  [
    'a size that is no number',
    '<ListBucketResult><Contents><Key>k</Key><Size>x</Size></Contents></ListBucketResult>',
  ],
  ['an entry without an end', '<ListBucketResult><Contents><Key>k</Key><Size>1</Size></ListBucketResult>'],
  ['a next page that is nowhere', '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>'],
  [
    'a bad encoding',
    '<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%E0%A4%A</Key><Size>1</Size></Contents></ListBucketResult>',
  ],
])('%s is malformed', (_, xml) => {
  const page = typeof xml === 'string' ? Buffer.from(xml) : xml;
  expect(() => parseListResult(page)).toThrow(MalformedResponseError);
});

test.each([
  ['an attribute', ENTRY.replace('<Contents>', '<Contents a="b">')],
  ['white space in tags', ENTRY.replace('<Contents>', '<Contents\n>').replace('</Key>', '</Key >')],
  ['a comment and an instruction', `<!-- <Contents> --><?x y?>${ENTRY}`],
  ['CDATA', ENTRY.replace('>k<', '><![CDATA[k]]><')],
  ['a namespace of its own', ENTRY.replace('<Contents>', '<Contents xmlns="urn:x">')],
  ['an owner within', ENTRY.replace('</Contents>', '<Owner><ID>i</ID><Key>z</Key></Owner></Contents>')],
  ['white space around the size', ENTRY.replace('>1<', '> 1\n<')],
])('an entry with %s is read', (_, entry) => {
  const objects = [{ key: 'k', size: 1, etag: '' }];
  expect(parseListResult(Buffer.from(of(LAST + entry)))).toMatchObject({ objects });
  const prefixed = of(LAST + ENTRY).replace(/<(\/?)(?=[A-Z])/g, '<$1s3:');
  expect(
    parseListResult(Buffer.from(prefixed.replace('Result>', 'Result xmlns:s3="urn:s3">'))),
  ).toMatchObject({
    objects,
  });
});

test.each([
  ['<IsTruncated>1</IsTruncated><NextContinuationToken>t</NextContinuationToken>', 't'],
  ['<IsTruncated>True</IsTruncated><NextContinuationToken> t\n</NextContinuationToken>', 't'],
  ['<NextContinuationToken>t</NextContinuationToken>', 't'],
  ['<IsTruncated> false </IsTruncated>', undefined],
  ['<IsTruncated>0</IsTruncated><NextContinuationToken/>', undefined],
])('%s goes on at %j', (inside, continuation) => {
  expect(parseListResult(Buffer.from(of(inside))).continuation).toBe(continuation);
});

test('several folders in one element are all named', () => {
  const xml = of(`${LAST}<CommonPrefixes><Prefix>a/</Prefix><Prefix>b/</Prefix></CommonPrefixes>`);
  expect(parseListResult(Buffer.from(xml)).folders).toEqual(['a/', 'b/']);
});

/** A page as AWS writes it. */
function awsPage({ objects, folders, continuation }: ListResult): string {
  const text = (name: string, value: string): string => `<${name}>${escapeXml(value, 0)}</${name}>`;
  const entries = objects.map(
    ({ key, size, etag, storageClass = 'STANDARD' }) =>
      `<Contents>${text('Key', encodeURIComponent(key))}<LastModified>2026-03-01T00:00:00.000Z</LastModified>` +
      `${text('ETag', `"${etag}"`)}<Size>${size}</Size>${text('StorageClass', storageClass)}</Contents>`,
  );
  const prefixes = folders.map(
    (folder) => `<CommonPrefixes>${text('Prefix', encodeURIComponent(folder))}</CommonPrefixes>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>b</Name><EncodingType>url</EncodingType><IsTruncated>${String(continuation !== undefined)}</IsTruncated>` +
    `${continuation === undefined ? '' : text('NextContinuationToken', continuation)}${entries.join('')}${prefixes.join('')}</ListBucketResult>`
  );
}

test('a page of AWS is scanned, and the scanner reads what the parser reads or leaves the page to it', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '&',
    '&amp;',
    '&#10;',
    ' ',
    '/',
    '<!--',
    '<Key>',
    '</Contents>',
    ']]>',
    'é',
  );
  fc.assert(
    fc.property(
      results,
      fc.array(fc.tuple(fc.nat(), fc.nat(3), pieces), { maxLength: 2 }),
      (result, edits) => {
        let xml = awsPage(result);
        if (edits.length === 0) expect(scanListPage(Buffer.from(xml))).toBeDefined();
        for (const [at, removed, piece] of edits) {
          const from = at % xml.length;
          xml = xml.slice(0, from) + piece + xml.slice(from + removed);
        }
        const page = Buffer.from(xml);
        const scanned = scanListPage(page);
        if (scanned !== undefined) expect(interpretable(scanned)).toEqual(interpretable(readListPage(page)));
      },
    ),
    { numRuns: 1000 },
  );
});

function interpretable({ fields, entries, prefixes }: ListPage): object {
  return { fields: [...fields], entries, prefixes };
}

const page = (keys: string[], continuation?: string, folders: string[] = []): ListResult => ({
  objects: keys.map((key) => ({ key, size: 1, etag: '' })),
  folders,
  continuation,
});

test.each<[string, ListResult[]]>([
  ['a token that came before', [page(['a'], 't'), page(['b'], 't')]],
  ['tokens in a circle', [page(['a'], 's'), page(['b'], 't'), page(['c'], 's')]],
  ['a page that came before', [page(['a', 'b'], 's'), page(['c', 'd'], 't'), page(['a', 'b'], 'u')]],
  ['one entry again and again', [page(['a'], 's'), page(['a'], 't'), page(['a'], 'u')]],
  ['pages without end that name nothing', Array.from({ length: 1000 }, (_, n) => page([], `t${n}`))],
  ['a key outside', [page(['b'])]],
])('a listing with %s does not go on', (name, pages) => {
  const check = new ListingCheck(name === 'a key outside' ? 'a' : '');
  for (const one of pages.slice(0, -1)) expect(check.next(one)).toBe(one);
  expect(() => check.next(pages.at(-1)!)).toThrow(MalformedResponseError);
});

test.each(['a/', 'a', 'a/b', 'b/'])('the folder %s is not in the folder a/', (folder) => {
  expect(() => new ListingCheck('a/', '/').next(page([], undefined, [folder]))).toThrow(
    MalformedResponseError,
  );
  expect(() => new ListingCheck('a/', '/').next(page([], undefined, ['a/b/']))).not.toThrow();
});

test('a list may be empty, and an entry may have no ETag', () => {
  expect(parseListResult(Buffer.from(of(LAST)))).toEqual({
    objects: [],
    folders: [],
    continuation: undefined,
  });
  expect(parseListResult(Buffer.from(of(LAST + ENTRY))).objects).toEqual([{ key: 'k', size: 1, etag: '' }]);
});
