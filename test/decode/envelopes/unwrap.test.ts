import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RETRIEVALS, decodeAll, EVERYTHING } from '../decode-all.js';
import { decodeBoth } from '../decode-both.js';
import { PLAIN, type TestRecord, WRAPPERS } from './wrappers.js';
import { runs } from '../../support/thorough.js';

const MANAGER = 'secretsmanager.amazonaws.com';
/** What a caller wrote into a record of its own: texts and objects that look like records and their envelopes. */
const decoy = {
  eventSource: MANAGER,
  eventName: 'GetSecretValue',
  eventTime: '2026-03-01T12:00:05Z',
  eventID: 'decoy',
};
const written = fc.constantFrom(
  'db/one',
  'app/"quoted"',
  'naïve 🔑',
  JSON.stringify(decoy),
  JSON.stringify({ Records: [decoy] }),
  'a=b, c={d',
);

const records: fc.Arbitrary<TestRecord[]> = fc.array(
  fc
    .record({
      eventName: fc.constantFrom('GetSecretValue', 'GetSecretValue', 'DescribeSecret', 'Decrypt'),
      second: fc.integer({ min: 10, max: 59 }),
      id: fc.uuid(),
      user: fc.constantFrom('ann', 'bob'),
      secretId: written,
      nested: fc.boolean(),
    })
    .map(({ eventName, second, id, user, secretId, nested }) => ({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: `AIDA${user}`,
        arn: `arn:aws:iam::111122223333:user/${user}`,
        accountId: '111122223333',
        accessKeyId: 'AKIAEXAMPLE',
      },
      eventTime: `2026-03-01T12:00:${second}Z`,
      eventSource: eventName === 'Decrypt' ? 'kms.amazonaws.com' : MANAGER,
      eventName,
      awsRegion: 'eu-central-1',
      sourceIPAddress: '198.51.100.7',
      userAgent: 'aws-cli/2.15.0',
      requestParameters:
        eventName === 'Decrypt' && nested ? { detail: decoy, Records: [decoy] } : { secretId },
      responseElements: null,
      eventID: id,
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
    })),
  { minLength: 1, maxLength: 6 },
);

/** What counts, without what an envelope that is not faithful does not have. */
const countedIn = (text: string): unknown => {
  const { retrievals, contextEvents, failure, matched } = decodeAll(Buffer.from(text));
  return { retrievals, contextEvents, failure, matched };
};

test.each(WRAPPERS.filter(({ faithful }) => faithful))(
  '$name gives the events of the plain form',
  ({ wrap }) => {
    fc.assert(
      fc.property(records, (some) => {
        expect(countedIn(wrap(some))).toEqual(countedIn(PLAIN.wrap(some)));
      }),
      { numRuns: runs(60) },
    );
  },
);

test.each(WRAPPERS.filter(({ faithful }) => !faithful))(
  '$name gives the retrievals, less precisely',
  ({ wrap }) => {
    fc.assert(
      fc.property(records, (some) => {
        const essence = (text: string): unknown =>
          decodeAll(Buffer.from(text)).retrievals.map(({ time, identity, items, region }) => [
            time,
            identity.key,
            items,
            region,
          ]);
        expect(essence(wrap(some))).toEqual(essence(PLAIN.wrap(some)));
      }),
      { numRuns: runs(60) },
    );
  },
);

test('any mixture in one object gives the events of all, in order', () => {
  const part = fc.tuple(
    fc.constantFrom(PLAIN, ...WRAPPERS.filter(({ name }) => !name.includes('CSV'))),
    records,
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const mixture = parts.map(([{ wrap }, some]) => wrap(some)).join('\n');
      const expected = parts.flatMap(([, some]) => decodeAll(Buffer.from(PLAIN.wrap(some))).retrievals);
      const { retrievals, failure } = decodeAll(gzipSync(mixture));
      expect(failure).toBeNull();
      expect(retrievals.map(({ time, items }) => [time, items])).toEqual(
        expected.map(({ time, items }) => [time, items]),
      );
    }),
    { numRuns: runs(150) },
  );
});

test('both decoders agree on every envelope, whole and damaged', () => {
  const hurt = fc.option(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    nil: null,
    freq: 1,
  });
  fc.assert(
    fc.property(fc.constantFrom(...WRAPPERS), records, hurt, fc.boolean(), ({ wrap }, some, damage, all) => {
      const bytes = Buffer.from(wrap(some));
      if (damage !== null) bytes[Math.floor(damage[0] * (bytes.length - 1))] = damage[1];
      const selection = all ? { ...RETRIEVALS, findMatches: null } : RETRIEVALS;
      const { fast, reference } = decodeBoth(gzipSync(bytes), { ...EVERYTHING, selection });
      expect(fast).toEqual(reference);
    }),
    { numRuns: runs(400) },
  );
});

