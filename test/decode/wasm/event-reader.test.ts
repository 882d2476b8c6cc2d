import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ApiEvent, parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import type { Selection } from '../../../src/decode/cloudtrail/selection.js';
import { DocumentScanner } from '../../../src/decode/wasm/document-scanner.js';
import { Repetition, UNWANTED } from '../../../src/decode/wasm/event-reader.js';
import { available } from './available.js';
import { positions, runs, seen, THOROUGH } from '../../support/thorough.js';

const scanner = available(DocumentScanner.create());
const FIELDS = [
  'requestParameters.secretId',
  'requestParameters.secretIdList',
  'userIdentity.userName',
  'userIdentity.arn',
  'readOnly',
];
scanner.events.prepare(FIELDS);

/** What the reader makes of a record that stands between other bytes. */
function answer(record: Buffer | string, wants: Selection['wants']): ReturnType<typeof scanner.events.read> {
  const bytes = Buffer.concat([Buffer.from('{"Records":['), Buffer.from(record), Buffer.from(']}')]);
  const memory = scanner.start(bytes.length, null, false)!;
  memory.fill(0);
  memory.set(bytes);
  return scanner.events.read(12, bytes.length - 2, wants);
}

function read(record: Buffer | string): ApiEvent | undefined {
  const event = answer(record, () => true);
  if (event === UNWANTED || event instanceof Repetition) throw new Error('an event that is wanted');
  return event;
}

/** Whether the reader answers. Throws unless that is what a parser says. */
function check(record: Buffer | string): boolean {
  const event = read(record);
  if (event === undefined) return false;
  const parsed = parseEvent(JSON.parse(record.toString()));
  expect(event).toEqual({ ...parsed, record: undefined });
  for (const field of FIELDS) expect(event.valuesAt(field)).toEqual(parsed.valuesAt(field));
  return true;
}

const RECORD = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:build-17',
    arn: 'arn:aws:sts::111122223333:assumed-role/deploy/build-17',
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/ci/deploy', userName: 'deploy' },
      attributes: { creationDate: '2026-03-01T11:00:00Z', mfaAuthenticated: 'false' },
    },
    onBehalfOf: { userId: 'u-1', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' },
    invokedBy: 'lambda.amazonaws.com',
  },
  eventTime: '2026-03-01T12:00:05Z',
  eventSource: 'secretsmanager.amazonaws.com',
  eventName: 'GetSecretValue',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2.17.32 md/awscrt',
  errorCode: 'AccessDenied',
  errorMessage: 'is not authorized',
  requestParameters: { secretId: 'db/one', versionStage: null },
  responseElements: null,
  additionalEventData: { numbers: [0, -1, 1.5, -0.25e-7, 1e9], deep: [[[{}]], []], yes: true },
  addendum: { reason: 'DELIVERY_DELAY', originalEventID: 'o-1' },
  eventID: 'e-1',
  readOnly: true,
  managementEvent: true,
  eventCategory: 'Management',
  recipientAccountId: '111122223333',
  sharedEventID: 's-1',
};
const TEXT = JSON.stringify(RECORD);

test('a record as CloudTrail writes it is read whole', () => {
  expect(check(TEXT)).toBe(true);
  expect(check(JSON.stringify(RECORD, null, 2).replaceAll('\n', '\r\n\t'))).toBe(true);
});

test.each([
  ['a list that is asked for', TEXT.replace('"db/one"', '["db/one"]')],
  ['a number that is asked for', TEXT.replace('"db/one"', '1')],
  ['an object that is asked for', TEXT.replace('"db/one"', '{}')],
  [
    'a list around what is asked for',
    TEXT.replace('"requestParameters":{', '"requestParameters":[{').replace('null},"resp', 'null}],"resp'),
  ],
  ['a key that comes twice', TEXT.replace('"readOnly":true', '"eventID":"e-2"')],
  ['one that comes twice deeper down', TEXT.replace('"accessKeyId"', '"arn"')],
  ['an object that comes twice', TEXT.replace('"responseElements":null', '"userIdentity":{}')],
  ['an escape in a value that is wanted', TEXT.replace('db/one', 'db\\/one')],
  ['an escape in a key', TEXT.replace('"readOnly"', '"read\\u004fnly"')],
  ['a text that is not ASCII', TEXT.replace('deploy"', 'déploy"')],
  ['depth', TEXT.replace('[[[{}]],[]]', `${'['.repeat(80)}${']'.repeat(80)}`)],
])('%s is left to a parser', (_, text) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
  expect(read(text)).toBeUndefined();
});

test.each([
  '',
  '{',
  '[]',
  '"x"',
  'null',
  '{}x',
  '{"a":1,}',
  '{,}',
  '{"a"}',
  '{"a":}',
  '{"a" 1}',
  '{a:1}',
  "{'a':1}",
  '{"a":01}',
  '{"a":-}',
  '{"a":+1}',
  '{"a":.5}',
  '{"a":1.}',
  '{"a":1e}',
  '{"a":1e+}',
  '{"a":0x1}',
  '{"a":NaN}',
  '{"a":tru}',
  '{"a":truex}',
  '{"a":nul}',
  '{"a":falsy}',
  '{"a":undefined}',
  '{"a":[1,]}',
  '{"a":[,1]}',
  '{"a":[1 2]}',
  '{"a":[1}',
  '{"a":{]}',
  '{"a":"\\x"}',
  '{"a":"\\u12g4"}',
  '{"a":"\\u12"}',
  '{"a":"\t"}',
  '{"a":"\n"}',
  '{"a":"x}',
  '{"a":1 "b":2}',
  '{"a":1}{"b":2}',
  '{"a":\u00a01}',
])('%j is none', (text) => {
  expect(read(text)).toBeUndefined();
});

