import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import { project } from '../../../src/decode/cloudtrail/project.js';
import { EVERYTHING, RETRIEVALS } from '../decode-all.js';
import { runs } from '../../support/thorough.js';

const RAW = Buffer.from('raw');

const RECORD = {
  eventName: 'GetSecretValue',
  eventSource: 'secretsmanager.amazonaws.com',
  eventTime: '2026-03-01T12:00:05Z',
  eventID: 'e',
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/a', accountId: '111122223333' },
  requestParameters: { secretId: 'db/one' },
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2.17.32 md/awscrt',
};

function get(changes: Record<string, unknown>): unknown {
  return project(parseEvent({ ...RECORD, ...changes }), 'get', RAW, EVERYTHING);
}

function batch(requestParameters: unknown): unknown {
  return project(
    parseEvent({ ...RECORD, eventName: 'BatchGetSecretValue', requestParameters }),
    'batch',
    RAW,
    EVERYTHING,
  );
}

test('a complete record', () => {
  expect(get({})).toEqual({
    kind: 'get',
    eventKey: 'e',
    time: 1_772_366_405,
    identity: {
      key: 'arn:aws:iam::111122223333:user/a',
      arn: 'arn:aws:iam::111122223333:user/a',
      type: 'IAMUser',
      accountId: '111122223333',
      issuerArn: '',
    },
    failed: false,
    denied: false,
    notFound: false,
    matchAll: false,
    accessKeyId: '',
    items: ['us-east-1:111122223333:db/one'],
    atMost: 0,
    origin: '203.0.113.0/24|aws-cli',
    region: 'us-east-1',
    recipientAccountId: '111122223333',
  });
});

test.each([
  [{ sharedEventID: 's', addendum: { originalEventID: 'o' } }, 's'],
  [{ addendum: { originalEventID: 'o' } }, 'o'],
  [{ sharedEventID: '', addendum: {} }, 'e'],
  [{ sharedEventID: 5, addendum: 'o' }, 'e'],
  [{ eventID: null }, `record:${createHash('sha256').update(RAW).digest('hex')}`],
])('event key of %j', (changes, eventKey) => {
  expect(get(changes)).toMatchObject({ eventKey });
});

test.each([
  [{}, false],
  [{ errorCode: 'AccessDenied' }, true],
  [{ errorMessage: 'no' }, true],
  [{ errorCode: '', errorMessage: null }, false],
  [{ errorCode: { code: 'x' } }, false],
])('failed of %j is %s', (changes, failed) => {
  expect(get(changes)).toMatchObject({ failed });
});

test.each([
  [{}, false],
  [{ errorCode: 'AccessDenied' }, true],
  [{ errorCode: 'AccessDeniedException' }, true],
  [{ errorCode: 'Client.UnauthorizedOperation' }, true],
  [{ errorCode: 'VpceAccessDenied' }, true],
  [{ errorCode: 'ThrottlingException' }, false],
  [{ errorCode: 'ResourceNotFoundException', errorMessage: 'AccessDenied' }, false],
])('denied of %j is %s', (changes, denied) => {
  expect(get(changes)).toMatchObject({ denied });
});

const DENIED = 'User: x is not authorized to perform: secretsmanager:GetSecretValue on resource:';

test.each([
  [{ requestParameters: null, errorMessage: `${DENIED} db/two because` }, ['us-east-1:111122223333:db/two']],
  [
    {
      requestParameters: null,
      errorMessage: `${DENIED} arn:aws:secretsmanager:eu-west-2:444455556666:secret:db/two-AbCdEf because`,
    },
    ['eu-west-2:444455556666:db/two'],
  ],
  [{ errorMessage: `${DENIED} other because` }, ['us-east-1:111122223333:db/one']],
  [{ requestParameters: undefined, errorMessage: `${DENIED} *` }, []],
  [{ requestParameters: null, errorMessage: 'Rate exceeded' }, []],
  [{ requestParameters: { secretId: 7 } }, []],
  [{ recipientAccountId: undefined }, ['us-east-1:111122223333:db/one']],
])('items of %j', (changes, items) => {
  expect(get(changes)).toMatchObject({ items });
});

