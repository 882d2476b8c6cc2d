import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { csvFields, inventoryList, parseManifest } from '../../../src/source/list/inventory.js';
import type { ListEntry } from '../../../src/source/list/object-list.js';

const SCHEMA = 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass';

const manifestOf = (change: object = {}): string =>
  JSON.stringify({
    sourceBucket: 'trail',
    destinationBucket: 'arn:aws-us-gov:s3:::lists',
    version: '2016-11-30',
    fileFormat: 'CSV',
    fileSchema: SCHEMA,
    files: [{ key: 'trail/daily/data/1.csv.gz', size: 1, MD5checksum: '' }],
    ...change,
  });

const quoted = (fields: readonly string[]): string =>
  fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',');

/** As S3 writes keys: like a form. */
const encoded = (key: string): string => new URLSearchParams({ x: key }).toString().slice(2);

async function entriesOf(lines: readonly string[], change: object = {}): Promise<ListEntry[]> {
  const bytes = gzipSync(lines.map((line) => `${line}\n`).join(''));
  const md5 = createHash('md5').update(bytes).digest('hex').toUpperCase();
  const manifest = parseManifest(manifestOf({ files: [{ key: 'x', MD5checksum: md5 }], ...change }), 'm');
  const entries: ListEntry[] = [];
  for await (const one of inventoryList(manifest, () => Promise.resolve(bytes)).entries()) entries.push(one);
  return entries;
}

test('objects with any key come with size and ETag; older versions and deleted ones are marked', async () => {
  const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  const row = fc.record({
    key,
    size: fc.nat(),
    etag: fc.stringMatching(/^[0-9a-f]{32}(-\d{1,3})?$/),
    latest: fc.boolean(),
    deleted: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 10 }), async (rows) => {
      const lines = rows.map(({ key, size, etag, latest, deleted }) =>
        quoted([
          'trail',
          encoded(key),
          'v',
          `${latest}`,
          `${deleted}`,
          deleted ? '' : `${size}`,
          't',
          etag,
          'STANDARD',
        ]),
      );
      expect(await entriesOf(lines)).toEqual(
        rows.map(({ key, size, etag, latest, deleted }) => ({
          root: 's3://trail',
          key,
          known: deleted ? undefined : { size, version: etag },
          isCurrent: latest && !deleted,
        })),
      );
    }),
  );
});

test('an inventory with the least columns names current objects of unknown size', async () => {
  expect(await entriesOf(['"trail","a%2Bb+c.json"'], { fileSchema: 'Bucket, Key' })).toEqual([
    { root: 's3://trail', key: 'a+b c.json', known: undefined, isCurrent: true },
  ]);
});

test('an inventory in Parquet names the same objects as one in CSV', async () => {
  const bytes = Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: 'bucket', data: ['trail', 'trail', 'trail'] },
        { name: 'key', data: ['a+b c.json', 'old.json', 'gone.json'] },
        { name: 'size', data: [7n, 8n, null] },
        { name: 'e_tag', data: ['aa', 'bb', null] },
        { name: 'is_latest', data: [true, false, true] },
        { name: 'is_delete_marker', data: [false, false, true] },
      ],
    }),
  );
  const change = { fileFormat: 'Parquet', fileSchema: 'message s3.inventory { … }' };
  const read = async (content: Uint8Array): Promise<ListEntry[]> => {
    const entries: ListEntry[] = [];
    const list = inventoryList(parseManifest(manifestOf({ ...change, files: [{ key: 'x' }] }), 'm'), () =>
      Promise.resolve(content),
    );
    for await (const one of list.entries()) entries.push(one);
    return entries;
  };
  expect(await read(bytes)).toEqual(
    await entriesOf([
      quoted(['trail', 'a%2Bb+c.json', 'v', 'true', 'false', '7', 't', 'aa', 'STANDARD']),
      quoted(['trail', 'old.json', 'v', 'false', 'false', '8', 't', 'bb', 'STANDARD']),
      quoted(['trail', 'gone.json', 'v', 'true', 'true', '', 't', '', 'STANDARD']),
    ]),
  );
  await expect(read(bytes.subarray(0, 100))).rejects.toMatchObject({ code: 'E_SOURCE_RESPONSE' });
});

test('fields of any content are what was written', () => {
  const field = fc.string({ unit: 'grapheme' }).filter((text) => !/[\n\r]/.test(text));
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), (fields) => {
      expect(csvFields(quoted(fields))).toEqual(fields);
    }),
  );
  expect(csvFields('a,,"b,""c""",')).toEqual(['a', '', 'b,"c"', '']);
});

test('the bucket of an ARN in any partition', () => {
  expect(parseManifest(manifestOf(), 'm')).toMatchObject({
    sourceBucket: 'trail',
    destinationBucket: 'lists',
  });
});

test('a data file that is not the one of the manifest is an error', async () => {
  const change = { files: [{ key: 'x', MD5checksum: '0'.repeat(32) }] };
  await expect(entriesOf(['"trail","a"'], change)).rejects.toMatchObject({ code: 'E_SOURCE_RESPONSE' });
});

describe('other documents are refused, and named for what they are', () => {
  test.each([
    ['{"Records":[]}', /not the manifest of an S3 Inventory/],
    ['{ broken', /begins as JSON/],
    [manifestOf({ fileFormat: 'ORC' }), /format ORC/],
    [manifestOf({ fileSchema: 'Bucket, Size' }), /no column Key/],
  ])('%s', (text, message) => {
    expect(() => inventoryList(parseManifest(text, 'keys.txt'), () => Promise.reject(new Error()))).toThrow(
      message,
    );
  });
});
