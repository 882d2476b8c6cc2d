import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ApiEvent, parseEvent } from '../../src/decode/cloudtrail/api-event.js';
import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { familyCalls } from '../../src/families/registry.js';
import type { ContextEvent, Retrieval } from '../../src/model/retrieval.js';
import { CallMatcher } from '../../src/rule/call-matcher.js';
import type { EventSelection, Exclusion } from '../../src/rule/event-selection.js';
import { eventAttributes } from '../../src/rule/query/event-attributes.js';
import { literalValues } from '../../src/rule/query/fields-of.js';
import { matches } from '../../src/rule/query/matches.js';
import { parseQuery } from '../../src/rule/query/parse-query.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import { selectionOf } from '../../src/rule/select-events.js';
import { decodeAll, type DecodeSettings, EVERYTHING } from '../decode/decode-all.js';
import { documents } from '../decode/documents.js';
import { ruleWith } from './rule-with.js';
import { runs, seen } from '../support/thorough.js';

const ARN = 'arn:aws:iam::111122223333:user/a';

function record(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventID: id,
    eventName: 'GetParameter',
    eventSource: 'ssm.amazonaws.com',
    eventTime: '2026-03-01T12:00:05Z',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'IAMUser', arn: ARN, accountId: '111122223333', userName: 'a' },
    requestParameters: { name: `/db/${id}` },
    sourceIPAddress: '203.0.113.9',
    recipientAccountId: '111122223333',
    ...more,
  };
}

function eventsOf(query: Parameters<typeof ruleWith>[0]['query']): EventSelection {
  return resolveRule(ruleWith({ query: query! }), 'f').events;
}

function decode(
  records: readonly object[],
  query: Parameters<typeof ruleWith>[0]['query'],
  exclusions: readonly Exclusion[] = [],
): { retrievals: readonly Retrieval[]; dropped: object; matched: number } {
  const { retrievals, dropped, matched } = decodeAll(Buffer.from(JSON.stringify({ Records: records })), {
    selection: selectionOf(eventsOf(query), exclusions),
  });
  return { retrievals, dropped, matched };
}

const ids = (retrievals: readonly Retrieval[]): string[] => retrievals.map(({ eventKey }) => eventKey);

