import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../../src/model/errors.js';
import type { Signal } from '../../../src/model/signal.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import {
  applySuppressions,
  exclusionsOf,
  unusedWarnings,
} from '../../../src/rule/suppression/apply-suppressions.js';
import { parseSuppressions } from '../../../src/rule/suppression/parse-suppressions.js';
import type { Suppression } from '../../../src/rule/suppression/suppression.js';

const SIGNAL: Signal = {
  id: '0123456789abcdef',
  rule: { id: 'r', name: 'R' },
  status: 'medium',
  identity: {
    key: 'arn:aws:sts::111122223333:assumed-role/ci/run',
    arn: 'arn:aws:sts::111122223333:assumed-role/ci/run',
    type: 'AssumedRole',
    accountId: '111122223333',
  },
  start: '2026-03-01T12:00:00Z',
  end: '2026-03-01T12:05:00Z',
  observed: { retrievals: 20, failures: 0, distinctSecrets: 20, newSecrets: 3 },
  pValue: 1e-9,
  analyses: [{ kind: 'volume', windowSeconds: 1800, observed: 20, upperBound: 1, pValue: 1e-9 }],
  estimated: false,
  suppressed: null,
  evidence: {
    secrets: ['eu-west-1:111122223333:db/prod'],
    newSecrets: [],
    newOrigins: ['203.0.113.0/24|aws-cli'],
    accounts: ['111122223333', '444455556666'],
    regions: ['eu-west-1'],
  },
  classification: { tactic: 'TA0006', technique: 'T1555' },
};
const START = Date.parse(SIGNAL.start);

const suppression = (more: Record<string, unknown>): Record<string, unknown> => ({
  name: 'CI',
  enabled: true,
  rule_query: 'type:log_detection source:cloudtrail',
  suppression_query: '@usr.name:ci',
  ...more,
});
const parse = (value: unknown): Suppression[] => parseSuppressions(JSON.stringify(value), 'my.json');

function suppressedBy(...all: Record<string, unknown>[]): string | undefined {
  return applySuppressions(parse(all), BUILT_IN_RULE, [SIGNAL], {}).signals[0]!.suppressed?.by;
}

describe('a file', () => {
  const attributes = suppression({
    data_exclusion_query: '@usr.name:x',
    description: null,
    start_date: 5,
    expiration_date: 9,
    tags: ['team:a'],
    version: 3,
  });
  const expected = {
    name: 'CI',
    enabled: true,
    ruleQuery: 'type:log_detection source:cloudtrail',
    suppressionQuery: '@usr.name:ci',
    dataExclusionQuery: '@usr.name:x',
    from: 5,
    to: 9,
  };

  test.each<[string, unknown]>([
    ['attributes', attributes],
    ['a list', [attributes]],
    ['what the API takes', { data: { type: 'suppressions', attributes } }],
    ['what the API gives for one', { data: { id: 'abc', type: 'suppressions', attributes } }],
    ['what the API gives for all', { data: [{ id: 'abc', type: 'suppressions', attributes }] }],
    ['a list of resources', [{ type: 'suppressions', attributes }]],
  ])('may be %s', (_, value) => {
    expect(parse(value)).toEqual([expected]);
  });

  test('may be empty, and begin with a byte order mark', () => {
    expect(parseSuppressions('\uFEFF[]', 'f')).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no object', [3], 'my.json:1: [0]: is 3; allowed: an object'],
    ['no name', suppression({ name: undefined }), 'my.json:1: name: missing; allowed: text'],
    ['enabled', suppression({ enabled: 'yes' }), 'my.json:1: enabled: is "yes"; allowed: true, false'],
    ['no rule query', suppression({ rule_query: null }), 'my.json:1: rule_query: is null; allowed: text'],
    [
      'a date as text',
      { data: { attributes: suppression({ start_date: '2026' }) } },
      'my.json:1: data.attributes.start_date: is "2026"; allowed: a whole number, at least 0',
    ],
    [
      'dates the wrong way round',
      suppression({ start_date: 9, expiration_date: 9 }),
      'my.json:1: expiration_date: is 9; allowed: later than start_date, 9',
    ],
    [
      'nothing to do',
      suppression({ suppression_query: '' }),
      'my.json:1: the suppression: has neither suppression_query nor data_exclusion_query; allowed: one of them, or both',
    ],
    [
      'a bad query',
      suppression({ suppression_query: '(a:b' }),
      "my.json:1: suppression_query: column 5: expected ')' to close the bracket",
    ],
    [
      'a bad rule query',
      suppression({ rule_query: '-' }),
      "my.json:1: rule_query: column 2: expected what '-' excludes right after it",
    ],
    [
      'an exclusion of what no event has',
      suppression({ data_exclusion_query: 'host:x' }),
      'my.json:1: data_exclusion_query: no CloudTrail event has the field "host"; ' +
        'allowed: @ and an attribute, source, service, account_id, aws_account, region',
    ],
    [
      'a name twice',
      [suppression({}), suppression({})],
      'my.json:1: [1].name: is "CI" again; allowed: a name of its own',
    ],
  ])('%s is refused', (_, value, message) => {
    const refused = (): unknown => parse(value);
    expect(refused).toThrow(TrailspikeError);
    expect(refused).toThrow(expect.objectContaining({ code: 'E_RULE', message }) as Error);
  });

  test('that asks a signal for what none has is told so', () => {
    expect(() => parse(suppression({ suppression_query: '@network.client.ip:203.0.113.7' }))).toThrow(
      /^my\.json:1: suppression_query: no signal has the field "@network\.client\.ip"; allowed: @userIdentity\.arn, /,
    );
  });

  test('tells every mistake on its line', () => {
    const text = JSON.stringify(
      [suppression({ name: 1 }), suppression({ enabled: 2, rule_query: '(' })],
      null,
      1,
    );
    expect(() => parseSuppressions(text, 'f')).toThrow(
      /^f:3: \[0\]\.name: .*; f:10: \[1\]\.enabled: .*; f:11: \[1\]\.rule_query: /,
    );
    expect(() => parseSuppressions('[{]', 'f')).toThrow('f:1:3: not JSON: expected a property name');
  });
});

