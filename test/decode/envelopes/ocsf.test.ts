import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cloudTrailRecordOf, OCSF } from '../../../src/decode/envelopes/ocsf.js';
import { decodeAll } from '../decode-all.js';
import { records } from '../parquet/tables.js';
import { ocsfOf, OTHER_MAPPINGS, VERSIONS } from './ocsf-events.js';
import { runs, seen } from '../../support/thorough.js';

const jsonOf = (rows: readonly unknown[]): Buffer => Buffer.from(JSON.stringify({ Records: rows }));

test.each(VERSIONS)('events of OCSF %s give the same retrievals and context as their records', (version) => {
  let retrievals = 0;
  fc.assert(
    fc.property(records, (rows) => {
      const expected = decodeAll(jsonOf(rows));
      const mapped = decodeAll(jsonOf(rows.map((row) => cloudTrailRecordOf(ocsfOf(row, version)))));
      // The first version has no numbers and lists among the parameters.
      const exact = <T extends { kind: string }>(all: readonly T[]): T[] =>
        all.filter(({ kind }) => version !== '1.0.0-rc.2' || kind !== 'batch');
      expect(exact(mapped.retrievals)).toEqual(exact(expected.retrievals));
      expect(mapped.contextEvents).toEqual(expected.contextEvents);
      expect(mapped.dropped).toEqual(expected.dropped);
      retrievals += expected.retrievals.length;
    }),
    { numRuns: runs(100) },
  );
  expect(retrievals).toBeGreaterThan(seen(100));
});

test.each(OTHER_MAPPINGS)('events $name give the same retrievals and context', ({ map }) => {
  let retrievals = 0;
  fc.assert(
    fc.property(records, (rows) => {
      const expected = decodeAll(jsonOf(rows));
      const mapped = decodeAll(Buffer.from(rows.map((row) => JSON.stringify(map(row))).join('\n')));
      expect(mapped.retrievals).toEqual(expected.retrievals);
      expect(mapped.contextEvents).toEqual(expected.contextEvents);
      expect(mapped.dropped).toEqual(expected.dropped);
      expect(mapped.failure).toBeNull();
      retrievals += expected.retrievals.length;
    }),
    { numRuns: runs(60) },
  );
  expect(retrievals).toBeGreaterThan(seen(60));
});

test("a table of Security Lake's events as CSV is read", () => {
  const { map } = OTHER_MAPPINGS.find(({ name }) => name === 'queried with Athena')!;
  fc.assert(
    fc.property(records, (rows) => {
      const cells = rows.map(map);
      const names = Object.keys(cells[0]!);
      const quoted = (text: unknown): string => `"${String(text).replaceAll('"', '""')}"`;
      const csv = [names.map(quoted), ...cells.map((row) => names.map((name) => quoted(row[name])))]
        .map((line) => line.join(','))
        .join('\n');
      expect(decodeAll(Buffer.from(csv)).retrievals).toEqual(decodeAll(jsonOf(rows)).retrievals);
    }),
    { numRuns: runs(30) },
  );
});

