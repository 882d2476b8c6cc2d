import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvHeading, csvLine } from '../../../src/output/findings/csv.js';
import { plainText } from '../../../src/output/findings/plain-text.js';
import { temporaryFolder } from '../../support/temporary.js';
import { HOSTILE, madeSignal } from '../made-run.js';
import { runs } from '../../support/thorough.js';

/** The rows of a CSV file as DuckDB reads them, which follows RFC 4180. */
async function rowsOf(csv: string): Promise<Record<string, unknown>[]> {
  const path = join(temporaryFolder(), 'signals.csv');
  writeFileSync(path, csv);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const read = `read_csv('${path}', header = true, all_varchar = true, strict_mode = true, max_line_size = 20000000)`;
    const reader = await connection.runAndReadAll(`SELECT * FROM ${read}`);
    return reader.getRowObjects();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const APOSTROPHE = /'/g;

test('another program reads what was written: a row a signal, every value in its column', async () => {
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 20 }), { numRuns: runs(200), seed: 1 });
  const names = [...HOSTILE, ...texts].filter((text) => text !== '');
  const signals = names.map((name) => madeSignal({ rule: { id: name, name } }, name));
  const rows = await rowsOf(csvHeading() + signals.map(csvLine).join(''));
  expect(rows.length).toBe(signals.length);
  for (const [index, row] of rows.entries()) {
    const name = plainText(names[index]!).replace(APOSTROPHE, '');
    for (const column of ['identity', 'rule_name', 'rule_id', 'identities']) {
      expect(String(row[column]).replace(APOSTROPHE, '') === name, `${column} of row ${index}`).toBe(true);
    }
    expect(row).toMatchObject({
      status: 'high',
      retrievals: '31',
      distinct_items: '29',
      p_value: '2.5e-9',
      estimated: 'false',
      start: '2026-03-01T12:00:00Z',
    });
  }
});

test('what is not tested has an empty p-value, and a suppressed signal names its suppression', async () => {
  const [row] = await rowsOf(
    csvHeading() + csvLine(madeSignal({ pValue: null, suppressed: { by: 'backup' } })),
  );
  expect(row).toMatchObject({ p_value: null, suppressed_by: 'backup', analyses: 'volume' });
});

test('harmless names stay as they are', () => {
  const name = 'arn:aws:sts::111122223333:assumed-role/a-b/ann@example.com';
  expect(csvLine(madeSignal({}, name))).toContain(`,"${name}",`);
});
