import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deniedItem } from '../../src/families/event-family.js';
import { SECRETS_MANAGER } from '../../src/families/secretsmanager.js';
import { eventOf } from './family-suite.js';

const { itemKey } = SECRETS_MANAGER;
const { BatchGetSecretValue } = SECRETS_MANAGER.calls;
const name = fc.stringMatching(/^[A-Za-z0-9/_+=.@-]{1,40}$/);
const suffix = fc.stringMatching(/^[A-Za-z0-9]{6}$/);
const partition = fc.constantFrom('aws', 'aws-cn', 'aws-us-gov');

test('the whole ARN and the name are one key, wherever the call was made', () => {
  fc.assert(
    fc.property(name, suffix, partition, (secret, random, aws) => {
      const arn = `arn:${aws}:secretsmanager:eu-west-2:444455556666:secret:${secret}-${random}`;
      expect(itemKey(arn, 'us-east-1', '111122223333')).toBe(`eu-west-2:444455556666:${secret}`);
      expect(itemKey(secret, 'eu-west-2', '444455556666')).toBe(`eu-west-2:444455556666:${secret}`);
    }),
  );
});

test('so is a partial ARN, unless the name itself ends like a suffix', () => {
  const partial = (secret: string) => itemKey(`arn:aws:secretsmanager:r:1:secret:${secret}`, '', '');
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
  expect(itemKey(secretId, 'us-east-1', '111122223333')).toBe(key);
});

test.each([
  ['x is not authorized to perform: a:b on resource: my/secret because no policy allows it', 'my/secret'],
  ['x is not authorized to perform: a:b on resource: my/secret', 'my/secret'],
  ['x is not authorized to perform: a:b on resource: * because', undefined],
  ['x is not authorized to perform: a:b on resource: arn:aws:ec2:r:1:instance/* because', undefined],
  ['x is not authorized to perform: a:b because', undefined],
  ['', undefined],
])('%s names %s', (message, secretId) => {
  expect(deniedItem(message)).toBe(secretId);
});

const batch = (requestParameters: unknown, changes: object = {}) =>
  eventOf(SECRETS_MANAGER, 'BatchGetSecretValue', requestParameters, changes);
const filters = (...all: unknown[]) => batch({ filters: all });

test.each([
  ['a tag that no secret has', filters({ key: 'tag-key', values: ['!a'] })],
  ['several of them', filters({ key: 'tag-key', values: ['!a', '!b'] }, { key: 'tag-key', values: ['!c'] })],
  ['a name that no secret has', filters({ key: 'name', values: ['!x/'] })],
  ['a prefix that every name has', filters({ key: 'name', values: [''] })],
  ['a filter without values', filters({ key: 'name' })],
  ['no filter in the list', filters()],
  ['an empty list of ids beside it', batch({ filters: [], secretIdList: [] })],
  ['a failed call', batch({ filters: [] }, { errorCode: 'AccessDenied' })],
])('a batch call selects everything: %s', (_, event) => {
  expect(BatchGetSecretValue!.matchesAll!(event)).toBe(true);
});

test.each([
  ['a tag', filters({ key: 'tag-key', values: ['team'] })],
  ['one value of several', filters({ key: 'tag-key', values: ['!a', 'team'] })],
  ['one filter of several', filters({ key: 'tag-key', values: ['!a'] }, { key: 'name', values: ['db/'] })],
  ['ids beside the filters', batch({ filters: [], secretIdList: ['a'] })],
  ['ids alone', batch({ secretIdList: ['a'] })],
  ['parameters that are not known, as of a denied call', batch(null)],
  ['filters that are not a list', batch({ filters: {} })],
  ['values that are not texts', filters({ key: 'name', values: [7] })],
  ['values that are not a list', filters({ key: 'name', values: '!a' })],
])('a batch call does not: %s', (_, event) => {
  expect(BatchGetSecretValue!.matchesAll!(event)).toBe(false);
});
