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
  reasons: [],
  identities: [],
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
    strangeNetworks: [],
    accounts: ['111122223333', '444455556666'],
    regions: ['eu-west-1'],
  },
  classification: { tactic: 'TA0006', technique: 'T1555' },
  message: '',
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

describe('a suppressions file', () => {
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
    ['the attributes of one suppression', attributes],
    ['a list of attributes', [attributes]],
    ['the request of the API', { data: { type: 'suppressions', attributes } }],
    [
      'the response of the API for one suppression',
      { data: { id: 'abc', type: 'suppressions', attributes } },
    ],
    [
      'the response of the API for all suppressions',
      { data: [{ id: 'abc', type: 'suppressions', attributes }] },
    ],
    ['a list of resources', [{ type: 'suppressions', attributes }]],
  ])('can contain %s', (_, value) => {
    expect(parse(value)).toEqual([expected]);
  });

  test('can contain an empty list, and start with a byte order mark', () => {
    expect(parseSuppressions('\uFEFF[]', 'f')).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['not an object', [3], 'my.json:1: [0]: is 3; allowed: an object'],
    ['no name', suppression({ name: undefined }), 'my.json:1: name: missing; allowed: a string'],
    ['enabled', suppression({ enabled: 'yes' }), 'my.json:1: enabled: is "yes"; allowed: true, false'],
    ['no rule query', suppression({ rule_query: null }), 'my.json:1: rule_query: is null; allowed: a string'],
    [
      'a date as text',
      { data: { attributes: suppression({ start_date: '2026' }) } },
      'my.json:1: data.attributes.start_date: is "2026"; allowed: a whole number, at least 0',
    ],
    [
      'an expiration date that is not after the start date',
      suppression({ start_date: 9, expiration_date: 9 }),
      'my.json:1: expiration_date: is 9; allowed: later than start_date, 9',
    ],
    [
      'neither query',
      suppression({ suppression_query: '' }),
      'my.json:1: the suppression: has neither suppression_query nor data_exclusion_query; allowed: one of them or both',
    ],
    [
      'a bad query',
      suppression({ suppression_query: '(a:b' }),
      "my.json:1: suppression_query: column 5: expected ')' to close the bracket",
    ],
    [
      'a bad rule query',
      suppression({ rule_query: '-' }),
      "my.json:1: rule_query: column 2: expected the excluded term directly after '-'",
    ],
    [
      'an unknown field in an exclusion',
      suppression({ data_exclusion_query: 'host:x' }),
      'my.json:1: data_exclusion_query: no CloudTrail event has the field "host"; ' +
        "allowed: @FIELD of CloudTrail's record (such as @awsRegion), a name of Datadog's (such as @evt.name), " +
        'source, service, account_id, aws_account, region, status',
    ],
    [
      'the same name twice',
      [suppression({}), suppression({})],
      'my.json:1: [1].name: is "CI", as in an earlier suppression; allowed: a unique name',
    ],
  ])('%s is rejected', (_, value, message) => {
    const read = (): unknown => parse(value);
    expect(read).toThrow(TrailspikeError);
    expect(read).toThrow(expect.objectContaining({ code: 'E_RULE', message }) as Error);
  });

  test('with an unknown field in a signal query is rejected', () => {
    expect(() => parse(suppression({ suppression_query: '@network.client.ip:203.0.113.7' }))).toThrow(
      /^my\.json:1: suppression_query: no signal has the field "@network\.client\.ip"; allowed: @userIdentity\.arn, /,
    );
  });

  test.each([
    [
      'suppression_query',
      '@userIdentity.arm:x',
      'no signal has the field "@userIdentity.arm"; did you mean "@userIdentity.arn"?',
    ],
    ['suppression_query', 'staus:low', 'no signal has the field "staus"; did you mean "status"?'],
    ['rule_query', 'ruelId:x', 'no rule has the field "ruelId"; did you mean "ruleId"?'],
    [
      'rule_query',
      '@userIdentity.arn:x',
      'no rule has the field "@userIdentity.arn"; allowed: type, source, id, ',
    ],
    [
      'suppression_query',
      '-@network.client.geoip.country.iso_code:DE',
      'not supported: the field "@network.client.geoip.country.iso_code" needs data that no CloudTrail record has',
    ],
  ])('whose %s asks for a field that there is not is rejected by name: %s', (key, query, message) => {
    expect(() => parse(suppression({ [key]: query }))).toThrow(`my.json:1: ${key}: ${message}`);
  });

  test('is rejected with all issues and their lines', () => {
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

describe('a suppression of signals', () => {
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
    ['status:Medium', true],
    ['status:low', false],
    ['env:staging status:medium', false],
    [`ruleId:(def-000-zt4 OR ${BUILT_IN_RULE.id})`, true],
    ['@workflow.rule.id:def-000-zt4', false],
    ['@userIdentity.session_name:run @userIdentity.assumed_role:ci', true],
    ['@usr.account_id:111122223333', true],
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
    ['status:medium', true],
    [`ruleId:(def-000-mfm OR ${BUILT_IN_RULE.id})`, true],
    [`type:log_detection ruleId:${BUILT_IN_RULE.id}`, true],
    ['ruleId:def-000-mfm', false],
    [`@workflow.rule.id:${BUILT_IN_RULE.id} @workflow.rule.type:log_detection`, true],
    ['security:attack', true],
    ['type:workload_security', false],
  ])('with the rule query "%s"', (rule_query, expected) => {
    expect(suppressedBy(suppression({ rule_query }))).toBe(expected ? 'CI' : undefined);
  });

  test('applies only if it is enabled and the signal starts within its time range', () => {
    expect(suppressedBy(suppression({ start_date: START }))).toBe('CI');
    expect(suppressedBy(suppression({ start_date: START + 1 }))).toBeUndefined();
    expect(suppressedBy(suppression({ expiration_date: START + 1 }))).toBe('CI');
    expect(suppressedBy(suppression({ expiration_date: START }))).toBeUndefined();
    expect(suppressedBy(suppression({ enabled: false }))).toBeUndefined();
  });

  test('is named in the signal if it is the first that matches; all that match are counted', () => {
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
      'the suppression "none" matched nothing, or only events that an earlier suppression had already excluded.',
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

  test('comes from each enabled suppression of this rule, with its time range', () => {
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

  test('is counted as used if it excluded events', () => {
    const { uses } = applySuppressions(parse(exclusion({})), BUILT_IN_RULE, [], { 'excluded by CI': 4 });
    expect(uses).toMatchObject([{ excludedEvents: 4, suppressedSignals: 0 }]);
    expect(unusedWarnings(uses)).toEqual([]);
  });
});
