import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MalformedResponseError } from '../../src/source/s3/malformed-response.js';
import { type ListResult, parseListResult } from '../../src/source/s3/list-result.js';

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

function write(result: ListResult, { isUrl, isPlus, spelling, gap }: Style): string {
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

test.each([
  ['another document', '<html></html>'],
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
  expect(() => parseListResult(Buffer.from(xml))).toThrow(MalformedResponseError);
});

test('a list may be empty, and an entry may have no ETag', () => {
  expect(parseListResult(Buffer.from('<ListBucketResult></ListBucketResult>'))).toEqual({
    objects: [],
    folders: [],
    continuation: undefined,
  });
  const xml = '<ListBucketResult><Contents><Key>k</Key><Size>1</Size></Contents></ListBucketResult>';
  expect(parseListResult(Buffer.from(xml)).objects).toEqual([{ key: 'k', size: 1, etag: '' }]);
});
