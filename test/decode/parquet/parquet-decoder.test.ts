import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAll } from '../decode-all.js';
import { temporaryFolder } from '../../support/temporary.js';
import { ocsfOf, VERSIONS } from '../envelopes/ocsf-events.js';
import { columnsOf, DuckDb, glueTable, OCSF_COLUMNS, type Row, records } from './tables.js';
import { runs } from '../../support/thorough.js';

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
        fc.constantFrom('STRUCT', 'JSON'),
        async (rows, how, parameters, time, session) => {
          const bytes = await duckdb.write(rows, columnsOf(parameters, time, session), how);
          const { retrievals, contextEvents, failure, dropped } = decodeAll(bytes);
          const expected = decodeAll(jsonOf(rows));
          expect(failure).toBeNull();
          expect(retrievals).toEqual(expected.retrievals);
          expect(contextEvents).toEqual(expected.contextEvents);
          expect(dropped).toEqual(expected.dropped);
        },
      ),
      { numRuns: runs(40) },
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
      { numRuns: runs(100) },
    );
  });
});

describe('a table of OCSF events, as Security Lake writes it', () => {
  test.each(VERSIONS)('version %s', async (version) => {
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom('zstd', 'snappy', 'gzip'), async (rows, codec) => {
        const events = rows.map((row) => ocsfOf(row, version));
        const bytes = await duckdb.write(events, OCSF_COLUMNS, { codec });
        const { retrievals, contextEvents, failure, readOnlySeen } = decodeAll(bytes);
        const expected = decodeAll(jsonOf(rows));
        // The first version has no numbers and lists among the parameters.
        const exact = <T extends { kind: string }>(all: readonly T[]): T[] =>
          all.filter(({ kind }) => version !== '1.0.0-rc.2' || kind !== 'batch');
        expect(failure).toBeNull();
        expect(exact(retrievals)).toEqual(exact(expected.retrievals));
        expect(contextEvents).toEqual(expected.contextEvents);
        expect(readOnlySeen).toBe(rows.some(({ readOnly }) => readOnly === true));
      }),
      { numRuns: 15 },
    );
  });

  test('an event that came as a record, too, has the same key', async () => {
    const rows = [row(1), row(2)];
    const bytes = await duckdb.write(
      rows.map((one) => ocsfOf(one, '1.1.0')),
      OCSF_COLUMNS,
      { codec: 'zstd' },
    );
    expect(decodeAll(bytes).retrievals).toEqual(decodeAll(jsonOf(rows)).retrievals);
  });
});

describe('what is read', () => {
  const rowsOf = (count: number, isWanted: (index: number) => boolean): Row[] =>
    Array.from({ length: count }, (_, index) =>
      isWanted(index)
        ? row(index)
        : { ...row(index), eventSource: 'kms.amazonaws.com', eventName: 'Decrypt' },
    );

  test('several row groups give the counts that DuckDB gives', async () => {
    const rows = rowsOf(20_000, (index) => index % 7 === 0);
    for (const codec of ['snappy', 'zstd']) {
      const bytes = await duckdb.write(rows, columnsOf('JSON', 'TIMESTAMP'), { codec });
      const groups = await duckdb.ask('SELECT count(DISTINCT row_group_id) FROM parquet_metadata($)');
      expect(Number(groups)).toBeGreaterThan(5);
      const { retrievals } = decodeAll(bytes);
      const counted = await duckdb.ask("SELECT count(*) FROM $ WHERE eventName = 'GetSecretValue'");
      expect(retrievals).toHaveLength(Number(counted));
      const items = await duckdb.ask(
        "SELECT count(DISTINCT requestParameters->>'secretId') FROM $ WHERE eventName = 'GetSecretValue'",
      );
      expect(new Set(retrievals.flatMap((one) => one.items)).size).toBe(Number(items));
    }
  });

  test('only the names of calls, where none is of the rule; other columns only in the row groups with one', async () => {
    const read = async (isWanted: (index: number) => boolean): Promise<number> => {
      const bytes = await duckdb.write(rowsOf(20_000, isWanted), columnsOf('JSON', 'VARCHAR'), {
        codec: 'uncompressed',
      });
      return decodeAll(bytes).inflatedBytes;
    };
    const [none, one, all] = [
      await read(() => false),
      await read((index) => index === 9000),
      await read(() => true),
    ];
    expect(none).toBeLessThan(all / 50);
    expect(one - none).toBeLessThan(all / 5);
  });

  test('a file of something else is named by its columns', async () => {
    const bytes = await duckdb.write([{ a: 1, b: 2 }], "{a: 'BIGINT', b: 'BIGINT'}", { codec: 'zstd' });
    expect(decodeAll(bytes)).toMatchObject({
      retrievals: [],
      failure: { reason: 'unsupportedParquet', detail: expect.stringMatching(/columns \(a, b\)/) as string },
    });
  });

  test('rows without an id are told apart by what they say', () => {
    const { eventID, ...first } = row(1);
    const second = { ...first, userAgent: 'other' };
    expect(eventID).toBeDefined();
    const keys = decodeAll(glueTable([first, second, first], 10)).retrievals.map(({ eventKey }) => eventKey);
    expect(keys[0]).toBe(keys[2]);
    expect(new Set(keys).size).toBe(2);
  });

  test('JSON that is nested too deep, or too large, is a failure of its record alone', () => {
    const deep = { ...row(1), requestParameters: `{"secretId":${'['.repeat(300)}${']'.repeat(300)}}` };
    const large = { ...row(2), errorMessage: 'x'.repeat(2 ** 20) };
    const ids = (rows: Row[]): unknown => {
      const { retrievals, failure } = decodeAll(glueTable(rows, 10));
      return [retrievals.map(({ eventKey }) => eventKey), failure?.reason, failure?.detail];
    };
    expect(ids([row(0), deep, row(3)])).toEqual([
      ['event-0', 'event-3'],
      'nestedTooDeep',
      'row group 0, row 1: a record nested 302 deep',
    ]);
    expect(ids([large, row(3)])).toEqual([
      ['event-3'],
      'recordTooLarge',
      expect.stringMatching(/^row group 0, row 0:/),
    ]);
  });
});

/** A retrieval of one of 40 secrets. */
function row(index: number): Row {
  return {
    eventID: `event-${index}`,
    eventTime: '2026-03-01T12:00:05Z',
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    awsRegion: 'eu-west-1',
    recipientAccountId: '111122223333',
    userAgent: `agent ${index}`,
    sourceIPAddress: '203.0.113.9',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann' },
    requestParameters: { secretId: `db/${index % 40}` },
  };
}
