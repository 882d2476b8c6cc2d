import { expect, test } from 'vitest';
import { SSM } from '../../src/families/ssm.js';
import { eventOf } from './family-suite.js';

test.each([
  ['/db/password', 'us-east-1:111122223333:db/password'],
  ['db', 'us-east-1:111122223333:db'],
  ['/', 'us-east-1:111122223333:/'],
  ['/db/password:3', 'us-east-1:111122223333:db/password'],
  ['/db/password:current', 'us-east-1:111122223333:db/password'],
  ['arn:aws:ssm:eu-west-2:444455556666:parameter/db/password', 'eu-west-2:444455556666:db/password'],
  ['arn:aws:ssm:eu-west-2:444455556666:parameter/db/password:3', 'eu-west-2:444455556666:db/password'],
  ['arn:aws-us-gov:ssm:us-gov-west-1:444455556666:parameter/db', 'us-gov-west-1:444455556666:db'],
])('the key of %s is %s', (name, key) => {
  expect(SSM.itemKey(name, 'us-east-1', '111122223333')).toBe(key);
});

test.each([
  ['without overwrite', { name: 'a' }, null, 'creation'],
  ['with overwrite', { name: 'a', overwrite: true }, null, 'write'],
  ['that must not overwrite', { name: 'a', overwrite: false }, null, 'creation'],
  ['of the first version, with overwrite', { name: 'a', overwrite: true }, { version: 1 }, 'creation'],
  ['of a later version', { name: 'a', overwrite: true }, { version: 2, tier: 'Standard' }, 'write'],
])('PutParameter %s', (_, parameters, responseElements, kind) => {
  const { counts } = SSM.calls['PutParameter']!;
  const of = counts.as === 'context' ? counts.of : undefined;
  const event = eventOf(SSM, 'PutParameter', parameters, { responseElements });
  expect(typeof of === 'function' ? of(event) : of).toBe(kind);
});