describe('the built-in query', () => {
  test('gives the same retrievals as the built-in rule for every document', () => {
    const { distinctFields, failedCalls, exceptInvokedBy } = BUILT_IN_RULE.events;
    const selection = selectionOf({ ...eventsOf({ distinctFields }), failedCalls, exceptInvokedBy }, []);
    fc.assert(
      fc.property(documents, ({ bytes }) => {
        expect(decodeAll(bytes, { selection })).toEqual(decodeAll(bytes));
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('any query', () => {
  const queries = fc.constantFrom(
    '@evt.name:GetSecretValue region:us-east-1',
    '@eventSource:kms.amazonaws.com',
    '@evt.name:(Decrypt OR Put*)',
    '-@evt.name:GetSecretValue',
    '@userIdentity.arn:*',
    'error',
    '*',
  );

  test('selects the same events with needles as without needles', () => {
    let found = 0;
    fc.assert(
      fc.property(documents, queries, ({ bytes }, query) => {
        const fast = selectionOf(eventsOf({ query }), []);
        const parsed = parseQuery(query);
        const named = query.startsWith('@evt.name:GetSecretValue');
        const all = { ...fast, findMatches: null };
        const direct = {
          ...all,
          fields: null,
          kindOf: (event: ApiEvent) => {
            // A query with the full name of a call of a family means the service of that family.
            if (named && event.eventSource !== 'secretsmanager.amazonaws.com') return undefined;
            return matches(parsed, eventAttributes(event)) ? ('get' as const) : undefined;
          },
        };
        const { retrievals, contextEvents, context } = decodeAll(bytes, { selection: fast });
        expect(decodeAll(bytes, { selection: all })).toMatchObject({ retrievals, contextEvents, context });
        expect(retrievals.filter(({ kind }) => kind === 'get')).toEqual(
          decodeAll(bytes, { selection: direct }).retrievals,
        );
        found += retrievals.length;
      }),
      { numRuns: runs(300) },
    );
    expect(found).toBeGreaterThan(seen(100));
  });

  test('finds a name with JSON escapes for letters and for punctuation', () => {
    const selection = selectionOf(eventsOf({ query: '@eventSource:ssm.amazonaws.com' }), []);
    const text = JSON.stringify(record('1')).replace('ssm.amazonaws.com', 'ssm\\u002eamazonaws.c\\u006fm');
    expect(decodeAll(Buffer.from(text), { selection }).retrievals).toHaveLength(1);
    const name = selectionOf(eventsOf({ query: '@evt.name:GetParameter*' }), []);
    const hidden = JSON.stringify(record('1')).replace('GetParameter', 'G\\u0065tParameters');
    expect(decodeAll(Buffer.from(hidden), { selection: name }).retrievals).toHaveLength(1);
    expect(EVERYTHING.limits).toBe(DEFAULT_LIMITS);
  });
});

test('counts the events of any service that match, and no others', () => {
  const records = [
    record('1'),
    record('2', { eventName: 'GetParametersByPath' }),
    record('3', { eventName: 'PutParameter' }),
    record('4', { eventSource: 'other.amazonaws.com' }),
    record('5', { errorCode: 'AccessDenied' }),
  ];
  const { retrievals, matched } = decode(records, {
    query: '@eventSource:ssm.amazonaws.com @evt.name:GetParameter*',
  });
  expect(ids(retrievals)).toEqual(['1', '2', '5']);
  expect(matched).toBe(3);
  expect(retrievals.map(({ items }) => items)).toEqual([
    ['us-east-1:111122223333:db/1'],
    [],
    ['us-east-1:111122223333:db/5'],
  ]);
});

describe('failed calls', () => {
  const denied = record('1', { errorCode: 'AccessDenied' });
  const nobody = record('2', { errorMessage: 'Failed authentication' });
  const fine = record('3');
  const failures = (
    query: string,
    failedCalls: EventSelection['failedCalls'],
    records: readonly object[] = [denied, nobody, fine],
  ): (readonly [id: string, failed: boolean])[] => {
    const selection = selectionOf({ ...eventsOf({ query }), failedCalls }, []);
    const { retrievals } = decodeAll(Buffer.from(JSON.stringify({ Records: records })), { selection });
    return retrievals.map(({ eventKey, failed }) => [eventKey, failed]);
  };

  test('count like others, unless the query leaves them out', () => {
    expect(failures('service:ssm', 'counted')).toEqual([
      ['1', false],
      ['2', false],
      ['3', false],
    ]);
    for (const query of [
      '-status:error',
      '-@level:Error',
      '@evt.outcome:success',
      '-@error.message:* -@error.kind:*',
    ])
      expect(failures(`service:ssm ${query}`, 'counted')).toEqual([['3', false]]);
    expect(failures('service:ssm status:error', 'counted')).toEqual([
      ['1', false],
      ['2', false],
    ]);
  });

  test('count apart where the rule says so and its query does not ask for errors', () => {
    for (const query of ['service:ssm', 'service:ssm -@error.kind:Throttling'])
      expect(failures(query, 'apart')).toEqual([
        ['1', true],
        ['2', true],
        ['3', false],
      ]);
    for (const query of ['@error.kind:AccessDenied', 'service:ssm status:error'])
      expect(failures(query, 'apart')[0]).toEqual(['1', false]);
  });

  test('of batch calls take nothing, so they never count as retrievals', () => {
    const batch = record('b', {
      eventName: 'BatchGetSecretValue',
      eventSource: 'secretsmanager.amazonaws.com',
      errorCode: 'AccessDenied',
      requestParameters: { filters: [] },
    });
    expect(failures('@evt.name:GetSecretValue', 'counted', [batch])).toEqual([['b', true]]);
    expect(failures('@evt.name:BatchGetSecretValue', 'counted', [batch])).toEqual([['b', false]]);
  });
});

describe("calls that AWS services make on a principal's behalf", () => {
  const by = (id: string, invokedBy: string, more: object = {}): object =>
    record(id, {
      eventName: 'GetSecretValue',
      eventSource: 'secretsmanager.amazonaws.com',
      requestParameters: { secretId: 'a', name: 'a' },
      userIdentity: { type: 'IAMUser', arn: ARN, accountId: '111122223333', invokedBy },
      ...more,
    });
  const records = [
    by('1', 'rds.amazonaws.com'),
    by('2', 'lambda.amazonaws.com'),
    by('3', 'rds.amazonaws.com', { eventName: 'CreateSecret' }),
  ];
  const bytes = Buffer.from(JSON.stringify({ Records: records }));

  test('are dropped and counted where the rule names the service, but not as context', () => {
    const { retrievals, dropped, matched, contextEvents } = decodeAll(bytes);
    expect(ids(retrievals)).toEqual(['2']);
    expect(matched).toBe(2);
    expect(dropped).toEqual({ invokedByService: 1 });
    expect(contextEvents).toMatchObject([{ items: ['us-east-1:111122223333:a'] }]);
  });

  test('count for any other rule', () => {
    expect(ids(decode(records, { query: '@evt.name:GetSecretValue' }).retrievals)).toEqual(['1', '2']);
  });
});

describe('distinct values', () => {
  const distinct = (more: Record<string, unknown>, distinctFields: string[]): readonly string[] =>
    decode([record('1', more)], { query: 'service:ssm', aggregation: 'cardinality', distinctFields })
      .retrievals[0]!.items;

  test.each<[Record<string, unknown>, string[], readonly string[]]>([
    [{}, ['@requestParameters.name'], ['us-east-1:111122223333:db/1']],
    [{}, ['@eventName'], ['GetParameter']],
    [{ requestParameters: { tags: ['b', 'a', 'b', 1] } }, ['@requestParameters.tags'], ['b', 'a', '1']],
    [
      { requestParameters: { tags: ['b', 'a'] } },
      ['@requestParameters.tags', '@awsRegion'],
      ['b, us-east-1', 'a, us-east-1'],
    ],
    [{ requestParameters: { names: ['b', 'a', 'b'] } }, ['@requestParameters.names'], ['b', 'a']],
    [
      { eventName: 'GetParameters', requestParameters: { names: ['/b', 'a', 'b'] } },
      ['@requestParameters.names'],
      ['us-east-1:111122223333:b', 'us-east-1:111122223333:a'],
    ],
    [{}, ['@requestParameters.name', '@awsRegion'], ['/db/1, us-east-1']],
    [{ requestParameters: { name: 'a, b' } }, ['@requestParameters.name', '@requestID'], ['a\\, b, N/A']],
    [{ requestParameters: null }, ['@requestParameters.name'], []],
  ])('%j by %j', (more, fields, expected) => {
    expect(distinct(more, fields)).toEqual(expected);
  });

  test('of a retrieval are its secrets, named by field or by default', () => {
    const retrieval = record('1', {
      eventName: 'GetSecretValue',
      eventSource: 'secretsmanager.amazonaws.com',
      requestParameters: { secretId: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:x-AbCdEf' },
    });
    for (const distinctFields of [[], ['@requestParameters.secretId']]) {
      const query = { query: 'service:secretsmanager @evt.name:GetSecretValue', distinctFields };
      expect(decode([retrieval], query).retrievals[0]!.items).toEqual(['us-east-1:111122223333:x']);
    }
  });
});

describe('identities', () => {
  const grouped = (
    more: Record<string, unknown>,
    groupByFields: string[],
    hasOptionalGroupByFields = false,
  ): { keys: string[]; dropped: object } => {
    const { retrievals, dropped } = decode([record('1', more)], {
      query: 'service:ssm',
      groupByFields,
      hasOptionalGroupByFields,
    });
    return { keys: retrievals.map(({ identity }) => identity.key), dropped };
  };

  test.each<[Record<string, unknown>, string[], string]>([
    [{}, ['@userIdentity.arn'], ARN],
    [{}, ['@usr.name'], 'a'],
    [{}, ['@usr.name', 'region'], 'a, us-east-1'],
    [{ awsRegion: 'x, y' }, ['@usr.name', 'region'], 'a, x\\, y'],
    [{}, ['@userIdentity.arn', 'account_id'], `${ARN}, 111122223333`],
    [{}, [], '*'],
    [{ userIdentity: { arn: 'arn:aws:sts::1:assumed-role/r/s' } }, ['@userIdentity.session_name'], 's'],
  ])('%j by %j', (more, fields, key) => {
    expect(grouped(more, fields)).toEqual({ keys: [key], dropped: {} });
  });

  test('of a list are several: the event counts for each of its values', () => {
    const names = {
      requestParameters: { names: ['b', 'a', 'b'] },
      resources: [{ type: 'x' }, { type: 'y' }],
    };
    expect(grouped(names, ['@requestParameters.names'])).toEqual({ keys: ['b', 'a'], dropped: {} });
    expect(grouped(names, ['@requestParameters.names', '@resources.type'])).toEqual({
      keys: ['b, x', 'b, y', 'a, x', 'a, y'],
      dropped: {},
    });
    expect(grouped(names, ['@userIdentity.arn', '@requestParameters.names']).keys).toEqual([
      `${ARN}, b`,
      `${ARN}, a`,
    ]);
  });

  test('without a value: the event is dropped and counted, or the value is N/A', () => {
    expect(grouped({}, ['@error.kind', 'region'])).toEqual({ keys: [], dropped: { noGroupValue: 1 } });
    expect(grouped({}, ['@error.kind', 'region'], true)).toEqual({ keys: ['N/A, us-east-1'], dropped: {} });
  });
});

describe('a batch call', () => {
  const batch = record('b', {
    eventName: 'BatchGetSecretValue',
    eventSource: 'secretsmanager.amazonaws.com',
    requestParameters: { secretIdList: ['x', 'y'] },
  });
  test.each<[string, string | undefined]>([
    ['source:cloudtrail @evt.name:GetSecretValue', 'batch'],
    ['@evt.name:GetSecretValue region:us-east-1', 'batch'],
    ['@evt.name:GetSecretValue region:eu-west-1', undefined],
    ['@evt.name:BatchGetSecretValue', 'get'],
    ['service:secretsmanager -@evt.name:BatchGetSecretValue', undefined],
    ['@evt.name:ListSecrets', undefined],
  ])('for the query %s counts as %s', (query, kind) => {
    expect(decode([batch], { query }).retrievals.map((one) => one.kind)).toEqual(
      kind === undefined ? [] : [kind],
    );
  });
});

describe('context', () => {
  const secrets = (id: string, eventName: string, requestParameters: unknown, more: object = {}): object =>
    record(id, { eventName, eventSource: 'secretsmanager.amazonaws.com', requestParameters, ...more });
  const creation = secrets('1', 'CreateSecret', { name: 'a' });
  const contextOf = (
    records: readonly object[],
    query: string,
    exclusions: readonly Exclusion[] = [],
    more: Partial<DecodeSettings> = {},
  ): { contextEvents: readonly ContextEvent[]; context: number; matched: number; dropped: object } =>
    decodeAll(Buffer.from(JSON.stringify({ Records: records })), {
      ...more,
      selection: selectionOf(eventsOf({ query }), exclusions),
    });

  test.each([
    ['source:cloudtrail @evt.name:GetSecretValue', 1],
    ['@evt.name:(GetSecretValue OR GetParameter)', 1],
    ['service:secretsmanager @evt.name:Get*', 1],
    // What others did explains a retrieval, whatever the rule says of who retrieves, and where.
    ['@evt.name:GetSecretValue region:eu-west-1 -@usr.name:a', 1],
    ['@evt.name:GetParameter', 0],
    ['@evt.name:BatchGetSecretValue', 0],
    ['@evt.name:DescribeSecret', 0],
  ])('for the query %s there are %d events of secrets', (query, count) => {
    expect(contextOf([creation], query)).toMatchObject({ context: count, matched: 0, dropped: {} });
    expect(contextOf([creation], query).contextEvents).toHaveLength(count);
  });

  test('that the query matches counts, and is no context', () => {
    const described = secrets('1', 'DescribeSecret', { secretId: 'a' });
    const { retrievals, matched } = decode([described, creation], { query: '@evt.name:DescribeSecret' });
    expect(ids(retrievals)).toEqual(['1']);
    expect(matched).toBe(1);
    expect(contextOf([described], 'service:secretsmanager')).toMatchObject({ context: 0, matched: 1 });
  });

  test('does not keep a rule from counting events with the same name of other services', () => {
    const query = '@evt.name:(TagResource OR PutResourcePolicy)';
    const records = ['kms', 'secretsmanager', 'dynamodb'].map((service, n) =>
      record(`${n}`, { eventName: 'TagResource', eventSource: `${service}.amazonaws.com` }),
    );
    expect(ids(decode(records, { query }).retrievals)).toEqual(['0', '1', '2']);
    const policy = record('3', { eventName: 'PutResourcePolicy', eventSource: 'logs.amazonaws.com' });
    expect(ids(decode([policy], { query }).retrievals)).toEqual(['3']);
    // A retrieval means the service of its family.
    const other = record('4', { eventName: 'GetSecretValue' });
    expect(decode([other], { query: '@evt.name:(GetSecretValue OR TagResource)' }).matched).toBe(0);
  });

  const ARN_OF_A = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf';
  const toRegions = { addReplicaRegions: [{ region: 'eu-west-1' }, { region: 'eu-west-2' }] };
  test.each([
    ['CreateSecret', { name: 'a', ...toRegions }, ['us-east-1', 'eu-west-1', 'eu-west-2']],
    ['ReplicateSecretToRegions', { secretId: 'a', ...toRegions }, ['eu-west-1', 'eu-west-2']],
    ['ReplicateSecretToRegions', { secretId: ARN_OF_A, ...toRegions }, ['eu-west-1', 'eu-west-2']],
    [
      'RemoveRegionsFromReplication',
      { secretId: ARN_OF_A, removeReplicaRegions: ['eu-west-1'] },
      ['eu-west-1'],
    ],
    ['ReplicateSecretToRegions', { secretId: ARN_OF_A }, []],
    ['DeleteSecret', { secretId: ARN_OF_A }, ['us-east-1']],
  ])('%s of %j is about the item in %j', (eventName, parameters, regions) => {
    const { contextEvents } = contextOf([secrets('1', eventName, parameters)], '@evt.name:GetSecretValue');
    expect(contextEvents.map(({ items }) => items)).toEqual([
      regions.map((region) => `${region}:111122223333:a`),
    ]);
  });

  test.each([
    [{ name: '/p' }, 'creation'],
    [{ name: '/p', overwrite: false }, 'creation'],
    [{ name: '/p', overwrite: true }, 'write'],
  ])('PutParameter of %j is a %s', (requestParameters, kind) => {
    const put = record('1', { eventName: 'PutParameter', requestParameters });
    expect(contextOf([put], '@evt.name:GetParameter').contextEvents).toMatchObject([
      { context: kind, items: ['us-east-1:111122223333:p'] },
    ]);
  });

  test('is dropped like retrievals by accounts, regions and exclusions, but not counted as dropped', () => {
    const query = '@evt.name:GetSecretValue';
    const none = { contextEvents: [], context: 1, matched: 0, dropped: {} };
    expect(contextOf([creation], query, [{ name: 'x', query: '@usr.name:a' }])).toMatchObject(none);
    expect(contextOf([creation], query, [], { regions: ['eu-west-1'] })).toMatchObject(none);
    expect(contextOf([creation], query, [], { accounts: ['444455556666'] })).toMatchObject(none);
  });
});

test('an exclusion drops the events that it matches within its time range', () => {
  const at = (id: string, eventTime: string): object => record(id, { eventTime });
  const records = [
    at('1', '2026-03-01T11:59:59Z'),
    at('2', '2026-03-01T12:00:00Z'),
    at('3', '2026-03-01T13:00:00Z'),
  ];
  const [from, to] = [Date.parse('2026-03-01T12:00:00Z'), Date.parse('2026-03-01T13:00:00Z')];
  const exclusion = { name: 'CI', query: '@usr.name:a', from, to };
  const { retrievals, dropped, matched } = decode(records, { query: 'service:ssm' }, [
    { name: 'other', query: '@usr.name:b' },
    exclusion,
  ]);
  expect(ids(retrievals)).toEqual(['1', '3']);
  expect(dropped).toEqual({ 'excluded by CI': 1 });
  expect(matched).toBe(3);
});

describe('needles', () => {
  const needles = (query: string): readonly string[] | undefined =>
    selectionOf(eventsOf({ query }), []).findMatches?.needles;
  test.each<[string, string[] | undefined]>([
    ['@evt.name:GetSecretValue', ['secretsmanager.amazonaws.com']],
    ['@eventSource:secretsmanager.amazonaws.com @evt.name:GetSecretValue', ['secretsmanager.amazonaws.com']],
    ['@evt.name:(GetSecretValue OR GetParameters)', ['secretsmanager.amazonaws.com', 'ssm.amazonaws.com']],
    // A service is the beginning of a source, whatever follows; the name of any other call may count.
    ['service:secretsmanager @evt.name:GetSecretValue', ['GetSecretValue', 'secretsmanager.amazonaws.com']],
    [
      '@evt.name:(GetSecretValue OR ListBuckets)',
      ['GetSecretValue', 'ListBuckets', 'secretsmanager.amazonaws.com'],
    ],
    ['@evt.name:GetSecretVal*', ['GetSecretVal', 'secretsmanager.amazonaws.com']],
    ['@eventSource:secretsmanager.amazonaws.com', ['secretsmanager.amazonaws.com']],
    ['service:secretsmanager', ['secretsmanager']],
    ['@evt.name:ListBuckets', ['ListBuckets']],
    ['@evt.name:BatchGetSecretValue', ['BatchGetSecretValue']],
    ['-@evt.name:GetSecretValue', undefined],
  ])('of the query %s are %j', (query, expected) => {
    expect(needles(query)).toEqual(expected);
  });

  const value = fc.constantFrom(
    '@evt.name:GetSecretValue',
    '@evt.name:BatchGetSecretValue',
    '@eventName:GetParameter',
    '@evt.name:PutSecretValue',
    '@evt.name:Decrypt',
    '@evt.name:Get*',
    '@evt.name:*',
    '@eventSource:secretsmanager.amazonaws.com',
    '@eventSource:kms.amazonaws.com',
    '@eventSource:*.amazonaws.com',
    'service:secretsmanager',
    'service:ssm',
    'region:us-east-1',
    '@error.kind:AccessDenied',
  );
  const { query } = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: value },
      { weight: 1, arbitrary: value.map((one) => `-${one}`) },
      { weight: 2, arbitrary: fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} ${b})`) },
      { weight: 2, arbitrary: fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`) },
    ),
  }));
  const call = fc.record({
    eventName: fc.constantFrom(
      'GetSecretValue',
      'BatchGetSecretValue',
      'PutSecretValue',
      'GetParameter',
      'GetObject',
      'Decrypt',
      '',
    ),
    eventSource: fc.constantFrom(
      'secretsmanager.amazonaws.com',
      'secretsmanager.example.com',
      'ssm.amazonaws.com',
      'kms.amazonaws.com',
      '',
    ),
    more: fc.constantFrom({}, { errorCode: 'AccessDenied' }, { awsRegion: 'eu-west-1' }),
  });

  test.each([
    [
      '@evt.name:(GetApiKey OR GetApiKeys) @eventSource:apigateway.amazonaws.com',
      'GetApiKeys',
      'apigateway.amazonaws.com',
    ],
    [
      '@evt.name:Delete* -@eventSource:s3.amazonaws.com @userIdentity.arn:*',
      'DeleteUser',
      'iam.amazonaws.com',
    ],
  ])('%s wants no calls of other names and sources', (text, eventName, eventSource) => {
    const { wants } = selectionOf(eventsOf({ query: text }), []);
    expect(wants(eventSource, eventName)).toBe(true);
    expect(wants(eventSource, 'DescribeInstances')).toBe(false);
    expect(wants('s3.amazonaws.com', eventName)).toBe(false);
    // A record whose name is no text is looked at.
    expect(wants('', '')).toBe(true);
  });

  test('find every event that counts or is context, and every such event is wanted', () => {
    let [found, alone] = [0, 0];
    fc.assert(
      fc.property(query, fc.array(call, { maxLength: 8 }), (text, calls) => {
        const selection = selectionOf(eventsOf({ query: text }), []);
        for (const { eventName, eventSource, more } of calls) {
          const one = record('1', { eventName, eventSource, ...more });
          const event = parseEvent(one);
          const kind = selection.kindOf(event);
          if (kind === undefined) continue;
          found++;
          expect(selection.wants(eventSource, eventName)).toBe(true);
          if (selection.findMatches === null) continue;
          alone++;
          expect(selection.findMatches(Buffer.from(JSON.stringify(one)))(0)).toBeLessThan(Infinity);
        }
      }),
      { numRuns: runs(1000) },
    );
    expect(Math.min(found, alone)).toBeGreaterThan(seen(300));
  });

  test('a query that names nothing but calls of families counts nothing else, as the query itself says', () => {
    let counted = 0;
    fc.assert(
      fc.property(query, fc.array(call, { maxLength: 8 }), (text, calls) => {
        const parsed = parseQuery(eventsOf({ query: text }).query);
        const matcher = new CallMatcher(parsed, familyCalls());
        if (!matcher.countsCallsOnly) return;
        counted++;
        const names = literalValues(parsed, ['@evt.name', '@eventName']);
        for (const { eventName, eventSource, more } of calls) {
          const event = parseEvent(record('1', { eventName, eventSource, ...more }));
          if (matcher.familyCallOf(event) !== undefined || names.includes(eventName)) continue;
          expect(matches(parsed, eventAttributes(event))).toBe(false);
        }
      }),
      { numRuns: runs(1000) },
    );
    expect(counted).toBeGreaterThan(seen(50));
  });
});
