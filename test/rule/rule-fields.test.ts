import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/rule/json-place.js';
import { checkRule, resolveRule } from '../../src/rule/parse-rule.js';
import type { Rule } from '../../src/rule/rule.js';
import { ruleWith } from './rule-with.js';

const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), 'utf8');
const DATADOG = fixture('datadog-rule.json');

type Path = readonly (string | number)[];
type Node = Record<string | number, unknown>;

/** The exported rule with the value at one place replaced, or taken away. */
function edited(path: Path, value: unknown): unknown {
  const rule = JSON.parse(DATADOG) as Node;
  const around = path.slice(0, -1).reduce<Node>((node, key) => node[key] as Node, rule);
  if (value === undefined) Reflect.deleteProperty(around, path.at(-1)!);
  else around[path.at(-1)!] = value;
  return rule;
}

const name = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);

const read = (rule: unknown): Rule => resolveRule(rule, 'f');

describe('a rule as Datadog’s API gives it, with every field that it may have', () => {
  test('means what its fields say', () => {
    expect(checkRule(DATADOG, 'datadog-rule.json')).toEqual({
      issues: [],
      rule: {
        id: 'abc-def-ghi',
        name: 'Anomalous number of secrets retrieved from AWS Secrets Manager',
        message: expect.stringContaining('## Goal') as string,
        tags: expect.arrayContaining(['source:cloudtrail']) as string[],
        events: {
          query: 'source:cloudtrail @evt.name:GetSecretValue -@error.kind:* -@userIdentity.arn:*deploy*',
          distinctFields: ['@requestParameters.secretId'],
          groupByFields: ['@userIdentity.arn'],
          hasOptionalGroupByFields: false,
        },
        aggregation: 'cardinality',
        bucketDuration: 600,
        learningDuration: 604_800,
        detectionTolerance: 4,
        learningPeriodBaseline: 12,
        instantaneousBaseline: true,
        evaluationWindow: 1800,
        keepAlive: 7200,
        maxSignalDuration: 86_400,
        cases: [
          { status: 'high', percentile: 0.999 },
          { status: 'medium', percentile: 0.995 },
        ],
        percentile: 0.995,
        minimumExcess: 10,
        windows: [1800],
        analyses: ['volume'],
        thresholdCases: [],
        classification: { tactic: 'TA0006', technique: 'T1555' },
      },
    });
  });

  // Given by the server alone, or about what Trailspike does not do: notifying, acting, other methods, schedules.
  test.each<[Path]>([
    ...[
      ...[
        'version',
        'createdAt',
        'creationAuthorId',
        'updatedAt',
        'updateAuthorId',
        'isDefault',
        'isPartner',
      ],
      ...[
        'isBeta',
        'isDeleted',
        'isDeprecated',
        'blocking',
        'deprecationDate',
        'customName',
        'customMessage',
      ],
      ...['defaultTags', 'hasExtendedTitle', 'metadata', 'creator', 'updater', 'complianceSignalOptions'],
    ].map((key): [Path] => [[key]]),
    ...['metric', 'metrics', 'index', 'indexes'].map((key): [Path] => [['queries', 0, key]]),
    ...['name', 'notifications', 'actions'].map((key): [Path] => [['cases', 0, key]]),
    ...[
      ...[
        'decreaseCriticalityBasedOnEnv',
        'newValueOptions',
        'impossibleTravelOptions',
        'sequenceDetectionOptions',
      ],
      ...['thirdPartyRuleOptions', 'hardcodedEvaluatorType', 'complianceRuleOptions'],
    ].map((key): [Path] => [['options', key]]),
    [['options', 'anomalyDetectionOptions', 'instantaneousBaselineTimeoutMinutes']],
    [['isSomethingOfNextYear']],
  ])('%j changes nothing', (path) => {
    expect(read(edited(path, undefined))).toEqual(read(JSON.parse(DATADOG)));
  });

  // Absent, each has its default, which is another value than the exported rule's.
  test.each<[Path, Partial<Rule>]>([
    [['id'], { id: 'anomalous-number-of-secrets-retrieved-from-aws-secrets-manager' }],
    [['tags'], { tags: [], classification: { tactic: 'TA0006', technique: 'T1555' } }],
    [['cases', 0, 'condition'], { percentile: 0.995 }],
    [['options', 'keepAlive'], { keepAlive: 3600 }],
    [['options', 'evaluationWindow'], { evaluationWindow: 1800 }],
    [['options', 'maxSignalDuration'], { maxSignalDuration: 86_400 }],
    [['options', 'anomalyDetectionOptions'], { bucketDuration: 300, detectionTolerance: 5 }],
    [['options', 'anomalyDetectionOptions', 'bucketDuration'], { bucketDuration: 300 }],
    [['options', 'anomalyDetectionOptions', 'learningDuration'], { learningDuration: 86_400 }],
    [['options', 'anomalyDetectionOptions', 'detectionTolerance'], { detectionTolerance: 5 }],
    [['options', 'anomalyDetectionOptions', 'instantaneousBaseline'], { instantaneousBaseline: false }],
    [['queries', 0, 'dataSource'], {}],
    [['queries', 0, 'hasOptionalGroupByFields'], {}],
    [['queries', 0, 'groupByFields'], {}],
    [['type'], {}],
    [['groupSignalsBy'], {}],
    [['referenceTables'], {}],
    [['calculatedFields'], {}],
    [['thirdPartyCases'], {}],
    [['schedulingOptions'], {}],
  ])('%j may be absent', (path, expected) => {
    expect(read(edited(path, undefined))).toMatchObject(expected);
  });

  test('without a baseline for the learning period it has none', () => {
    const path = ['options', 'anomalyDetectionOptions', 'learningPeriodBaseline'];
    expect(read(edited(path, undefined))).not.toHaveProperty('learningPeriodBaseline');
  });

  test('its query is less by what is taken from its extension and filters', () => {
    const queryOf = (path: Path): string => read(edited(path, undefined)).events.query;
    expect(queryOf(['queries', 0, 'customQueryExtension'])).not.toContain('@error.kind');
    expect(queryOf(['filters'])).not.toContain('deploy');
    expect(read(edited(['queries', 0, 'aggregation'], undefined)).aggregation).toBe('count');
    expect(read(edited(['queries', 0, 'aggregation'], 'count')).aggregation).toBe('count');
  });
});