test('damage never invents an event, and never loses one without a word', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...WRAPPERS.filter(({ name }) => !name.includes('CSV'))),
      records,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      ({ wrap }, some, share) => {
        const bytes = Buffer.from(wrap(some));
        const whole = decodeAll(bytes).retrievals.map(({ eventKey }) => eventKey);
        const { retrievals, failure } = decodeAll(bytes.subarray(0, Math.floor(share * bytes.length)));
        const found = retrievals.map(({ eventKey }) => eventKey);
        expect(found.filter((key) => !whole.includes(key) && !key.startsWith('record:'))).toEqual([]);
        // Documents in lines can end between two of them, and an empty object has nothing to lose.
        if (found.length < whole.length && share > 0.02 && !/\n|^\}\{/.test(bytes.toString())) {
          expect(failure).not.toBeNull();
        }
      },
    ),
    { numRuns: runs(300) },
  );
});

test('what is in a record does not count', () => {
  const record = {
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    eventTime: '2026-03-01T12:00:05Z',
    eventID: 'outer',
    userIdentity: {},
    detail: decoy,
    _source: decoy,
    message: JSON.stringify(decoy),
    Records: 'none',
    attributes: { ...decoy },
  };
  for (const text of [
    JSON.stringify([record]),
    JSON.stringify(record),
    JSON.stringify({ _source: record }),
  ]) {
    expect(decodeAll(Buffer.from(text))).toMatchObject({ matched: 0, failure: null, understood: true });
  }
});

test('a record without an id has the same key in every envelope', () => {
  const anonymous = {
    ...decoy,
    eventID: undefined,
    userIdentity: { type: 'Root' },
    requestParameters: { secretId: 'x' },
  };
  const keys = ['EventBridge', 'Splunk', 'lookup-events', 'Logstash'].map((name) => {
    const { wrap } = WRAPPERS.find((one) => one.name === name)!;
    return decodeAll(Buffer.from(wrap([anonymous as unknown as TestRecord]))).retrievals[0]?.eventKey;
  });
  const plain = decodeAll(Buffer.from(JSON.stringify({ Records: [anonymous] }))).retrievals[0]?.eventKey;
  expect(new Set([...keys, plain])).toEqual(new Set([plain]));
});

test.each([
  ['{"Records":[]}', undefined],
  ['[]', undefined],
  [`{"Records":[],"pad":"${'x'.repeat(5000)}"}`, undefined],
  ['"eventtime","eventsource","eventname"\n', undefined],
  [' \n', undefined],
  ['{"Events":[]}', undefined],
  ['{"messageType":"CONTROL_MESSAGE","logGroup":"g","logEvents":[{"message":"check"}]}', undefined],
  ['null', /no record/],
  ['{"Records":null}', /no record/],
  ['{"name":"x","version":"1"}', /fields name, version/],
  ['{"configurationItems":[{"resourceId":"secretsmanager.amazonaws.com"}]}', /AWS Config/],
  ['<?xml version="1.0"?><Error/>', /XML/],
  ['PK\u0003\u0004…', /zip/],
  ['2 123456789012 eni-0a 10.0.0.1 10.0.0.2 1 2 6 1 1 1 1 ACCEPT OK', /flow log/],
  ['a,b,c\n1,2,3', /CSV/],
] as const)('%s fails as notUnderstood: %s', (text, detail) => {
  for (const stored of [Buffer.from(text), gzipSync(text)]) {
    const { failure, understood } = decodeAll(stored);
    expect(understood).toBe(false);
    expect(failure?.reason).toBe(detail === undefined ? undefined : 'notUnderstood');
    if (detail !== undefined) expect(failure?.detail).toMatch(detail);
  }
});

test('a size limit is that of the record, not of the envelope', () => {
  const record = { ...decoy, userIdentity: {}, requestParameters: { secretId: 'x' } };
  const many = Array.from({ length: 3000 }, (_, index) => ({
    ...record,
    eventID: String(index),
    pad: 'x'.repeat(500),
  }));
  const { wrap } = WRAPPERS.find(({ name }) => name === 'lookup-events')!;
  expect(decodeAll(Buffer.from(wrap(many as unknown as TestRecord[])))).toMatchObject({
    matched: 3000,
    failure: null,
  });
  const large = { ...record, pad: 'x'.repeat(2 ** 20) };
  expect(decodeAll(Buffer.from(JSON.stringify({ _source: large }))).failure?.reason).toBe('recordTooLarge');
  expect(decodeAll(Buffer.from(JSON.stringify({ message: JSON.stringify(large) }))).failure?.reason).toBe(
    'recordTooLarge',
  );
});

