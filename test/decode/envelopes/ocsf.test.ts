import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cloudTrailRecordOf, OCSF } from '../../../src/decode/envelopes/ocsf.js';
import { decodeAll } from '../decode-all.js';
import { records } from '../parquet/tables.js';
import { ocsfOf, VERSIONS } from './ocsf-events.js';

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
    { numRuns: 100 },
  );
  expect(retrievals).toBeGreaterThan(100);
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