describe('each field with a value of the wrong kind is one mistake, told by its name and line', () => {
  test.each<[Path, unknown, string]>([
    [['id'], 7, 'is 7; allowed: text'],
    [['id'], '', 'is empty; allowed: text'],
    [['name'], undefined, 'missing; allowed: text'],
    [['name'], null, 'is null; allowed: text'],
    [['isEnabled'], undefined, 'missing; allowed: true, false'],
    [['message'], undefined, 'missing; allowed: text'],
    [['type'], 'logs', 'is "logs"; allowed: log_detection, application_security, …'],
    [['type'], 'api_security', 'not supported: "api_security"; allowed: absent, or log_detection'],
    [['tags'], 'a:b', 'is "a:b"; allowed: a list of texts'],
    [['groupSignalsBy'], '@userIdentity.arn', 'is "@userIdentity.arn"; allowed: a list of texts'],
    [['filters'], {}, 'is {}; allowed: a list of filters'],
    [['filters', 0], 'x', 'is "x"; allowed: an object'],
    [['filters', 0, 'action'], undefined, 'missing; allowed: require, suppress'],
    [['filters', 0, 'query'], undefined, 'missing; allowed: text'],
    [['filters', 0, 'query'], '@a:(b', 'column 6: expected…'],
    [['referenceTables'], {}, 'is {}; allowed: a list'],
    [['calculatedFields'], 'x', 'is "x"; allowed: a list'],
    [['calculatedFields'], [{ name: 'x' }], 'not supported: [{"name":"x"}]; allowed: absent, or []'],
    [['thirdPartyCases'], [{ query: 'x' }], 'not supported: [{"query":"x"}]; allowed: absent, or []'],
    [['schedulingOptions'], 'x', 'not supported: "x"; allowed: absent, or null'],
    [['queries'], undefined, 'missing; allowed: a list of one query'],
    [['queries'], [], 'has 0 queries; allowed: exactly 1'],
    [['queries', 0], null, 'is null; allowed: an object'],
    [['queries', 0, 'query'], undefined, 'missing; allowed: text'],
    [['queries', 0, 'query'], '', 'is empty; allowed: text'],
    [['queries', 0, 'customQueryExtension'], 1, 'is 1; allowed: text'],
    ...['sum', 'max', 'new_value', 'geo_data', 'event_count', 'none'].map(
      (aggregation): [Path, unknown, string] => [
        ['queries', 0, 'aggregation'],
        aggregation,
        `not supported: "${aggregation}"; allowed: absent, count, or cardinality`,
      ],
    ),
    [['queries', 0, 'distinctFields'], '@a', 'is "@a"; allowed: a list of texts'],
    [['queries', 0, 'distinctFields', 0], 'host', 'not supported: "host"; allowed: @ and an attribute, …'],
    [['queries', 0, 'groupByFields', 0], 1, 'is 1; allowed: text'],
    [['queries', 0, 'hasOptionalGroupByFields'], 'no', 'is "no"; allowed: true, false'],
    [['queries', 0, 'dataSource'], 'metrics', 'is "metrics"; allowed: logs, audit, …'],
    ...['audit', 'app_sec_spans', 'spans', 'security_runtime', 'network', 'events', 'security_signals'].map(
      (source): [Path, unknown, string] => [
        ['queries', 0, 'dataSource'],
        source,
        `not supported: "${source}"; allowed: absent, or logs`,
      ],
    ),
    [['cases'], undefined, 'missing; allowed: a list of cases'],
    [['cases', 1], [], 'is []; allowed: an object'],
    [['cases', 1, 'status'], undefined, 'missing; allowed: info, low, medium, high, critical'],
    [['cases', 1, 'name'], {}, 'is {}; allowed: text'],
    [['cases', 1, 'condition'], 0.995, 'is 0.995; allowed: text'],
    [['cases', 1, 'condition'], 'retrievals > 3 && retrievals < 9', 'is "retrievals > 3 && …'],
    [['cases', 1, 'condition'], 'other > 0.995', 'is "other > 0.995"; allowed: absent, or a percentile …'],
    [['options'], [], 'is []; allowed: an object'],
    ...[
      ...['threshold', 'new_value', 'impossible_travel', 'hardcoded', 'third_party', 'anomaly_threshold'],
      'sequence_detection',
    ].map((method): [Path, unknown, string] => [
      ['options', 'detectionMethod'],
      method,
      `is "${method}"; allowed: anomaly_detection`,
    ]),
    [['options', 'decreaseCriticalityBasedOnEnv'], 'prod', 'is "prod"; allowed: true, false'],
    [['options', 'anomalyDetectionOptions'], 5, 'is 5; allowed: an object'],
    [
      ['options', 'anomalyDetectionOptions', 'learningPeriodBaseline'],
      1.5,
      'is 1.5; allowed: a whole number, at least 0',
    ],
  ])('%j: %j', (path, value, expected) => {
    const text = JSON.stringify(edited(path, value), null, 2);
    const { issues } = checkRule(text, 'my.json');
    const [exact, open] = expected.split('…');
    expect(issues).toHaveLength(1);
    const told =
      open === undefined ? issues[0] : issues[0]!.slice(0, issues[0]!.indexOf(exact!) + exact!.length);
    expect(told).toBe(`my.json:${lineOf(text, path)}: ${name(path)}: ${exact}`);
  });

  test('a name that is no text', () => {
    expect(checkRule(JSON.stringify(ruleWith({ query: { name: 1 } })), 'f').issues).toEqual([
      'f:1: queries[0].name: is 1; allowed: text',
    ]);
  });
});

describe('rules in another shape', () => {
  const API = "the rule as Datadog's API gives it: GET /api/v2/security_monitoring/rules/ID";

  test.each([
    ['Terraform’s state', fixture('terraform-rule.json')],
    ['Terraform’s configuration', '{"resource": {"datadog_security_monitoring_rule": {}}}'],
  ])('%s is told for what it is', (_, text) => {
    expect(checkRule(text, 'my.json').issues).toEqual([
      `my.json:1: the rule: has the keys of Terraform, not of Datadog's API; allowed: ${API}`,
    ]);
  });

  test('so is the answer that lists all rules', () => {
    expect(checkRule(`{"data": [${DATADOG}]}`, 'my.json').issues).toEqual([
      `my.json:1: the rule: has its rules under "data"; allowed: one of them alone, ${API}`,
    ]);
    expect(() => resolveRule({ data: [] }, 'my.json')).toThrow(/under "data"/);
  });

  test('a rule stays one, whatever other keys it has', () => {
    const more = ruleWith({ rule: { data: 1, query: 2, case: 3, resource: 4 } });
    expect(read(more)).toEqual(read(ruleWith({})));
  });
});
