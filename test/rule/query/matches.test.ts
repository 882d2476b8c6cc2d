import { parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventAttributes } from '../../../src/rule/query/event-attributes.js';
import { matches } from '../../../src/rule/query/matches.js';
import { parseQuery } from '../../../src/rule/query/parse-query.js';
import type { Query } from '../../../src/rule/query/query.js';
import { needlesOf } from '../../../src/rule/query/needles-of.js';
import { runs, seen } from '../../support/thorough.js';

const EVENT = {
  eventName: 'GetParametersByPath',
  eventSource: 'ssm.amazonaws.com',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.0 Python',
  errorCode: null,
  recipientAccountId: '111122223333',
  userIdentity: {
    arn: 'arn:aws:sts::111122223333:assumed-role/ci/run-1',
    principalId: 'AROAEXAMPLE:run-1',
    sessionContext: { sessionIssuer: { userName: 'ci' } },
  },
  requestParameters: { path: '/prod/db', maxResults: 10, withDecryption: true, names: ['a', 'b c'] },
  resources: [{ ARN: 'arn:one' }, { ARN: 'arn:two' }],
};

describe('an event', () => {
  test.each<[string, boolean]>([
    ['source:cloudtrail', true],
    ['source:guardduty', false],
    ['service:ssm', true],
    ['region:eu-west-1 account_id:111122223333', true],
    ['@evt.name:GetParametersByPath', true],
    ['@evt.name:getparametersbypath', false],
    ['@eventName:GetParameter*', true],
    ['@evt.name:GetParameter?ByPath', true],
    ['@evt.name:GetParameter??ByPath', false],
    ['@evt.name:"GetParameter*"', false],
    ['@evt.name:(Decrypt OR GetParameter*) -@userIdentity.arn:*assumed-role/admin*', true],
    ['@evt.name:GetParameter* -@userIdentity.arn:*assumed-role/ci/*', false],
    ['@userIdentity.arn:arn:aws:sts::111122223333:assumed-role/ci/run-1', true],
    ['@usr.name:ci', true],
    ['@usr.id:AROAEXAMPLE\\:run-1', true],
    ['@http.useragent:"aws-cli/2.0 Python"', true],
    ['@network.client.ip:CIDR(203.0.113.0/24)', true],
    ['@network.client.ip:CIDR(10.0.0.0/8, 2001:db8::/32)', false],
    ['@error.kind:*', false],
    ['-@error.kind:*', true],
    ['@requestParameters:*', true],
    ['@requestParameters.path:/prod/*', true],
    ['@requestParameters.withDecryption:true', true],
    ['@requestParameters.maxResults:10', true],
    ['@requestParameters.maxResults:>9', true],
    ['@requestParameters.maxResults:[1 TO 10}', false],
    ['@requestParameters.maxResults:[1 TO 10]', true],
    ['@requestParameters.path:>1', false],
    ['@awsRegion:[eu TO ev]', true],
    ['@requestParameters.names:"b c"', true],
    ['@resources.ARN:arn:two', true],
    ['PYTHON', true],
    ['pyth', false],
    ['pyth*', true],
    ['"cli/2.0 python"', true],
    ['*:prod', true],
    ['@__proto__.constructor:*', false],
    ['nothing:here', false],
    ['', true],
  ])('%s', (text, expected) => {
    expect(matches(parseQuery(text), eventAttributes(parseEvent(EVENT)))).toBe(expected);
  });
});

const value = fc.constantFrom<unknown>(
  'GetSecretValue',
  'GetParameter',
  'ab',
  'a/b"c',
  'Ünï',
  '12345',
  12345,
  true,
  null,
);
const events = fc.record(
  {
    eventName: fc.oneof(value, fc.string()),
    eventSource: fc.constantFrom('ssm.amazonaws.com', 'kms.amazonaws.com', 7),
    userIdentity: fc.record({ arn: value, userName: value }, { requiredKeys: [] }),
    requestParameters: fc.oneof(value, fc.record({ n: fc.oneof(value, fc.array(value)) })),
  },
  { requiredKeys: [] },
);
const terms = fc
  .tuple(
    fc.constantFrom(
      '@evt.name',
      '@eventSource',
      'service',
      '@usr.name',
      '@userIdentity.arn',
      '@requestParameters.n',
      'source',
    ),
    fc.constantFrom(
      'GetSecretValue',
      'Get*',
      '*Parameter',
      '*e?ret*',
      'ab',
      'a/b"c',
      'Ü*',
      '123*',
      'tru?',
      '*',
      'kms',
      'cloudtrail',
    ),
  )
  .map(([field, text]) => parseQuery(`${field}:${text.replaceAll('"', '\\"')}`));
