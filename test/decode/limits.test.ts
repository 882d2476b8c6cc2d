import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rows } from '../../src/decode/content/csv.js';
import { countValues } from '../../src/decode/content/count-values.js';
import { DEFAULT_LIMITS, type DecodeLimits } from '../../src/decode/decode-limits.js';
import { closedPrefix } from '../../src/decode/reference/closed-prefix.js';
import { splitLogLines } from '../../src/decode/reference/log-lines.js';
import { SearchingConsumers } from '../../src/decode-thread/searching.js';
import type { RecordSearch } from '../../src/triage/search/record-search.js';
import { foundRecords } from '../../src/wire/found-records.js';
import { decodeAll, EVERYTHING } from './decode-all.js';
import { decodeBoth } from './decode-both.js';

const SOURCE = 'secretsmanager.amazonaws.com';
const record = (eventID: string): object => ({
  eventSource: SOURCE,
  eventName: 'GetSecretValue',
  eventTime: '2026-04-06T08:00:00Z',
  eventID,
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/a', accountId: '111122223333' },
  requestParameters: { secretId: 'a' },
});
const repeated = (text: string, times: number): string => Array<string>(times).fill(text).join(',');

/** The outcome of an object, which both decoders must agree on. */
function outcomeOf(text: string, limits: Partial<DecodeLimits>): ReturnType<typeof decodeBoth>['fast'] {
  const settings = { ...EVERYTHING, limits: { ...DEFAULT_LIMITS, ...limits } };
  for (const bytes of [Buffer.from(text), gzipSync(text)]) {
    const { fast, reference } = decodeBoth(bytes, settings);
    expect(fast).toEqual(reference);
  }
  return decodeBoth(Buffer.from(text), settings).fast;
}

