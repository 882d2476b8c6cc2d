import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnsOf, DuckDb, glueTable, OCSF_COLUMNS, type Row } from '../decode/parquet/tables.js';
import { ocsfOf } from '../decode/envelopes/ocsf-events.js';
import { scanTo } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

let duckdb: DuckDb;
beforeAll(async () => {
  duckdb = await DuckDb.open(temporaryFolder());
});
afterAll(() => duckdb.close());

/** A user reads five secrets a day for ten days, and 30 others on the ninth. */
const rows = Array.from({ length: 10 }, (_, day) => {
  const usual = Array.from({ length: 5 }, (_, index) => retrieval(day, 9, index, `usual-${index}`));
  const theft = Array.from({ length: 30 }, (_, index) => retrieval(day, 13, index, `other-${index}`));
  return day === 8 ? [...usual, ...theft] : usual;
}).flat();

function retrieval(day: number, hour: number, index: number, secretId: string): Row {
  return {
    eventVersion: '1.11',
    eventID: `${day}-${hour}-${index}`,
    eventTime: new Date(Date.UTC(2026, 2, 2 + day, hour, 0, index * 4)).toISOString().replace('.000', ''),
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    eventCategory: 'Management',
    managementEvent: true,
    readOnly: true,
    awsRegion: 'eu-central-1',
    recipientAccountId: '111122223333',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEEXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accountId: '111122223333',
      userName: 'alice',
    },
    requestParameters: { secretId },
  };
}

test('records, tables and Security Lake give the same buckets and signals, each alone and all together', async () => {
  const events = (version: '1.0.0-rc.2' | '1.1.0'): Row[] => rows.map((row) => ocsfOf(row, version));
  const files = {
    'records.json': Buffer.from(JSON.stringify({ Records: rows })),
    'athena.parquet': glueTable(rows, 30),
    'duckdb.parquet': await duckdb.write(rows, columnsOf('STRUCT', 'TIMESTAMP'), { codec: 'zstd' }),
    'lake-1.gz.parquet': await duckdb.write(events('1.0.0-rc.2'), OCSF_COLUMNS, { codec: 'gzip' }),
    'lake-2.zstd.parquet': await duckdb.write(events('1.1.0'), OCSF_COLUMNS, { codec: 'zstd' }),
  };
  const all = temporaryFolder();
  const folders = Object.entries(files).map(([name, bytes]) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), bytes);
    writeFileSync(join(all, name), bytes);
    return folder;
  });
  const results = [];
  for (const folder of [...folders, all]) {
    const { run, buckets, signals } = await scanTo({ sources: [folder], shards: 1, threads: 1 });
    expect(run.coverage.failed).toEqual({});
    expect(run.coverage.matched).toBe(80 * run.coverage.decoded);
    results.push({ buckets, signals });
  }
  expect(results[0]!.signals.trim().split('\n')).toHaveLength(1);
  expect(results[0]!.buckets).toContain('user/alice');
  for (const result of results) expect(result).toEqual(results[0]);
});