describe('a suppression on the signal', () => {
  test.each<[string, boolean]>([
    ['@userIdentity.arn:*assumed-role/ci/*', true],
    ['@userIdentity.arn:*assumed-role/admin/*', false],
    ['@usr.name:ci', true],
    ['@usr.id:arn\\:aws\\:sts*', true],
    ['@userIdentity.type:AssumedRole account_id:444455556666', true],
    ['region:eu-west-1 -region:us-east-1', true],
    ['@observed.retrievals:<=20', true],
    ['@observed.newSecrets:>3', false],
    ['@analyses.kind:volume', true],
    ['@evidence.secrets:*db/prod', true],
    ['severity:medium', true],
    ['source:cloudtrail tactic:TA0006*', true],
    ['env:test', false],
    ['"assumed-role/ci"', true],
  ])('%s', (query, expected) => {
    expect(suppressedBy(suppression({ suppression_query: query }))).toBe(expected ? 'CI' : undefined);
  });

  test.each<[string, boolean]>([
    ['', true],
    ['type:log_detection source:cloudtrail', true],
    ['severity:medium name:Anomalous*', true],
    ['severity:low', false],
    ['security:attack', true],
    ['type:workload_security', false],
  ])('is for rules of %s', (rule_query, expected) => {
    expect(suppressedBy(suppression({ rule_query }))).toBe(expected ? 'CI' : undefined);
  });

  test('holds in its own time, as the signal has it, and when it is enabled', () => {
    expect(suppressedBy(suppression({ start_date: START }))).toBe('CI');
    expect(suppressedBy(suppression({ start_date: START + 1 }))).toBeUndefined();
    expect(suppressedBy(suppression({ expiration_date: START + 1 }))).toBe('CI');
    expect(suppressedBy(suppression({ expiration_date: START }))).toBeUndefined();
    expect(suppressedBy(suppression({ enabled: false }))).toBeUndefined();
  });

  test('is named on the signal, the first of several, and all that match have been of use', () => {
    const all = parse([
      suppression({ name: 'none', suppression_query: '@usr.name:nobody' }),
      suppression({ name: 'one' }),
      suppression({ name: 'two', rule_query: '*' }),
      suppression({ name: 'other rule', rule_query: 'name:x' }),
      suppression({ name: 'off', enabled: false }),
    ]);
    const { signals, uses } = applySuppressions(all, BUILT_IN_RULE, [SIGNAL], {});
    expect(signals).toEqual([{ ...SIGNAL, suppressed: { by: 'one' } }]);
    expect(uses.map(({ name, suppressedSignals }) => [name, suppressedSignals])).toEqual([
      ['none', 0],
      ['one', 1],
      ['two', 1],
      ['other rule', 0],
      ['off', 0],
    ]);
    expect(unusedWarnings(uses)).toEqual([
      'the suppression "none" matched nothing, or only events that one before it had left out.',
      'the suppression "other rule" matched nothing: its rule_query does not match the rule.',
    ]);
  });
});

describe('an exclusion', () => {
  const exclusion = (more: Record<string, unknown>): Record<string, unknown> =>
    suppression({
      suppression_query: null,
      data_exclusion_query: 'source:cloudtrail  AND @usr.name:ci',
      ...more,
    });

  test('is what enabled suppressions of this rule leave out, with their times', () => {
    const all = parse([
      exclusion({ start_date: 5, expiration_date: 7 }),
      exclusion({ name: 'off', enabled: false }),
      exclusion({ name: 'other', rule_query: 'name:x' }),
      suppression({ name: 'on signals' }),
    ]);
    expect(exclusionsOf(all, BUILT_IN_RULE)).toEqual([
      { name: 'CI', query: 'source:cloudtrail @usr.name:ci', from: 5, to: 7 },
    ]);
  });

  test('is of use when events were left out by it', () => {
    const { uses } = applySuppressions(parse(exclusion({})), BUILT_IN_RULE, [], { 'excluded by CI': 4 });
    expect(uses).toMatchObject([{ excludedEvents: 4, suppressedSignals: 0 }]);
    expect(unusedWarnings(uses)).toEqual([]);
  });
});