const queries = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3 },
    terms,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), part: tie('query') }),
  ),
})).query;

/** An independent implementation of these queries with regular expressions. */
function oracle(query: Query, event: Record<string, unknown>): boolean {
  if (query.kind === 'and') return query.parts.every((part) => oracle(part, event));
  if (query.kind === 'or') return query.parts.some((part) => oracle(part, event));
  if (query.kind === 'not') return !oracle(query.part, event);
  if (query.kind !== 'term' && query.kind !== 'exists') throw new Error(query.kind);
  const identity = event['userIdentity'] as Record<string, unknown> | undefined;
  const parameters = event['requestParameters'] as { n?: unknown } | string | null | undefined;
  const found = new Map<string, unknown>([
    ['@evt.name', event['eventName']],
    ['@eventSource', event['eventSource']],
    [
      'service',
      typeof event['eventSource'] === 'string'
        ? /^[^.]*/.exec(event['eventSource'])![0]
        : event['eventSource'],
    ],
    ['@usr.name', identity?.['userName']],
    ['@userIdentity.arn', identity?.['arn']],
    ['@requestParameters.n', typeof parameters === 'object' ? parameters?.n : undefined],
    ['source', 'cloudtrail'],
  ]).get(query.field);
  const values = [found].flat().filter((one) => one !== null && one !== undefined);
  if (query.kind === 'exists') return values.length > 0;
  const source = query.pattern
    .map((piece) =>
      typeof piece === 'string' ? piece.replace(/[^\w]/g, '\\$&') : piece.wildcard === 'any' ? '[^]*' : '[^]',
    )
    .join('');
  return values.some((one) =>
    new RegExp(`^(?:${source})$`).test(typeof one === 'string' ? one : JSON.stringify(one)),
  );
}

test('matches the same events as regular expressions over the same fields', () => {
  let found = 0;
  fc.assert(
    fc.property(queries, events, (query, event) => {
      const expected = oracle(query, event);
      expect(matches(query, eventAttributes(parseEvent(event)))).toBe(expected);
      if (expected) found++;
    }),
    { numRuns: runs(3000) },
  );
  expect(found).toBeGreaterThan(seen(300));
});

test('every record that matches contains a needle', () => {
  let checked = 0;
  fc.assert(
    fc.property(fc.oneof(terms, queries), events, (query, event) => {
      const found = needlesOf(query);
      if (found.kind === 'all' || !matches(query, eventAttributes(parseEvent(event)))) return;
      checked++;
      const text = JSON.stringify(event);
      expect(found.needles.some((needle) => text.includes(needle))).toBe(true);
    }),
    { numRuns: runs(5000) },
  );
  expect(checked).toBeGreaterThan(seen(30));
});

describe('the needles of a query', () => {
  test.each<[string, readonly string[] | undefined]>([
    ['source:cloudtrail @evt.name:GetSecretValue', ['GetSecretValue']],
    ['@eventSource:ssm.amazonaws.com @evt.name:GetParameter*', ['GetParameter']],
    ['@evt.name:(GetParameter OR GetParameters OR Decrypt)', ['Decrypt', 'GetParameter']],
    ['@eventSource:kms.amazonaws.com', ['kms.amazonaws.com']],
    ['service:kms -@evt.name:Decrypt', ['kms']],
    ['@userIdentity.arn:*\\:user/*', [':user']],
    ['@evt.name:* @awsRegion:eu-west-1', ['eu-west-1']],
    ['@requestParameters.n:12345', undefined],
    ['@evt.name:Decrypt OR @error.kind:*', undefined],
    ['-@evt.name:Decrypt', undefined],
    ['decrypt', undefined],
    ['source:cloudtrail', undefined],
    ['', undefined],
  ])('%s', (text, needles) => {
    expect(needlesOf(parseQuery(text))).toEqual(
      needles === undefined ? { kind: 'all' } : { kind: 'anyOf', needles },
    );
  });
});

test('a pattern that is slow for backtracking regular expressions is fast', () => {
  const query = parseQuery(`@evt.name:${'a*'.repeat(200)}b`);
  expect(matches(query, eventAttributes(parseEvent({ eventName: 'a'.repeat(20_000) })))).toBe(false);
});