test.each([
  [{ secretIdList: ['a', 'b', 'a', 5, ''] }, ['us-east-1:111122223333:a', 'us-east-1:111122223333:b'], 0],
  [{ filters: [{ key: 'name', values: ['x'] }] }, [], 20],
  [{ filters: [], maxResults: 7, secretIdList: [] }, [], 7],
  [{ filters: [], maxResults: 0 }, [], 20],
  [{ filters: [], maxResults: 21 }, [], 20],
  [{ filters: [], maxResults: '7' }, [], 20],
  [{ secretIdList: ['a'], filters: [] }, ['us-east-1:111122223333:a'], 0],
  [{}, [], 0],
  [null, [], 0],
])('a batch of %j', (parameters, items, atMost) => {
  const matchAll = atMost > 0 && !JSON.stringify(parameters).includes('"x"');
  expect(batch(parameters)).toMatchObject({ kind: 'batch', items, atMost, matchAll });
});

test.each([
  [{ eventTime: '2026-03-01' }, 'badEventTime'],
  [{ eventTime: undefined }, 'badEventTime'],
  [{ eventTime: true }, 'badEventTime'],
  [{ userIdentity: 'me' }, 'malformedRecord'],
  [{ userIdentity: [] }, 'malformedRecord'],
  [{ awsRegion: 5 }, 'malformedRecord'],
])('%j is dropped as %s', (changes, reason) => {
  expect(get(changes)).toBe(reason);
});

test.each([
  [{ eventCategory: 'NetworkActivity', eventType: 'AwsVpceEvent' }, true],
  [{ eventCategory: 'Data', managementEvent: false }, true],
  [{ managementEvent: false }, true],
  [{ eventCategory: 'Management', managementEvent: true }, false],
  [{ eventCategory: null, managementEvent: 'false' }, false],
  [{}, false],
])('%j is dropped because it is not a management event: %s', (changes, dropped) => {
  if (dropped) expect(get(changes)).toBe('notManagement');
  else expect(get(changes)).toMatchObject({ kind: 'get' });
});

test('a record without identity, region, account, address and agent is kept', () => {
  const bare = { eventTime: RECORD.eventTime, userIdentity: null };
  expect(project(parseEvent(bare), 'get', RAW, EVERYTHING)).toMatchObject({
    identity: { key: 'unknown', accountId: '' },
    items: [],
    origin: '-|-',
    region: '',
    recipientAccountId: '',
  });
});

