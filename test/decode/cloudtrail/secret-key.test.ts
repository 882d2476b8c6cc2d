import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deniedSecretId, secretKey } from '../../../src/decode/cloudtrail/secret-key.js';

const name = fc.stringMatching(/^[A-Za-z0-9/_+=.@-]{1,40}$/);
const suffix = fc.stringMatching(/^[A-Za-z0-9]{6}$/);
const partition = fc.constantFrom('aws', 'aws-cn', 'aws-us-gov');

test('the whole ARN and the name are one key, whoever asks from wherever', () => {
  fc.assert(
    fc.property(name, suffix, partition, (secret, random, aws) => {
      const arn = `arn:${aws}:secretsmanager:eu-west-2:444455556666:secret:${secret}-${random}`;
      expect(secretKey(arn, 'us-east-1', '111122223333')).toBe(`eu-west-2:444455556666:${secret}`);
      expect(secretKey(secret, 'eu-west-2', '444455556666')).toBe(`eu-west-2:444455556666:${secret}`);
    }),
  );
});

test('so is a partial ARN, unless the name itself ends like a suffix', () => {
  const partial = (secret: string) => secretKey(`arn:aws:secretsmanager:r:1:secret:${secret}`, '', '');
  expect(partial('app/db')).toBe('r:1:app/db');
  expect(partial('app-prod')).toBe('r:1:app-prod');
  expect(partial('your-secret')).toBe('r:1:your');
});

test.each([
  ['name-AbCdEf', 'us-east-1:111122223333:name-AbCdEf'],
  [
    'arn:aws:ssm:us-east-1:1:parameter/x-AbCdEf',
    'us-east-1:111122223333:arn:aws:ssm:us-east-1:1:parameter/x-AbCdEf',
  ],
  ['arn:aws:secretsmanager:us-east-1:1:secret:a-b-AbCdEf', 'us-east-1:1:a-b'],
  ['arn:aws:secretsmanager:us-east-1:1:secret:a-AbCdE', 'us-east-1:1:a-AbCdE'],
  ['arn:aws:secretsmanager:us-east-1:1:secret:a-AbC_Ef', 'us-east-1:1:a-AbC_Ef'],
])('%s is %s', (secretId, key) => {
  expect(secretKey(secretId, 'us-east-1', '111122223333')).toBe(key);
});

test.each([
  ['x is not authorized to perform: a:b on resource: my/secret because no policy allows it', 'my/secret'],
  ['x is not authorized to perform: a:b on resource: my/secret', 'my/secret'],
  ['x is not authorized to perform: a:b on resource: * because', undefined],
  ['x is not authorized to perform: a:b because', undefined],
  ['', undefined],
])('%s names %s', (message, secretId) => {
  expect(deniedSecretId(message)).toBe(secretId);
});
