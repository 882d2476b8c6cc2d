import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { noRealRecords, realRecords } from '../support/real-records.js';
import { testUnless } from '../support/skipping.js';
import { distinctCalls, groupBy, simulated, type Simulated, type WrittenRecord } from './recount.js';

const ORDER = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'eventCategory',
  'addendum',
  'tlsDetails',
  'sessionCredentialFromConsole',
];
const REQUIRED = ORDER.filter(
  (name) => !/error|resources|shared|vpc|addendum|tlsDetails|sessionCredential/.test(name),
);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DOCUMENTATION =
  /^(?:192\.0\.2|198\.1[89]\.\d{1,3})\.\d{1,3}$|^10(?:\.\d{1,3}){3}$|^2001:db8(?::[0-9a-f]{4}){6}$/;

let run: Simulated;
let calls: WrittenRecord[];
beforeAll(async () => {
  run = await simulated({ days: 9, identities: 20, seed: 31, thefts: 12 });
  calls = distinctCalls(run.records);
});

test('every record has the fields that CloudTrail always writes, in its order', () => {
  const wellFormed = (record: WrittenRecord) =>
    String(Object.keys(record)) === String(ORDER.filter((name) => name in record)) &&
    REQUIRED.every((name) => name in record) &&
    UUID.test(record.eventID) &&
    UUID.test(String(record['requestID'])) &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(record.eventTime) &&
    /^1\.(?:08|09|10|11)$/.test(record.eventVersion) &&
    record['eventCategory'] === 'Management' &&
    'errorCode' in record === 'errorMessage' in record;
  expect(run.records.filter((record) => !wellFormed(record))).toEqual([]);
});

test('every version from 1.08 to 1.11 occurs among retrievals', () => {
  expect([...new Set(calls.map((record) => record.eventVersion))].sort()).toEqual([
    '1.08',
    '1.09',
    '1.10',
    '1.11',
  ]);
});