describe('with any values in the fields', () => {
  const names = [...Object.keys(RECORD), 'sharedEventID', 'addendum', 'errorCode', 'errorMessage'];
  const nested = fc.dictionary(
    fc.constantFrom(
      'arn',
      'type',
      'accountId',
      'sessionContext',
      'sessionIssuer',
      'onBehalfOf',
      'secretIdList',
      'filters',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const changes = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue({ maxDepth: 2 }), nested));

  test('it does not throw, and the fields of a retrieval have the right types', () => {
    fc.assert(
      fc.property(
        changes,
        fc.constantFrom('get', 'batch'),
        fc.constantFrom('arn', 'issuer'),
        (some, kind, identityMode) => {
          const record = { ...RECORD, ...some };
          RETRIEVALS.kindOf(parseEvent(record));
          const result = project(parseEvent(record), kind, RAW, { ...EVERYTHING, identityMode });
          if (typeof result === 'string') return;
          expect(Number.isInteger(result.time)).toBe(true);
          expect(result.eventKey).not.toBe('');
          expect(result.identity.key).not.toBe('');
          expect(result.items.every((item) => typeof item === 'string')).toBe(true);
          expect(result.origin).toMatch(/^[^|]+\|./s);
          expect([typeof result.region, typeof result.recipientAccountId, typeof result.atMost]).toEqual([
            'string',
            'string',
            'number',
          ]);
          expect(Object.values(result.identity).every((value) => typeof value === 'string')).toBe(true);
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});

test.each([
  [RECORD, 'get'],
  [{ ...RECORD, eventName: 'BatchGetSecretValue' }, 'batch'],
  [{ ...RECORD, eventName: 'PutSecretValue' }, 'context'],
  [{ ...RECORD, eventName: 'PutSecretValue', eventSource: 'kms.amazonaws.com' }, undefined],
  [{ ...RECORD, eventName: 'GetRandomPassword' }, undefined],
  [{ ...RECORD, eventName: 'getsecretvalue' }, undefined],
  [{ ...RECORD, eventSource: 'kms.amazonaws.com' }, undefined],
  [[RECORD], undefined],
  [null, undefined],
])('kind %#', (record, kind) => {
  expect(RETRIEVALS.kindOf(parseEvent(record))).toBe(kind);
});

test.each([
  ['CreateSecret', { name: 'a/b' }, 'creation', ['us-east-1:111122223333:a/b']],
  [
    'CreateSecret',
    { name: 'a', addReplicaRegions: [{ region: 'eu-west-1' }, { region: 'eu-west-2', kmsKeyId: 'k' }] },
    'creation',
    ['us-east-1:111122223333:a', 'eu-west-1:111122223333:a', 'eu-west-2:111122223333:a'],
  ],
  [
    'ReplicateSecretToRegions',
    { secretId: 'a', addReplicaRegions: [{ region: 'eu-west-1' }] },
    'copy',
    ['eu-west-1:111122223333:a'],
  ],
  [
    'ReplicateSecretToRegions',
    {
      secretId: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf',
      addReplicaRegions: [{ region: 'eu-west-1' }],
    },
    'copy',
    ['eu-west-1:111122223333:a'],
  ],
  ['ReplicateSecretToRegions', { secretId: 'a' }, 'copy', []],
  [
    'RemoveRegionsFromReplication',
    { secretId: 'a', removeReplicaRegions: ['eu-west-1', 7, ''] },
    'deletion',
    ['eu-west-1:111122223333:a'],
  ],
  ['RestoreSecret', { secretId: 'a' }, 'copy', ['us-east-1:111122223333:a']],
  ['PutSecretValue', { secretId: 'a' }, 'write', ['us-east-1:111122223333:a']],
  ['UpdateSecret', { secretId: 'a' }, 'management', ['us-east-1:111122223333:a']],
  ['RotateSecret', { secretId: 'a' }, 'management', ['us-east-1:111122223333:a']],
  ['TagResource', { secretId: 'a', tags: [] }, 'management', ['us-east-1:111122223333:a']],
  ['UntagResource', { secretId: 'a', tagKeys: [] }, 'management', ['us-east-1:111122223333:a']],
  ['DeleteSecret', { secretId: 'a' }, 'deletion', ['us-east-1:111122223333:a']],
  ['DescribeSecret', { secretId: 'a' }, 'description', ['us-east-1:111122223333:a']],
  ['GetResourcePolicy', { secretId: 'a' }, 'description', ['us-east-1:111122223333:a']],
  ['ListSecretVersionIds', { secretId: 'a' }, 'description', ['us-east-1:111122223333:a']],
  ['ListSecrets', { maxResults: 100 }, 'listing', ['us-east-1:111122223333:*']],
  ['ListSecrets', null, 'listing', ['us-east-1:111122223333:*']],
  ['CreateSecret', null, 'creation', []],
])('%s of %j is context: %s', (eventName, requestParameters, context, items) => {
  const event = parseEvent({ ...RECORD, eventName, requestParameters });
  expect(RETRIEVALS.kindOf(event)).toBe('context');
  const { identity } = get({}) as { identity: object };
  expect(project(event, 'context', RAW, EVERYTHING)).toEqual({
    kind: 'context',
    context,
    time: 1_772_366_405,
    identity,
    items,
  });
  const failed = (errorCode: string): unknown =>
    project(parseEvent({ ...RECORD, eventName, requestParameters, errorCode }), 'context', RAW, EVERYTHING);
  expect(failed('ResourceNotFoundException')).toMatchObject({ kind: 'context', items: [] });
  const denied = { description: 'deniedDescription', listing: 'deniedListing' }[context];
  expect(failed('AccessDeniedException')).toMatchObject(
    denied === undefined ? { kind: 'context', items: [] } : { kind: 'context', context: denied, items },
  );
});

test('a description that was denied names its item in the message alone', () => {
  const errorCode = 'AccessDenied';
  const errorMessage =
    'User: x is not authorized to perform: secretsmanager:DescribeSecret on resource: db/one because no identity-based policy allows it';
  const event = parseEvent({
    ...RECORD,
    eventName: 'DescribeSecret',
    requestParameters: null,
    errorCode,
    errorMessage,
  });
  expect(project(event, 'context', RAW, EVERYTHING)).toMatchObject({
    context: 'deniedDescription',
    items: ['us-east-1:111122223333:db/one'],
  });
});

test.each([
  ['', '', '203.0.113.0/24|aws-cli'],
  ['vpce-0a1b2c3d4e5f67890', 'ASIAEXAMPLEEXAMPLE00', 'vpce-0a1b2c3d4e5f67890|aws-cli'],
])('VPC endpoint %j and access key %j', (vpcEndpointId, accessKeyId, origin) => {
  const userIdentity = { ...(RECORD as { userIdentity: object }).userIdentity, accessKeyId };
  expect(get({ vpcEndpointId, userIdentity })).toMatchObject({ origin, accessKeyId });
});