describe('published pairs of a record and its event', () => {
  const event = (user: object, more: object = {}): Record<string, unknown> => ({
    metadata: { uid: '1', version: '1.1.0', product: { name: 'CloudTrail', vendor_name: 'AWS' } },
    api: { operation: 'GetSecretValue', service: { name: 'secretsmanager.amazonaws.com' } },
    cloud: { provider: 'AWS', region: 'eu-central-1' },
    actor: { user },
    time: 1_726_763_566_000,
    ...more,
  });

  test('a person of IAM Identity Center has no ARN', () => {
    const user = {
      account: { uid: '111122223333' },
      credential_uid: 'c-1',
      type: 'IdentityCenterUser',
      uid_alt: 'u-1',
    };
    expect(cloudTrailRecordOf(event(user))).toMatchObject({
      eventTime: '2024-09-19T16:32:46Z',
      userIdentity: { type: 'IdentityCenterUser', onBehalfOf: { userId: 'u-1' }, credentialId: 'c-1' },
    });
  });

  test('a sign-in keeps its result, its target and its MFA', () => {
    const signIn = event(
      { type: 'IAMUser', name: 'ann', account: { uid: '111122223333' }, uid_alt: 'AIDAEXAMPLE' },
      {
        api: { operation: 'ConsoleLogin', service: { name: 'signin.amazonaws.com' }, request: { uid: "''" } },
        is_mfa: false,
        status: 'Failure',
        dst_endpoint: { svc_name: 'https://console.aws.amazon.com/' },
        unmapped: { 'additionalEventData.MobileVersion': 'No' },
      },
    );
    const record = cloudTrailRecordOf(signIn);
    expect(record).toMatchObject({
      additionalEventData: { MFAUsed: 'No', MobileVersion: 'No', LoginTo: 'https://console.aws.amazon.com/' },
      responseElements: { ConsoleLogin: 'Failure' },
      userIdentity: { arn: 'arn:aws:iam::111122223333:user/ann', userName: 'ann' },
    });
    expect(record).not.toHaveProperty('requestID');
    expect(cloudTrailRecordOf({ ...signIn, mfa: true, is_mfa: undefined })).toMatchObject({
      additionalEventData: { MFAUsed: 'Yes' },
    });
  });

  test('an assumed role, which source 1.0 has in the user of the event', () => {
    const roleArn = 'arn:aws:iam::111122223333:role/deploy';
    const assumed = event(
      { type: 'AWSService' },
      {
        api: { operation: 'AssumeRole', service: { name: 'sts.amazonaws.com' } },
        user: { uuid: roleArn, name: 'i-1' },
      },
    );
    const requestParameters = { roleArn, roleSessionName: 'i-1' };
    expect(cloudTrailRecordOf(assumed)).toMatchObject({ requestParameters });
  });

  test.each([
    ['Root', 'us-gov-west-1', {}, 'arn:aws-us-gov:iam::111122223333:root'],
    ['IAMUser', 'cn-north-1', { name: 'ann' }, 'arn:aws-cn:iam::111122223333:user/ann'],
    ['FederatedUser', 'eu-west-1', { uid: '1:bob' }, 'arn:aws:sts::111122223333:federated-user/bob'],
    ['IAMUser', 'eu-west-1', {}, undefined],
    ['AssumedRole', 'eu-west-1', { uid: 'AROAEXAMPLE:i-1' }, undefined],
  ])('the ARN of a caller of the type %s in %s that a mapping left out', (type, region, user, arn) => {
    const account = { uid: '111122223333' };
    const record = cloudTrailRecordOf(
      event({ type, account, ...user }, { cloud: { provider: 'AWS', region } }),
    );
    expect(record).toHaveProperty('userIdentity.type', type);
    if (arn === undefined) expect(record).not.toHaveProperty('userIdentity.arn');
    else expect(record).toHaveProperty('userIdentity.arn', arn);
  });

  test('resources have an owner; a single one need not be in a list', () => {
    const uid = 'arn:aws:s3:::bucket';
    const resources = [{ ARN: uid, accountId: '111122223333' }];
    const owner = { account: { uid: '111122223333' } };
    expect(cloudTrailRecordOf(event({}, { resources: [{ uid, owner }] }))).toMatchObject({ resources });
    expect(cloudTrailRecordOf(event({}, { resources: { uid, account_uid: '111122223333' } }))).toMatchObject({
      resources,
    });
  });

  test('times with an offset', () => {
    expect(
      cloudTrailRecordOf({ ...event({}), time: undefined, time_dt: '2023-11-10T11:24:34.000-05:00' }),
    ).toMatchObject({ eventTime: '2023-11-10T16:24:34Z' });
  });

  test('other products that log API calls are not taken for CloudTrail', () => {
    const other = { product: { name: 'GitHub Audit Log', vendor_name: 'GitHub' } };
    expect(OCSF.unwrap(event({}, { metadata: other }))).toBeUndefined();
    expect(OCSF.unwrap(event({}, { metadata: {} }))).toHaveLength(1);
    expect(OCSF.unwrap(event({}, { metadata: {}, cloud: { provider: 'GCP' } }))).toBeUndefined();
  });

  test('a record of CloudTrail is no event of OCSF', () => {
    fc.assert(
      fc.property(records, (rows) => {
        for (const row of rows) expect(OCSF.unwrap(row)).toBeUndefined();
      }),
    );
  });
});

test('never throws, and never reaches the prototype', () => {
  fc.assert(
    fc.property(
      fc.object({
        key: fc.constantFrom('api', 'metadata', 'unmapped', 'operation', 'uid', '__proto__', 'a'),
      }),
      (value) => {
        const event = {
          metadata: { product: { name: 'CloudTrail' } },
          ...value,
          api: { operation: 'x' },
          unmapped: {
            '__proto__.polluted': 'yes',
            'a.__proto__.polluted': 'yes',
            'constructor.prototype.polluted': 'yes',
          },
        };
        OCSF.unwrap(event);
        OCSF.unwrap(value);
        expect(({} as { polluted?: string }).polluted).toBeUndefined();
      },
    ),
  );
});