const record = (id: string): object => ({
  ...decoy,
  eventID: id,
  userIdentity: {},
  requestParameters: { secretId: 'x' },
});

test.each([
  ['events', [record('1'), record('2')], '{"events":[', 1],
  ['Elasticsearch', [{ _source: record('1') }, { _source: record('2') }], '{"took":1,"hits":{"hits":[', 1],
  ['texts', [JSON.stringify(record('1')), JSON.stringify(record('2'))], '{"Events":[', 1],
  [
    'CloudWatch Logs',
    [{ message: JSON.stringify(record('1')) }, {}],
    '{"messageType":"DATA_MESSAGE","logGroup":"g","logEvents":[',
    1,
  ],
  [
    'OpenTelemetry',
    [{ body: { stringValue: JSON.stringify(record('1')) } }, {}],
    '{"resourceLogs":[{"scopeLogs":[{"logRecords":[',
    1,
  ],
  ['an envelope in a list', [record('1'), record('2')], '[{"Records":[', 1],
  // What a record has in lists of these names is what a caller wrote.
  ['a record', [record('1'), record('2')], `{${JSON.stringify(record('0')).slice(1, -1)},"events":[`, 0],
  ['a list with another name', [record('1'), record('2')], '{"anything":[', 0],
] as const)('%s that is cut gives what is whole before the cut', (_, elements, head, count) => {
  const text = `${head}${JSON.stringify(elements[0])},${JSON.stringify(elements[1]).slice(0, -1)}`;
  for (const stored of [Buffer.from(text), gzipSync(text)]) {
    const { reference, fast } = decodeBoth(stored, EVERYTHING);
    expect(fast).toEqual(reference);
    expect(reference.outcome.failure?.reason).toBe('truncatedJson');
    expect(reference.retrievals.map((one) => 'eventKey' in one && one.eventKey)).toEqual(
      count === 1 ? ['1'] : [],
    );
  }
});

describe('texts in base64', () => {
  const lines = (texts: readonly Buffer[]): Buffer =>
    Buffer.from(texts.map((rawData) => JSON.stringify({ rawData: rawData.toString('base64') })).join('\n'));

  test('damage in one is counted, and what is before it is given', () => {
    const whole = gzipSync(JSON.stringify({ Records: [record('1'), record('2'), { pad: 'x'.repeat(9) }] }), {
      level: 0,
    });
    const cut = decodeAll(lines([whole.subarray(0, -20), whole]));
    expect(cut.retrievals.map(({ eventKey }) => eventKey)).toEqual(['1', '2', '1', '2']);
    expect(cut.failure?.reason).toBe('truncatedGzip');
    const hurt = Buffer.from(whole);
    hurt[hurt.length - 5]! ^= 1;
    expect(decodeAll(lines([hurt])).failure?.reason).toBe('corruptGzip');
    expect(decodeAll(lines([Buffer.from(JSON.stringify(record('1')).slice(0, -3))])).failure?.reason).toBe(
      'truncatedJson',
    );
  });

  test('many small bombs are one', () => {
    const bomb = gzipSync(Buffer.alloc(12 * 2 ** 20, ' '));
    const one = gzipSync(JSON.stringify(record('1')));
    expect(decodeAll(lines([one, bomb]))).toMatchObject({ matched: 1, failure: null });
    expect(decodeAll(lines([one, bomb, bomb, one]))).toMatchObject({
      matched: 1,
      failure: { reason: 'ratioTooHigh' },
    });
  });

  test('what is no record of CloudTrail is not understood', () => {
    const other = gzipSync(JSON.stringify({ version: 2, interface: 'eni-0a' }));
    expect(decodeAll(lines([other])).failure?.reason).toBe('notUnderstood');
    // Records that do not match are understood.
    const kms = gzipSync(
      JSON.stringify({ ...record('1'), eventSource: 'kms.amazonaws.com', eventName: 'Decrypt' }),
    );
    expect(decodeAll(lines([kms]))).toMatchObject({
      matched: 0,
      failure: null,
      understood: true,
      unknown: 0,
    });
  });

  test('what a caller wrote into a record does not count', () => {
    const data = gzipSync(JSON.stringify(record('decoy'))).toString('base64');
    const kinesis = {
      ...record('1'),
      eventSource: 'kinesis.amazonaws.com',
      eventName: 'PutRecord',
      data,
      kinesis: { data },
    };
    expect(decodeAll(Buffer.from(JSON.stringify({ Records: [kinesis] })))).toMatchObject({
      matched: 0,
      failure: null,
    });
  });
});
