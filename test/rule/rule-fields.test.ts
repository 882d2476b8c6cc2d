import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/rule/json-location.js';
import { checkRule, resolveRule } from '../../src/rule/parse-rule.js';
import type { Rule } from '../../src/rule/rule.js';
import { ruleWith } from './rule-with.js';

const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), 'utf8');
const DATADOG = fixture('datadog-rule.json');

type Path = readonly (string | number)[];
type Node = Record<string | number, unknown>;

/** The exported rule with the value at one path replaced, or removed. */
function edited(path: Path, value: unknown): unknown {
  const rule = JSON.parse(DATADOG) as Node;
  const parent = path.slice(0, -1).reduce<Node>((node, key) => node[key] as Node, rule);
  if (value === undefined) Reflect.deleteProperty(parent, path.at(-1)!);
  else parent[path.at(-1)!] = value;
  return rule;
}

const name = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);

const read = (rule: unknown): Rule => resolveRule(rule, 'f');

describe('a rule as the Datadog API returns it, with every possible field', () => {
  test('is read with the meaning of its fields', () => {
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
          failedCalls: 'counted',
          exceptInvokedBy: [],
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
        thresholds: [],
        method: 'anomaly_detection',
        graded: false,
        classification: { tactic: 'TA0006', technique: 'T1555' },
      },
    });
  });

  // Fields that only the server sets, and fields for features that Trailspike does not have: notifications, actions,
  // other methods, schedules.
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
  ])('%j has no effect', (path) => {
    expect(read(edited(path, undefined))).toEqual(read(JSON.parse(DATADOG)));
  });

  // The default of each of these fields differs from the value in the exported rule.
  test.each<[Path, Partial<Rule>]>([
    [['id'], { id: 'anomalous-number-of-secrets-retrieved-from-aws-secrets-manager' }],
    [['tags'], { tags: [], classification: { tactic: '', technique: '' } }],
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
  ])('%j can be absent', (path, expected) => {
    expect(read(edited(path, undefined))).toMatchObject(expected);
  });

  test('without learningPeriodBaseline it has none', () => {
    const path = ['options', 'anomalyDetectionOptions', 'learningPeriodBaseline'];
    expect(read(edited(path, undefined))).not.toHaveProperty('learningPeriodBaseline');
  });

  test('its query contains its extension and its filters', () => {
    const queryOf = (path: Path): string => read(edited(path, undefined)).events.query;
    expect(queryOf(['queries', 0, 'customQueryExtension'])).not.toContain('@error.kind');
    expect(queryOf(['filters'])).not.toContain('deploy');
    expect(read(edited(['queries', 0, 'aggregation'], undefined)).aggregation).toBe('count');
    expect(read(edited(['queries', 0, 'aggregation'], 'count')).aggregation).toBe('count');
  });
});

describe('each field with a wrong value is one issue, reported with its path and line', () => {
  test.each<[Path, unknown, string]>([
    [['id'], 7, 'is 7; allowed: a string'],
    [['id'], '', 'is empty; allowed: a string'],
    [['name'], undefined, 'missing; allowed: a string'],
    [['name'], null, 'is null; allowed: a string'],
    [['isEnabled'], undefined, 'missing; allowed: true, false'],
    [['message'], undefined, 'missing; allowed: a string'],
    [['type'], 'logs', 'is "logs"; allowed: log_detection, application_security, …'],
    [['type'], 'api_security', 'not supported: "api_security"; allowed: absent, or log_detection'],
    [['tags'], 'a:b', 'is "a:b"; allowed: a list of strings'],
    [['groupSignalsBy'], '@userIdentity.arn', 'is "@userIdentity.arn"; allowed: a list of strings'],
    [['filters'], {}, 'is {}; allowed: a list of filters'],
    [['filters', 0], 'x', 'is "x"; allowed: an object'],
    [['filters', 0, 'action'], undefined, 'missing; allowed: require, suppress'],
    [['filters', 0, 'query'], undefined, 'missing; allowed: a string'],
    [['filters', 0, 'query'], '@a:(b', 'column 6: expected…'],
    [['referenceTables'], {}, 'is {}; allowed: a list'],
    [['calculatedFields'], 'x', 'is "x"; allowed: a list'],
    [['calculatedFields'], [{ name: 'x' }], 'not supported: [{"name":"x"}]; allowed: absent, or []'],
    [['thirdPartyCases'], [{ query: 'x' }], 'not supported: [{"query":"x"}]; allowed: absent, or []'],
    [['schedulingOptions'], 'x', 'not supported: "x"; allowed: absent, or null'],
    [['queries'], undefined, 'missing; allowed: a list of one query'],
    [['queries'], [], 'has 0 queries; allowed: exactly 1'],
    [['queries', 0], null, 'is null; allowed: an object'],
    [['queries', 0, 'query'], undefined, 'missing; allowed: a string'],
    [['queries', 0, 'query'], '', 'is empty; allowed: a string'],
    [['queries', 0, 'customQueryExtension'], 1, 'is 1; allowed: a string'],
    ...['sum', 'max', 'new_value', 'geo_data', 'event_count', 'none'].map(
      (aggregation): [Path, unknown, string] => [
        ['queries', 0, 'aggregation'],
        aggregation,
        `not supported: "${aggregation}"; allowed: absent, count, or cardinality`,
      ],
    ),
    [['queries', 0, 'distinctFields'], '@a', 'is "@a"; allowed: a list of strings'],
    [['queries', 0, 'distinctFields', 0], 'host', 'no CloudTrail event has the field "host"; …'],
    [['queries', 0, 'groupByFields', 0], 1, 'is 1; allowed: a string'],
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
    [['cases', 1, 'name'], {}, 'is {}; allowed: a string'],
    [['cases', 1, 'condition'], 0.995, 'is 0.995; allowed: a string'],
    [['cases', 1, 'condition'], 'retrievals > 3 && retrievals < 9', 'is "retrievals > 3 && …'],
    [['cases', 1, 'condition'], 'other > 0.995', 'is "other > 0.995"; allowed: absent, or a percentile …'],
    [['options'], [], 'is []; allowed: an object'],
    ...[...['impossible_travel', 'hardcoded', 'third_party', 'anomaly_threshold'], 'sequence_detection'].map(
      (method): [Path, unknown, string] => [
        ['options', 'detectionMethod'],
        method,
        `is "${method}"; allowed: anomaly_detection, threshold, new_value`,
      ],
    ),
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
    const [exact, rest] = expected.split('…');
    expect(issues).toHaveLength(1);
    const message =
      rest === undefined ? issues[0] : issues[0]!.slice(0, issues[0]!.indexOf(exact!) + exact!.length);
    expect(message).toBe(`my.json:${lineOf(text, path)}: ${name(path)}: ${exact}`);
  });

  test('a query name that is not a string', () => {
    expect(checkRule(JSON.stringify(ruleWith({ query: { name: 1 } })), 'f').issues).toEqual([
      'f:1: queries[0].name: is 1; allowed: a string',
    ]);
  });
});

describe('rules in another format', () => {
  test('a rule with keys of other formats is still a rule', () => {
    const more = ruleWith({ rule: { data: 1, query: 2, case: 3, resource: 4 } });
    expect(read(more)).toEqual(read(ruleWith({})));
  });
});
