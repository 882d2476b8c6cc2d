import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../src/decode/cloudtrail/api-event.js';
import { needleFinder } from '../../src/decode/needles.js';
import { testOf, type CriterionKind } from '../../src/triage/search/criterion.js';
import { needlesIn } from '../../src/triage/search/needle.js';

/** A text as JSON, with some of its slashes escaped, which need not be. */
const spelled = (text: string, escapes: readonly boolean[]): string => {
  let at = 0;
  return JSON.stringify(text).replaceAll('/', () => (escapes[at++ % escapes.length] === true ? '\\/' : '/'));
};

test('a needle is in every JSON spelling of its text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.boolean(), { minLength: 1 }),
      (text, escapes) => {
        const needles = needlesIn(text);
        if (needles === undefined) return;
        const json = spelled(text, escapes);
        expect(JSON.parse(json)).toBe(text);
        expect(needleFinder(needles)(Buffer.from(json)).length).toBeGreaterThan(0);
      },
    ),
  );
});

const accepts = (kind: CriterionKind, value: string, record: object): boolean =>
  testOf({ kind, value }).accepts(parseEvent(record));

describe('addresses', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9', true],
    ['203.0.113.9', '203.0.113.90', false],
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.112.0/23', '203.0.113.7', true],
    ['10.0.0.0/8', '10.255.1.2', true],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['2001:db8::/32', '2001:db8:1::7', true],
    ['2001:db8::/32', '2001:0DB8:0001::7', true],
    ['2001:db8::/32', '2001:db9::7', false],
    ['2001:db8::1', '2001:DB8:0:0::1', true],
    ['ec2.amazonaws.com', 'ec2.amazonaws.com', true],
    ['203.0.113.9', 'ec2.amazonaws.com', false],
  ])('%s and %s: %j', (value, sourceIPAddress, expected) => {
    expect(accepts('ip', value, { sourceIPAddress })).toBe(expected);
    const { needles } = testOf({ kind: 'ip', value });
    // No needle keeps out an address that belongs to it.
    if (expected && needles !== null) expect(needles.some((one) => sourceIPAddress.includes(one))).toBe(true);
  });
});

describe('secrets', () => {
  const record = (secretId: string, eventName = 'GetSecretValue'): object => ({
    eventSource: 'secretsmanager.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    requestParameters: { secretId },
  });
  const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf';

  test.each(['prod/db', ARN, 'us-east-1:111122223333:prod/db'])(
    '%s is found by name, ARN and key',
    (value) => {
      for (const id of ['prod/db', ARN]) expect(accepts('secret', value, record(id))).toBe(true);
      expect(accepts('secret', value, record('prod/db2'))).toBe(false);
      expect(accepts('secret', value, record(ARN, 'DeleteSecret'))).toBe(true);
    },
  );

  test('an ARN of another region or account is another secret', () => {
    const other = ARN.replace('us-east-1', 'eu-west-1');
    expect(accepts('secret', other, record('prod/db'))).toBe(false);
    expect(accepts('secret', 'prod/db', record(other))).toBe(true);
  });

  test('what KMS decrypts for a secret names it', () => {
    const decrypt = {
      eventSource: 'kms.amazonaws.com',
      eventName: 'Decrypt',
      requestParameters: { encryptionContext: { SecretARN: ARN } },
    };
    expect(accepts('secret', 'prod/db', decrypt)).toBe(true);
  });

  test('a refused call names the secret in its message', () => {
    const refused = {
      ...record(''),
      requestParameters: null,
      errorCode: 'AccessDenied',
      errorMessage: `User: x is not authorized to perform: secretsmanager:GetSecretValue on resource: ${ARN} because no policy allows it`,
    };
    expect(accepts('secret', 'prod/db', refused)).toBe(true);
  });
});

describe('needles', () => {
  test.each([
    ['prod/search/api-key', ['search/api-key', String.raw`search\/api-key`]],
    ['/prod', ['prod']],
    ['arn:aws:iam::111122223333:user/mika', ['user/mika', String.raw`user\/mika`]],
    ['203.0.113.9', ['203.0.113.9']],
    ['a{long-name}[x]', ['long-name']],
    ['äöü', undefined],
  ])('of %s', (text, expected) => {
    expect(needlesIn(text)).toEqual(expected);
  });

  test('none is longer than the fast path takes', () => {
    for (const needle of needlesIn(`${'a'.repeat(70)}/${'b'.repeat(70)}`)!)
      expect(needle.length).toBeLessThanOrEqual(60);
  });
});
