import { expect, test } from 'vitest';
import { isMatchAllFilter } from '../../../src/decode/cloudtrail/match-all-filter.js';

const batch = (requestParameters: unknown, changes: object = {}): unknown => ({
  eventName: 'BatchGetSecretValue',
  eventSource: 'secretsmanager.amazonaws.com',
  requestParameters,
  ...changes,
});
const filters = (...all: unknown[]): unknown => batch({ filters: all });

test.each([
  ['a tag that nobody has', filters({ key: 'tag-key', values: ['!a'] })],
  ['several of them', filters({ key: 'tag-key', values: ['!a', '!b'] }, { key: 'tag-key', values: ['!c'] })],
  ['a name that nobody has', filters({ key: 'name', values: ['!x/'] })],
  ['a prefix that every name has', filters({ key: 'name', values: [''] })],
  ['a filter without values', filters({ key: 'name' })],
  ['no filter in the list', filters()],
  ['an empty list of ids beside it', batch({ filters: [], secretIdList: [] })],
  ['a failed call', batch({ filters: [] }, { errorCode: 'AccessDenied' })],
])('selects everything: %s', (_, record) => {
  expect(isMatchAllFilter(record)).toBe(true);
});

test.each([
  ['a tag', filters({ key: 'tag-key', values: ['team'] })],
  ['one value of several', filters({ key: 'tag-key', values: ['!a', 'team'] })],
  ['one filter of several', filters({ key: 'tag-key', values: ['!a'] }, { key: 'name', values: ['db/'] })],
  ['ids beside the filters', batch({ filters: [], secretIdList: ['a'] })],
  ['ids alone', batch({ secretIdList: ['a'] })],
  ['unknown parameters, as of a denied call', batch(null)],
  ['filters that are no list', batch({ filters: {} })],
  ['values that are no texts', filters({ key: 'name', values: [7] })],
  ['values that are no list', filters({ key: 'name', values: '!a' })],
  ['another call', batch({ filters: [] }, { eventName: 'ListSecrets' })],
  ['another service', batch({ filters: [] }, { eventSource: 'ssm.amazonaws.com' })],
  ['no record', null],
])('does not: %s', (_, record) => {
  expect(isMatchAllFilter(record)).toBe(false);
});
