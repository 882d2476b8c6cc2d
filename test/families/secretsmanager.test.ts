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

test('the full ARN and the name give the same key, in any region and account of the call', () => {
  fc.assert(
    fc.property(name, suffix, partition, (secret, random, aws) => {
      const arn = `arn:${aws}:secretsmanager:eu-west-2:444455556666:secret:${secret}-${random}`;
      expect(itemKey(arn, 'us-east-1', '111122223333')).toBe(`eu-west-2:444455556666:${secret}`);
      expect(itemKey(secret, 'eu-west-2', '444455556666')).toBe(`eu-west-2:444455556666:${secret}`);
    }),
  );
});

test('a partial ARN gives the same key, unless the name ends like a suffix', () => {
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
])('the key of %s is %s', (secretId, key) => {
  expect(itemKey(secretId, 'us-east-1', '111122223333')).toBe(key);
});

test.each([
  ['x is not authorized to perform: a:b on resource: my/secret because no policy allows it', 'my/secret'],
  ['x is not authorized to perform: a:b on resource: my/secret', 'my/secret'],
  ['x is not authorized to perform: a:b on resource: * because', undefined],
  ['x is not authorized to perform: a:b on resource: arn:aws:ec2:r:1:instance/* because', undefined],
  ['x is not authorized to perform: a:b because', undefined],
  ['', undefined],
])('the item in the message "%s" is %s', (message, secretId) => {
  expect(deniedItem(message)).toBe(secretId);
});

const batch = (requestParameters: unknown, changes: object = {}) =>
  eventOf(SECRETS_MANAGER, 'BatchGetSecretValue', requestParameters, changes);
const filters = (...all: unknown[]) => batch({ filters: all });

test.each([
  ['a negated tag', filters({ key: 'tag-key', values: ['!a'] })],
  [
    'several negated tags',
    filters({ key: 'tag-key', values: ['!a', '!b'] }, { key: 'tag-key', values: ['!c'] }),
  ],
  ['a negated name', filters({ key: 'name', values: ['!x/'] })],
  ['an empty prefix', filters({ key: 'name', values: [''] })],
  ['a filter without values', filters({ key: 'name' })],
  ['an empty list of filters', filters()],
  ['empty lists of filters and of ids', batch({ filters: [], secretIdList: [] })],
  ['a failed call', batch({ filters: [] }, { errorCode: 'AccessDenied' })],
])('a batch call selects all secrets: %s', (_, event) => {
  expect(BatchGetSecretValue!.matchesAll!(event)).toBe(true);
});

test.each([
  ['a tag', filters({ key: 'tag-key', values: ['team'] })],
  ['a negated tag and a tag in one filter', filters({ key: 'tag-key', values: ['!a', 'team'] })],
  [
    'a negated tag and a name in two filters',
    filters({ key: 'tag-key', values: ['!a'] }, { key: 'name', values: ['db/'] }),
  ],
  ['filters and ids', batch({ filters: [], secretIdList: ['a'] })],
  ['only ids', batch({ secretIdList: ['a'] })],
  ['no parameters, as in a denied call', batch(null)],
  ['filters that are not a list', batch({ filters: {} })],
  ['values that are not strings', filters({ key: 'name', values: [7] })],
  ['values that are not a list', filters({ key: 'name', values: '!a' })],
])('a batch call does not select all secrets: %s', (_, event) => {
  expect(BatchGetSecretValue!.matchesAll!(event)).toBe(false);
});