test.each([
  '{}',
  '{ }',
  '{"a":0}',
  '{"a":-0.0e-0,"b":[ ],"c":{ }}',
  '{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00Ff"}',
])('%s is read, though nothing is in it', (text) => {
  expect(check(text)).toBe(true);
});

/** Any value in place of any that is wanted, and other keys around it. */
const plain = fc.stringMatching(/^[ !#-[\]-~]{0,60}$/);
const odd = fc.oneof(
  { weight: 30, arbitrary: plain },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1.5e-9,
      [],
      {},
      [{ arn: 'x' }],
      { arn: 'x', userId: 'y' },
      '"\\',
    ),
  },
);
const userIdentity = fc.oneof(
  odd,
  fc.record(
    {
      type: odd,
      arn: odd,
      accountId: odd,
      principalId: odd,
      invokedBy: odd,
      other: odd,
      sessionContext: fc.oneof(odd, fc.record({ sessionIssuer: fc.oneof(odd, fc.record({ arn: odd })) })),
      onBehalfOf: fc.oneof(odd, fc.record({ userId: odd })),
    },
    { requiredKeys: [] },
  ),
);
const records = fc.record(
  {
    eventSource: odd,
    eventName: fc.oneof(odd, fc.constant('GetSecretValue')),
    eventTime: odd,
    eventCategory: odd,
    managementEvent: odd,
    awsRegion: odd,
    recipientAccountId: odd,
    sharedEventID: odd,
    addendum: fc.oneof(odd, fc.record({ originalEventID: odd })),
    eventID: odd,
    sourceIPAddress: odd,
    userAgent: odd,
    errorCode: odd,
    errorMessage: odd,
    requestParameters: fc.oneof(odd, fc.record({ secretId: odd, secretIdList: odd, eventName: odd })),
    readOnly: odd,
    userIdentity,
    responseElements: fc.oneof(odd, fc.dictionary(plain, fc.array(odd, { maxLength: 3 }))),
    arn: odd,
  },
  { requiredKeys: [] },
);

test('of whatever has the fields, in whatever types, what is read is what is parsed', () => {
  let answered = 0;
  fc.assert(
    fc.property(records, fc.constantFrom('', ' ', '\n\t'), (record, space) => {
      if (check(JSON.stringify(record, null, space))) answered++;
    }),
    { numRuns: runs(3000) },
  );
  expect(answered).toBeGreaterThan(seen(300));
});

test('a record cut off, or with any byte left out, put in or changed, is never read as something else', () => {
  let answered = 0;
  const bytes = Buffer.from(TEXT);
  const structural = Buffer.from('{}[],:"\\ ue0-.t');
  for (const at of positions(bytes.length + 1)) {
    expect(read(bytes.subarray(0, at)) === undefined).toBe(at < bytes.length);
    const left = bytes.subarray(0, at);
    const changes = [
      Buffer.concat([left, bytes.subarray(at + 1)]),
      ...Array.from(structural).flatMap((byte) => [
        Buffer.concat([left, Buffer.of(byte), bytes.subarray(at)]),
        Buffer.concat([left, Buffer.of(byte), bytes.subarray(at + 1)]),
      ]),
    ];
    for (const changed of changes) if (check(changed)) answered++;
  }
  expect(answered).toBeGreaterThan(THOROUGH ? 1000 : 140);
});

test('texts of every length are told apart, more of them than are known at a time, and longer ones', () => {
  const of = (arn: string, secretId: string): string =>
    JSON.stringify({ userIdentity: { arn, type: 'T' }, requestParameters: { secretId } });
  for (let round = 0; round < 2; round++) {
    for (let n = 0; n < 12_000; n++) {
      const arn = `${'x'.repeat(n % 40)}${n}`;
      const call = read(of(arn, 'y'.repeat(n % 600)));
      if (
        call?.principal.arn !== arn ||
        call.principal.type !== 'T' ||
        (call.valuesAt('requestParameters.secretId')[0] as string).length !== n % 600
      ) {
        expect(call).toEqual({ arn, secret: n % 600 });
      }
    }
  }
});

test('an event that is not wanted by its source and name is not read, and one that takes a parser is not judged', () => {
  const asked: string[] = [];
  const wants = (source: string, name: string): boolean => {
    asked.push(`${source} ${name}`);
    return false;
  };
  expect(answer(JSON.stringify(RECORD), wants)).toBe(UNWANTED);
  expect(answer(JSON.stringify({ ...RECORD, eventName: 7 }), wants)).toBe(UNWANTED);
  expect(answer('{"eventName":"Get\\u0053ecretValue"}', wants)).toBeUndefined();
  expect(answer('{"eventName"}', wants)).toBeUndefined();
  expect(asked).toEqual(['secretsmanager.amazonaws.com GetSecretValue', 'secretsmanager.amazonaws.com ']);
});
