import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata } from 'hyparquet';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeBucketsParquet } from '../../src/output/buckets-parquet.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { plantTheft } from '../support/planted-theft.js';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';
import { emptyRun, madeBucket } from './made-run.js';

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjects();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

test('DuckDB reads the same rows from buckets.parquet as from buckets.ndjson', async () => {
  const [organisation, out] = [temporaryFolder(), temporaryFolder()];
  plantTheft(organisation);
  await using run = await scanWithThreads({ sources: [organisation], threads: 1, shards: 2 }, BUILT_ENTRIES);
  await writeOutputs(run, out, { formats: ['buckets', 'parquet'] });
  const lines = readFileSync(join(out, 'buckets.ndjson'), 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(5);
  const rows = await query(
    `SELECT rule, identity, CAST(epoch(bucket) AS BIGINT) AS bucket, retrievals, failures, "distinctSecrets", estimated
     FROM read_parquet('${join(out, 'buckets.parquet')}')`,
  );
  const plain = rows.map((row) =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  );
  expect(plain).toEqual(lines);
});

test('many rows are row groups of their own, and no more than one of them is held', async () => {
  const parts: number[] = [];
  const bytes: Uint8Array[] = [];
  const identities = 1500;
  const each = 100;
  // eslint-disable-next-line @typescript-eslint/require-await -- as a run gives them
  async function* buckets() {
    for (let n = 0; n < identities; n++) {
      const identity = `arn:aws:iam::111122223333:user/${n}`;
      yield { identity, text: madeBucket(identity).repeat(each) };
    }
  }
  await writeBucketsParquet(buckets(), {
    write(part) {
      const whole = Buffer.from(part);
      parts.push(whole.length);
      bytes.push(whole);
    },
  });
  const file = Buffer.concat(bytes);
  const { row_groups: groups, num_rows: rows } = parquetMetadata(
    file.buffer.slice(file.byteOffset, file.byteOffset + file.length),
  );
  expect(Number(rows)).toBe(identities * each);
  expect(groups.map((group) => Number(group.num_rows))).toEqual([65_536, 65_536, 18_928]);
  expect(parts.length).toBe(groups.length + 1);
});

test('a run without buckets is a table without rows, with its columns', async () => {
  const out = temporaryFolder();
  await writeOutputs(emptyRun(), out, { formats: ['parquet'] });
  const path = join(out, 'buckets.parquet');
  expect(await query(`SELECT * FROM read_parquet('${path}')`)).toEqual([]);
  const columns = await query(`DESCRIBE SELECT * FROM read_parquet('${path}')`);
  expect(columns.map(({ column_name: name, column_type: type }) => [name, type])).toEqual([
    ['rule', 'VARCHAR'],
    ['identity', 'VARCHAR'],
    ['bucket', 'TIMESTAMP'],
    ['retrievals', 'BIGINT'],
    ['failures', 'BIGINT'],
    ['distinctSecrets', 'BIGINT'],
    ['estimated', 'BOOLEAN'],
  ]);
});