describe('retrievals', () => {
  test('are read-only calls of Secrets Manager by an identity with an ARN', () => {
    for (const record of new Map(calls.map((call) => [call.userIdentity.arn, call])).values()) {
      expect(record['readOnly']).toBe(true);
      expect(record['responseElements']).toBeNull();
      const { type, arn, accountId, sessionContext } = record.userIdentity;
      expect(arn).toContain(accountId!);
      if (type === 'AssumedRole') {
        const role = sessionContext!.sessionIssuer.arn.split('/').at(-1)!;
        expect(arn).toMatch(
          new RegExp(`^arn:aws:sts::${accountId!}:assumed-role/${role}/[\\w+=,.@-]{2,64}$`),
        );
      } else {
        expect(type).toBe('IAMUser');
        expect(arn).toMatch(/^arn:aws:iam::\d{12}:user\//);
      }
    }
  });

  test('name their secret by complete ARN, partial ARN and name', () => {
    const ids = calls.flatMap((record) => {
      const id = record.requestParameters?.['secretId'];
      return typeof id === 'string' ? [id] : [];
    });
    const arn = /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:/;
    const complete = ids.filter((id) => arn.test(id) && /-[A-Za-z0-9]{6}$/.test(id));
    const partial = ids.filter((id) => arn.test(id) && !/-[A-Za-z0-9]{6}$/.test(id));
    const names = ids.filter((id) => !id.startsWith('arn:'));
    for (const kind of [complete, partial, names]) expect(kind.length).toBeGreaterThan(0);
    // A name that ends like the suffix occurs, and never as a partial ARN.
    expect(names.concat(complete).some((id) => id.includes('oauth-client'))).toBe(true);
    expect(ids.some((id) => arn.test(id) && id.endsWith('oauth-client'))).toBe(false);
  });

  test('that are denied name the secret only in the message', () => {
    const denied = calls.filter((record) => record.errorCode === 'AccessDenied');
    expect(denied.length).toBeGreaterThan(0);
    for (const record of denied) {
      expect(record.requestParameters).toBeNull();
      expect(record.errorMessage).toMatch(/ on resource: \S+ because no identity-based policy allows /);
    }
  });

  test('fail in other ways too', () => {
    const codes = new Set(calls.map((record) => record.errorCode));
    for (const code of ['AccessDenied', 'ResourceNotFoundException', 'ThrottlingException']) {
      expect(codes).toContain(code);
    }
  });

  test('of a batch by list follow it in the same second, one for each secret', () => {
    const lists = calls.filter((record) => record.requestParameters?.['secretIdList'] !== undefined);
    expect(lists.length).toBeGreaterThan(0);
    for (const batch of lists) {
      const children = calls.filter(
        (record) =>
          record.eventName === 'GetSecretValue' &&
          record.eventTime === batch.eventTime &&
          record.userIdentity.arn === batch.userIdentity.arn,
      );
      expect(children).toHaveLength((batch.requestParameters!['secretIdList'] as unknown[]).length);
    }
  });

  test('of another account’s secret are recorded in both accounts under one sharedEventID', () => {
    const shared = run.records.filter((record) => record.sharedEventID !== undefined);
    const byId = groupBy(shared, (record) => record.sharedEventID!);
    expect(byId.size).toBeGreaterThan(0);
    for (const copies of byId.values()) {
      expect(new Set(copies.map((record) => record.recipientAccountId)).size).toBe(2);
      expect(new Set(copies.map((record) => record.eventID)).size).toBe(2);
    }
  });

  test('are sometimes corrected, hours later and under another eventID', () => {
    const corrections = run.records.filter((record) => record.addendum !== undefined);
    expect(corrections.length).toBeGreaterThan(0);
    const ids = new Set(run.records.map((record) => record.eventID));
    for (const { addendum, eventID } of corrections) {
      expect(ids).toContain(addendum!.originalEventID);
      expect(eventID).not.toBe(addendum!.originalEventID);
    }
  });
});

describe('noise', () => {
  test('is other services’ records, about three a retrieval', () => {
    const events = new Map(run.records.map((record) => [record.eventID, record]));
    const ratio = (events.size - calls.length) / calls.length;
    expect(ratio).toBeGreaterThan(2.8);
    expect(ratio).toBeLessThan(3.2);
    const services = new Set(run.records.map((record) => record.eventSource.split('.')[0]));
    for (const service of ['s3', 'sts', 'ec2', 'kms', 'dynamodb', 'logs', 'lambda', 'iam']) {
      expect(services).toContain(service);
    }
  });

  test('contains every decoy', () => {
    const names = new Set(run.records.map((record) => record.eventName));
    for (const name of ['PutSecretValue', 'DescribeSecret', 'ListSecrets', 'LookupEvents', 'PutRule']) {
      expect(names).toContain(name);
    }
    const others = run.records.filter((record) => !/^(?:Batch)?GetSecretValue$/.test(record.eventName));
    const mentioning = others.filter((record) => JSON.stringify(record).includes('GetSecretValue'));
    expect(mentioning.some((record) => record.eventName === 'PutRolePolicy')).toBe(true);
    // The text that a reader searches for, inside a string.
    expect(
      others.some((record) => JSON.stringify(record).includes('\\"eventName\\":\\"GetSecretValue\\"')),
    ).toBe(true);
  });

  test('is partly by services, partly without type or ARN, and sometimes fails', () => {
    const others = run.records.filter((record) => !/^(?:Batch)?GetSecretValue$/.test(record.eventName));
    expect(others.some(({ userIdentity }) => userIdentity.type === 'AWSService' && !userIdentity.arn)).toBe(
      true,
    );
    expect(others.some(({ userIdentity }) => userIdentity.type === undefined)).toBe(true);
    const failed = others.filter((record) => record.errorCode !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    for (const record of failed) expect(record.requestParameters).toBeNull();
  });
});

describe('records are synthetic', () => {
  test('addresses, accounts, keys and mail are of the kinds that documentation uses', () => {
    const addresses = new Set(run.records.map((record) => record.sourceIPAddress));
    for (const address of addresses) {
      if (!address.endsWith('.amazonaws.com')) expect(address).toMatch(DOCUMENTATION);
    }
    for (const account of new Set(run.records.map((record) => record.recipientAccountId))) {
      expect(account).toMatch(/^(\d)\1{3}(\d)\2{3}(\d)\3{3}$/);
    }
    const text = run.objects.map((object) => object.text).join('');
    const all = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map((match) => match[1]!));
    for (const key of all(/"accessKeyId":"([^"]*)"/g)) expect(key).toMatch(/EXAMPLE$/);
    for (const id of all(/"principalId":"([A-Z0-9]*)/g)) expect(id).toMatch(/^A(?:RO|ID)A\w+EXAMPLE$/);
    expect(all(/@([a-z0-9.-]+\.[a-z]+)/g)).toEqual(new Set(['example.com']));
  });

  test('all text is ASCII', () => {
    for (const { text } of run.objects) expect(/^[\x20-\x7e]*$/.test(text)).toBe(true);
  });
});

testUnless(noRealRecords, 'retrievals have only fields that real ones have', () => {
  const folder = join(realRecords, 'stratus-red-team/docs/detonation-logs');
  const real = readdirSync(folder)
    .filter((name) => name.includes('secretsmanager'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as WrittenRecord[]);
  expect(real.length).toBeGreaterThan(20);
  // Fields in CloudTrail's reference that do not occur in these recordings.
  const documented = [
    'errorCode',
    'errorMessage',
    'sharedEventID',
    'vpcEndpointId',
    'vpcEndpointAccountId',
    'addendum',
    'sessionCredentialFromConsole',
  ];
  const known = new Set([...real.flatMap((record) => Object.keys(record)), ...documented]);
  const fields = new Set(calls.flatMap((record) => Object.keys(record)));
  expect([...fields].filter((name) => !known.has(name))).toEqual([]);
  const always = [...known].filter((name) => real.every((record) => name in record) && name !== 'tlsDetails');
  expect(calls.filter((record) => !always.every((name) => name in record))).toEqual([]);
});