describe('what input can grow has a limit, and an object beyond it fails by name', () => {
  test('values that may match: those before the limit count', () => {
    const text = JSON.stringify({ Records: [1, 2, 3, 4, 5].map((n) => record(String(n))) });
    expect(outcomeOf(text, { maxRecords: 5 }).outcome.failure).toBeNull();
    const { outcome, retrievals } = outcomeOf(text, { maxRecords: 3 });
    expect(outcome).toMatchObject({ failure: { reason: 'tooManyRecords' }, matched: 3 });
    expect(retrievals).toHaveLength(3);
  });

  test.each(['', ',eventID'])(
    'texts of a table that stand for nested values, also where%s is missing',
    (id) => {
      const nested = '['.repeat(100_000);
      const cells = `"{""type"":""IAMUser"",""arn"":""arn:aws:iam::111122223333:user/a""}","${nested}"`;
      const csv =
        `eventSource,eventName,eventTime,awsRegion,userIdentity,requestParameters${id}\n` +
        `${SOURCE},GetSecretValue,2026-04-06T08:00:00Z,us-east-1,${cells.replace(nested, nested + ']'.repeat(100_000))}${id === '' ? '' : ',1'}\n`;
      expect(outcomeOf(csv, {}).outcome.failure?.reason).toBe('nestedTooDeep');
    },
  );

  test('records that a search finds: those before the limit are given, and the object fails by name', async () => {
    const criterion = { kind: 'identity', value: 'arn:aws:iam::111122223333:user/a' } as const;
    const search: RecordSearch = {
      kind: 'matching',
      targets: [{ criterion, range: { from: 0, to: 2 ** 32 - 1 } }],
    };
    const text = Buffer.from(JSON.stringify({ Records: [1, 2, 3].map((n) => record(String(n))) }));
    const size = JSON.stringify(record('1')).length;
    for (const [maxFoundBytes, found] of [
      [3 * size, 3],
      [2 * size, 2],
    ] as const) {
      const job = new SearchingConsumers({ limits: { ...DEFAULT_LIMITS, maxFoundBytes } }, search).begin();
      const { failure, matched } = job.consume(text, 0, 0, { record: () => undefined });
      expect(matched).toBe(found);
      expect(failure?.reason).toBe(found === 3 ? undefined : 'tooManyRecords');
      expect([...foundRecords((await job.finish()).found!)]).toHaveLength(found);
    }
  });

  test('values that cannot match do not count, however many they are', () => {
    const empty = repeated('{}', 10_000);
    const text = `{"Records":[${empty},${JSON.stringify(record('1'))},${empty}]}`;
    expect(outcomeOf(text, { maxRecords: 1 }).outcome).toMatchObject({ failure: null, matched: 1 });
  });

  test.each([
    ['lists', '[]'],
    ['objects', '{}'],
    ['objects with a key', '{"a":1}'],
    ['numbers', '1'],
  ])('values that an envelope is parsed to: %s', (_, one) => {
    const text = `{"logEvents":[{"message":"${SOURCE} GetSecretValue"},${repeated(one, 6000)}]}`;
    expect(outcomeOf(text, { maxValues: 5000, maxRecordBytes: 1000 }).outcome.failure?.reason).toBe(
      'tooManyValues',
    );
    expect(countValues(Buffer.from(text), Infinity)).toBeGreaterThan(6000);
  });

  test('values of the texts in an envelope, together', () => {
    const message = JSON.stringify({ ...record('1'), resources: Array<number>(100).fill(1) });
    const text = JSON.stringify({ logEvents: Array<object>(100).fill({ message }) });
    expect(outcomeOf(text, { maxValues: 5000, maxRecordBytes: 1000 }).outcome.failure?.reason).toBe(
      'tooManyValues',
    );
    expect(outcomeOf(text, { maxValues: 20_000 }).outcome).toMatchObject({ failure: null, matched: 100 });
  });

  test('objects that are neither records nor envelopes', () => {
    const text = `[${repeated(`{"a":"${SOURCE}"}`, 100)}]`;
    expect(outcomeOf(text, { maxOthers: 50 }).outcome.failure?.reason).toBe('tooManyValues');
    expect(outcomeOf(text, { maxOthers: 500 }).outcome.failure?.reason).toBe('notUnderstood');
    const keys = JSON.stringify(
      Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${n}`, SOURCE])),
    );
    expect(outcomeOf(keys, { maxOthers: 50 }).outcome.failure?.reason).toBe('tooManyValues');
  });

  test('compressions inside of each other, whose ratio is that of all of them together', () => {
    let bytes = gzipSync(Buffer.alloc(20 * 2 ** 20, '{},'));
    for (let layer = 0; layer < 2; layer++) bytes = gzipSync(bytes);
    expect(bytes.length).toBeLessThan(2 ** 15);
    expect(decodeAll(bytes).failure?.reason).toBe('ratioTooHigh');
  });

  test.each([
    ['the window of Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 3, 0, 0, 0x20, 0, 0, 0, 0])],
    [
      'what its window is moved for',
      Buffer.concat([
        Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x88]),
        Buffer.alloc(4 * 20_000, Buffer.from([0x0a, 0, 0, 0x20])),
      ]),
    ],
  ])('%s', (_, bytes) => {
    expect(decodeAll(bytes).failure?.detail).toMatch(/window/);
  });

  test('UTF-16 that becomes longer', () => {
    const text = Buffer.from(`\ufeff["${'\u4e2d'.repeat(1000)}"]`, 'utf16le');
    const limits = { ...DEFAULT_LIMITS, maxInflatedBytes: 2500 };
    expect(decodeAll(text, { limits }).failure?.reason).toBe('inflatedTooLarge');
  });

  test('UTF-16 is cut at no half of a character', () => {
    const one = { ...record('1'), userAgent: '\u{1f600}'.repeat(600_000) };
    for (const shift of ['', ' ']) {
      const text = Buffer.from(`\ufeff${shift}${JSON.stringify([one, record('2')])}`, 'utf16le');
      const limits = { ...DEFAULT_LIMITS, maxRecordBytes: 2 ** 24 };
      expect(decodeAll(text, { limits }).retrievals.map(({ origin }) => origin)).toEqual(
        decodeAll(Buffer.from(JSON.stringify([one, record('2')])), { limits }).retrievals.map(
          ({ origin }) => origin,
        ),
      );
    }
  });

  test('cells of a row', () => {
    expect([...rows('a,b,c,d\n', ',', 2)].map(({ cells }) => cells)).toEqual([['a', 'b']]);
    const long = 'x""'.repeat(50_000);
    expect([...rows(`"${long}",b\n`, ',')].map(({ cells }) => cells)).toEqual([['x"'.repeat(50_000), 'b']]);
  });

  test('the depth of what is cut off', () => {
    const text = Buffer.from(`{"Records":[{"a":1},${'{"Records":['.repeat(300)}{"b":1},{"c"`);
    expect(closedPrefix(text, 200)).toBeUndefined();
    const whole = closedPrefix(text, 1000)!.bytes.toString();
    expect(() => JSON.parse(whole) as unknown).not.toThrow();
  });

  test('times that the lines of a log are read: objects that do not end cost no quadratic time', () => {
    const lines = Buffer.from(`2026 {"a":1}\n${'{\n'.repeat(40_000)}`);
    const split = splitLogLines(lines, { most: Infinity });
    expect(split.failure?.reason).toBe('truncatedJson');
    expect([...split.records]).toHaveLength(1);
  });

  test('the length of a number, of a key with escapes, and of a detail', () => {
    const digits = decodeAll(Buffer.from(`[${'1'.repeat(2 ** 17)}]`));
    expect(digits.failure).not.toBeNull();
    const key = `{"\\u0052${'x'.repeat(2 ** 20)}":1,"\\u0052ecords":[${JSON.stringify(record('1'))}]}`;
    expect(decodeAll(Buffer.from(key)).matched).toBe(1);
  });
});
