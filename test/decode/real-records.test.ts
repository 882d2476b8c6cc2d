import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseObjectKey } from '../../src/source/listing/object-key.js';
import { splitRecords } from '../../src/decode/reference/record-splitter.js';
import { noRealRecords, realRecords } from '../support/real-records.js';
import { describeUnless } from '../support/skipping.js';
import { decodeAll } from './decode-all.js';
import { oracleRecords, oracleRetrievals } from './oracle.js';

describeUnless(noRealRecords, 'real records', () => {
  const files =
    noRealRecords === undefined ? readdirSync(realRecords, { recursive: true, encoding: 'utf8' }) : [];
  const logs = files.filter(
    (name) => parseObjectKey(name).kind === 'records' && !name.startsWith('record-splitting'),
  );
  const read = (name: string): Buffer => readFileSync(join(realRecords, name));
  const valuesOf = (name: string): string[] => {
    const text = read(name).toString();
    return name.endsWith('.ndjson') ? text.trim().split('\n') : [text];
  };

  test.each(logs)('%s', (name) => {
    const records = oracleRecords(valuesOf(name));
    const bytes = read(name);
    const split = splitRecords(bytes);
    expect(split.failure).toBeNull();
    expect(
      split.records.map(({ start, end }) => JSON.parse(bytes.toString('utf8', start, end)) as unknown),
    ).toEqual(records);
    const retrievals = oracleRetrievals(records);
    for (const stored of [bytes, gzipSync(bytes)]) {
      expect(decodeAll(stored)).toMatchObject({
        retrievals,
        failure: null,
        matched: retrievals.length,
      });
    }
    const compact = Buffer.from(JSON.stringify({ Records: records }));
    expect(decodeAll(gzipSync(compact)).retrievals).toEqual(retrievals);
  });

  test('all of them were read', () => {
    expect(logs.length).toBe(39);
  });

  interface Case {
    readonly name: string;
    readonly payload: string;
    readonly expected: readonly string[];
  }
  const cases = files
    .filter((name) => name.endsWith('.cases.json'))
    .flatMap((name) => JSON.parse(read(name).toString()) as Case[]);

  test.each(cases)('splitting: $name', ({ payload, expected }) => {
    const bytes = Buffer.from(payload);
    expect(splitRecords(bytes).records.map(({ start, end }) => bytes.toString('utf8', start, end))).toEqual(
      expected,
    );
  });

  const logsOf = (part: string): string => logs.find((name) => name.includes(part))!;

  test('an attack that reads 20 secrets one by one', () => {
    const { retrievals } = decodeAll(read(logsOf('.secretsmanager-retrieve-secrets')));
    expect(retrievals.map(({ kind }) => kind)).toEqual(Array<string>(20).fill('get'));
    expect(new Set(retrievals.flatMap(({ items }) => items)).size).toBe(20);
    expect(new Set(retrievals.map(({ identity }) => identity.key)).size).toBe(1);
  });

  test('an attack that reads them in batches chosen by a filter', () => {
    const { retrievals } = decodeAll(read(logsOf('batch-retrieve-secrets')));
    expect(retrievals.map(({ kind, atMost, items }) => [kind, atMost, items])).toEqual(
      Array.from({ length: 5 }, () => ['batch', 20, []]),
    );
  });

  test('a denied call whose secret is named only in its error message', () => {
    const { retrievals } = decodeAll(read(logsOf('GetSecretValue')));
    expect(retrievals).toMatchObject([
      { items: ['us-east-1:111111111111:TrailDiscoverSecretId'], failed: true },
    ]);
  });
});
