import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAll } from '../decode-all.js';
import { temporaryFolder } from '../../support/temporary.js';
import { columnsOf, DuckDb, glueTable, type Row, records } from './tables.js';

const folder = temporaryFolder();
let duckdb: DuckDb;
beforeAll(async () => {
  duckdb = await DuckDb.open(folder);
});
afterAll(() => duckdb.close());

const jsonOf = (rows: readonly Row[]): Buffer => Buffer.from(JSON.stringify({ Records: rows }));

describe('a table of records gives what its records give', () => {
  const options = fc.record({
    codec: fc.constantFrom('snappy', 'zstd', 'gzip', 'brotli', 'lz4_raw', 'uncompressed'),
    version: fc.constantFrom('V1', 'V2'),
  });

  test('written by DuckDB', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        options,
        fc.constantFrom('JSON', 'VARCHAR', 'STRUCT'),
        fc.constantFrom('VARCHAR', 'TIMESTAMP'),
        async (rows, how, parameters, time) => {
          const bytes = await duckdb.write(rows, columnsOf(parameters, time), how);
          const { retrievals, contextEvents, failure, dropped } = decodeAll(bytes);
          const expected = decodeAll(jsonOf(rows));
          expect(failure).toBeNull();
          expect(retrievals).toEqual(expected.retrievals);
          expect(contextEvents).toEqual(expected.contextEvents);
          expect(dropped).toEqual(expected.dropped);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('written by hyparquet-writer, in lower case and with JSON in texts', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 10 }), (rows, rowGroupSize) => {
        const { retrievals, contextEvents, failure, readOnlySeen } = decodeAll(glueTable(rows, rowGroupSize));
        const expected = decodeAll(jsonOf(rows));
        expect(failure).toBeNull();
        expect(retrievals).toEqual(expected.retrievals);
        expect(contextEvents).toEqual(expected.contextEvents);
        expect(readOnlySeen).toBe(rows.some(({ readOnly }) => readOnly === true));
      }),
      { numRuns: 100 },
    );
  });
});
