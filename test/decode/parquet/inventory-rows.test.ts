import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInventoryRows } from '../../../src/decode/parquet/inventory-rows.js';
import { temporaryFolder } from '../../support/temporary.js';
import { DuckDb } from './tables.js';

let duckdb: DuckDb;
beforeAll(async () => {
  duckdb = await DuckDb.open(temporaryFolder());
});
afterAll(() => duckdb.close());

const objects = Array.from({ length: 5000 }, (_, index) => ({
  bucket: 'trail-logs',
  key: `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/a b+${index}.json.gz`,
  size: index === 3 ? null : index * 1_000_003,
  e_tag: `etag-${index}`,
  is_latest: index !== 1,
  is_delete_marker: index === 3,
  storage_class: 'STANDARD',
}));

test('gives the objects of an inventory, over several row groups', async () => {
  const columns = `{bucket: 'VARCHAR', key: 'VARCHAR', size: 'BIGINT', e_tag: 'VARCHAR', is_latest: 'BOOLEAN',
    is_delete_marker: 'BOOLEAN', storage_class: 'VARCHAR'}`;
  const bytes = await duckdb.write(objects, columns, { codec: 'snappy' });
  expect(Number(await duckdb.ask('SELECT count(DISTINCT row_group_id) FROM parquet_metadata($)'))).toBe(3);
  expect([...readInventoryRows(bytes, 'data/1.parquet')]).toEqual(
    objects.map(({ bucket, key, size, e_tag, is_latest, is_delete_marker }) => ({
      bucket,
      key,
      size: size ?? undefined,
      eTag: e_tag,
      isLatest: is_latest && !is_delete_marker,
    })),
  );
});

test('an inventory with the least that it can have', () => {
  const columnData = [
    { name: 'bucket', data: ['b'] },
    { name: 'key', data: ['k'] },
  ];
  expect([...readInventoryRows(Buffer.from(parquetWriteBuffer({ columnData })), 'x')]).toEqual([
    { bucket: 'b', key: 'k', size: undefined, eTag: '', isLatest: true },
  ]);
});

test('errors name the file', () => {
  const other = Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'key', data: ['k'] }] }));
  expect(() => [...readInventoryRows(other, 'data/1.parquet')]).toThrow(
    'data/1.parquet: footer: no column bucket: not a file of S3 Inventory',
  );
  expect(() => [...readInventoryRows(other.subarray(0, 50), 'data/1.parquet')]).toThrow(
    /^data\/1\.parquet: footer: /,
  );
});
