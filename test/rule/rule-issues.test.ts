import { describe, expect, test } from 'vitest';
import { STATUSES } from '../../src/model/signal.js';
import { DESCRIBED_SEVERITY_ROWS } from '../../src/model/severity-table.js';
import { TrailspikeError } from '../../src/model/errors.js';
import { checkRule, parseRule, resolveRule } from '../../src/rule/parse-rule.js';
import { ruleJsonSchema } from '../../src/rule/rule-json-schema.js';
import { ruleWith } from './rule-with.js';

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
    expect(error.code).toBe('E_RULE');
    expect(error.hint).toBeTruthy();
    return error.message;
  }
  throw new Error('nothing was thrown');
}

const issue = (value: unknown): string => messageOf(() => resolveRule(value, 'my.json'));
const withCases = (cases: unknown, query: Record<string, unknown> = {}): unknown =>
  ruleWith({ rule: { trailspike: { cases } }, query });
const EVENT_FIELDS =
  "@FIELD of CloudTrail's record (such as @awsRegion), a name of Datadog's (such as @evt.name), " +
  'source, service, account_id, aws_account, region, status';
const ROWS = DESCRIBED_SEVERITY_ROWS.map(({ name }) => name);
const WINDOWS = '0, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400';

describe('each issue has its own message', () => {
  test.each<[string, unknown, string]>([
    ['not an object', [], 'the rule: is []; allowed: an object'],
    ['no name', ruleWith({ rule: { name: undefined } }), 'name: missing; allowed: a string'],
    ['an empty name', ruleWith({ rule: { name: '' } }), 'name: is empty; allowed: a string'],
    ['isEnabled', ruleWith({ rule: { isEnabled: 'yes' } }), 'isEnabled: is "yes"; allowed: true, false'],
    ['message', ruleWith({ rule: { message: 3 } }), 'message: is 3; allowed: a string'],
    ['tags', ruleWith({ rule: { tags: ['a', 1] } }), 'tags[1]: is 1; allowed: a string'],
    ['no options', ruleWith({ rule: { options: undefined } }), 'options: missing; allowed: an object'],
    [
      'another method',
      ruleWith({ options: { detectionMethod: 'hardcoded' } }),
      'options.detectionMethod: is "hardcoded"; allowed: anomaly_detection, threshold, new_value',
    ],
    [
      'no method',
      ruleWith({ options: { detectionMethod: undefined } }),
      'options.detectionMethod: missing; allowed: anomaly_detection, threshold, new_value',
    ],
    [
      'bucketDuration',
      ruleWith({ anomaly: { bucketDuration: 301 } }),
      'options.anomalyDetectionOptions.bucketDuration: is 301; allowed: 300, 600, 900, 1800, 3600, 10800',
    ],
    [
      'learningDuration',
      ruleWith({ anomaly: { learningDuration: '24' } }),
      'options.anomalyDetectionOptions.learningDuration: is "24"; allowed: 1, 6, 12, 24, 48, 168, 336',
    ],
    [
      'detectionTolerance',
      ruleWith({ anomaly: { detectionTolerance: 6 } }),
      'options.anomalyDetectionOptions.detectionTolerance: is 6; allowed: 1, 2, 3, 4, 5',
    ],
    [
      'instantaneousBaseline',
      ruleWith({ anomaly: { instantaneousBaseline: 0 } }),
      'options.anomalyDetectionOptions.instantaneousBaseline: is 0; allowed: true, false',
    ],
    [
      'learningPeriodBaseline',
      ruleWith({ anomaly: { learningPeriodBaseline: -1 } }),
      'options.anomalyDetectionOptions.learningPeriodBaseline: is -1; allowed: a whole number, at least 0',
    ],
    [
      'evaluationWindow',
      ruleWith({ options: { evaluationWindow: 1801 } }),
      `options.evaluationWindow: is 1801; allowed: ${WINDOWS}`,
    ],
    ['keepAlive', ruleWith({ options: { keepAlive: 1 } }), `options.keepAlive: is 1; allowed: ${WINDOWS}`],
    [
      'maxSignalDuration',
      ruleWith({ options: { maxSignalDuration: 1 } }),
      `options.maxSignalDuration: is 1; allowed: ${WINDOWS}`,
    ],
    [
      'keepAlive below the window',
      ruleWith({ options: { evaluationWindow: 7200, keepAlive: 3600 } }),
      'options.keepAlive: is 3600; allowed: at least evaluationWindow, 7200',
    ],
    [
      'keepAlive below the raised window',
      ruleWith({ options: { evaluationWindow: 900, keepAlive: 900 } }),
      'options.keepAlive: is 900; allowed: at least evaluationWindow, 1800 (raised from 900)',
    ],
    [
      'maxSignalDuration below keepAlive',
      ruleWith({ options: { keepAlive: 7200, maxSignalDuration: 3600 } }),
      'options.maxSignalDuration: is 3600; allowed: at least keepAlive, 7200',
    ],
    [
      'two queries',
      ruleWith({ rule: { queries: [{ query: 'x' }, { query: 'y' }] } }),
      'queries: has 2 queries; allowed: exactly 1',
    ],
    [
      'an unknown aggregation',
      ruleWith({ query: { aggregation: 'mean' } }),
      'queries[0].aggregation: is "mean"; allowed: count, cardinality, sum, max, new_value, geo_data, event_count, none',
    ],
    ['no cases', ruleWith({ rule: { cases: [] } }), 'cases: is empty; allowed: at least one case'],
    [
      'status',
      ruleWith({ rule: { cases: [{ status: 'bad' }] } }),
      'cases[0].status: is "bad"; allowed: info, low, medium, high, critical',
    ],
    [
      'a count in the condition',
      ruleWith({ rule: { cases: [{ status: 'low' }, { status: 'low', condition: 'a > 10' }] } }),
      'cases[1].condition: is "a > 10"; allowed: absent, or a percentile from 50 to below 100 compared with ' +
        "the query 'a', such as 'a > 0.995', 'a > 99 5' (99.5 per cent) or '0.995 < a'",
    ],
    [
      'trailspike',
      ruleWith({ rule: { trailspike: { minimumExcess: 0 } } }),
      'trailspike.minimumExcess: is 0; allowed: a whole number, at least 1',
    ],
    [
      'an unknown key of trailspike',
      ruleWith({ rule: { trailspike: { minExcess: 5 } } }),
      'trailspike: has the unknown key "minExcess"; allowed: minimumExcess, windows, analyses, failedCalls, exceptInvokedBy, cases, severity',
    ],
    [
      'two unknown keys of trailspike',
      ruleWith({ rule: { trailspike: { a: 1, b: 2 } } }),
      'trailspike: has the unknown key "a", "b"; allowed: minimumExcess, windows, analyses, failedCalls, exceptInvokedBy, cases, severity',
    ],
    [
      'a status of severity',
      ruleWith({ rule: { trailspike: { severity: { newItems: 'urgent' } } } }),
      'trailspike.severity.newItems: is "urgent"; allowed: info, low, medium, high, critical',
    ],
    [
      'severity is not an object',
      ruleWith({ rule: { trailspike: { severity: 'low' } } }),
      'trailspike.severity: is "low"; allowed: an object',
    ],
    [
      'an unknown row of severity',
      ruleWith({ rule: { trailspike: { severity: { newItem: 'high', volumeonly: 'low' } } } }),
      'trailspike.severity: has the unknown key "newItem" (did you mean "newItems"?), ' +
        `"volumeonly" (did you mean "volumeOnly"?); allowed: ${ROWS.join(', ')}`,
    ],
    [
      'trailspike is not an object',
      ruleWith({ rule: { trailspike: [] } }),
      'trailspike: is []; allowed: an object',
    ],
    [
      'analyses',
      ruleWith({ rule: { trailspike: { analyses: ['volume', 'width'] } } }),
      'trailspike.analyses[1]: is "width"; allowed: volume, breadth, novelty, origin, attempts, credential, spread, coincidence',
    ],
    [
      'windows that are too short, not a multiple, and too long',
      ruleWith({ rule: { trailspike: { windows: [900, 21_700, 604_800, 21_600] } } }),
      [900, 21_700, 604_800]
        .map(
          (window, index) =>
            `trailspike.windows[${index}]: is ${window}; allowed: a multiple of bucketDuration, 300, ` +
            'from evaluationWindow, 1800, to 172800',
        )
        .join('; '),
    ],
    [
      'windows is not a list',
      ruleWith({ rule: { trailspike: { windows: 3600 } } }),
      'trailspike.windows: is 3600; allowed: a list of seconds',
    ],
    [
      'no analyses',
      ruleWith({ rule: { trailspike: { analyses: [] } } }),
      'trailspike.analyses: is empty; allowed: at least one of volume, breadth, novelty, origin, attempts, credential, spread, coincidence',
    ],
    [
      'analyses is not a list',
      ruleWith({ rule: { trailspike: { analyses: 'volume' } } }),
      'trailspike.analyses: is "volume"; allowed: a list of volume, breadth, novelty, origin, attempts, credential, spread, coincidence',
    ],
    [
      'attempts where failed calls count like others',
      ruleWith({ rule: { trailspike: { analyses: ['volume', 'attempts'] } } }),
      'trailspike.analyses[1]: is "attempts", which looks at failed calls; allowed: only where failedCalls is "apart"',
    ],
    [
      'failedCalls',
      ruleWith({ rule: { trailspike: { failedCalls: 'out' } } }),
      'trailspike.failedCalls: is "out"; allowed: counted, apart',
    ],
    [
      'threshold cases are not a list',
      withCases('denied'),
      'trailspike.cases: is "denied"; allowed: a list of cases',
    ],
    [
      'a threshold case is not an object',
      withCases(['denied']),
      'trailspike.cases[0]: is "denied"; allowed: an object',
    ],
    [
      'a threshold case without kind',
      withCases([{}]),
      'trailspike.cases[0].kind: missing; allowed: denied, matchAllBatch, crossAccount',
    ],
    [
      'a threshold case of an unknown kind',
      withCases([{ kind: 'denied' }, { kind: 'deny' }]),
      'trailspike.cases[1].kind: is "deny"; allowed: denied, matchAllBatch, crossAccount',
    ],
    [
      'atLeast',
      withCases([{ kind: 'denied', atLeast: 0 }]),
      'trailspike.cases[0].atLeast: is 0; allowed: a whole number, at least 1',
    ],
    [
      'window',
      withCases([{ kind: 'denied', window: '1d' }]),
      'trailspike.cases[0].window: is "1d"; allowed: a whole number, at least 300',
    ],
    [
      'a window that is not a multiple of the bucket',
      withCases([{ kind: 'denied', window: 1000 }]),
      'trailspike.cases[0].window: is 1000; allowed: a multiple of bucketDuration, 300, up to 1209600',
    ],
    [
      'a window that is longer than the history',
      withCases([{ kind: 'denied', window: 1_209_900 }]),
      'trailspike.cases[0].window: is 1209900; allowed: a multiple of bucketDuration, 300, up to 1209600',
    ],
    [
      'the status of a threshold case',
      withCases([{ kind: 'denied', status: 'none' }]),
      'trailspike.cases[0].status: is "none"; allowed: info, low, medium, high, critical',
    ],
    [
      'an unknown key of a threshold case',
      withCases([{ kind: 'denied', atleast: 5 }]),
      'trailspike.cases[0]: has the unknown key "atleast" (did you mean "atLeast"?); allowed: kind, atLeast, window, status',
    ],
    [
      'crossAccount without the identity in groupByFields',
      withCases([{ kind: 'crossAccount' }], { groupByFields: ['@awsRegion'] }),
      'trailspike.cases[0].kind: is "crossAccount"; allowed: only where groupByFields has @userIdentity.arn',
    ],
    [
      'crossAccount with other distinctFields than the secret',
      withCases([{ kind: 'crossAccount' }], { distinctFields: ['@requestParameters.name'] }),
      'trailspike.cases[0].kind: is "crossAccount"; allowed: only where distinctFields is absent or ' +
        '["@requestParameters.secretId"]',
    ],
    [
      'a query with a syntax error',
      ruleWith({ query: { query: 'source:cloudtrail @evt.name:(A OR' } }),
      'queries[0].query: column 34: expected a value',
    ],
    [
      'an unknown field in a query',
      ruleWith({ query: { query: 'source:cloudtrail env:prod' } }),
      `queries[0].query: no CloudTrail event has the field "env"; allowed: ${EVENT_FIELDS}`,
    ],
    [
      'two unknown fields in a query',
      ruleWith({ query: { query: 'env:prod @evt.name:GetSecretValue -team:a env:x' } }),
      ['env', 'team']
        .map(
          (field) =>
            `queries[0].query: no CloudTrail event has the field "${field}"; allowed: ${EVENT_FIELDS}`,
        )
        .join('; '),
    ],
    [
      'a misspelt field',
      ruleWith({ query: { query: '@evt.nmae:GetSecretValue' } }),
      'queries[0].query: no CloudTrail event has the field "@evt.nmae"; did you mean "@evt.name"?',
    ],
    [
      'a field that needs other data',
      ruleWith({ query: { query: '@evt.name:A -@network.client.geoip.country.iso_code:DE' } }),
      'queries[0].query: not supported: the field "@network.client.geoip.country.iso_code" needs data that no ' +
        'CloudTrail record has: where an address is (geoip)',
    ],
    [
      'other logs',
      ruleWith({ query: { query: 'source:vpc @network.client.ip:203.0.113.9' } }),
      "queries[0].query: asks for other logs than CloudTrail's (source:vpc); allowed: source:cloudtrail, or no source",
    ],
    [
      'other logs in a filter',
      ruleWith({ rule: { filters: [{ action: 'require', query: 'source:(vpc OR okta)' }] } }),
      "filters[0].query: asks for other logs than CloudTrail's (source:vpc, source:okta); " +
        'allowed: source:cloudtrail, or no source',
    ],
    [
      'an aggregation that is not supported',
      ruleWith({ query: { aggregation: 'sum' } }),
      'queries[0].aggregation: not supported: "sum"; allowed: absent, count, or cardinality',
    ],
    [
      'cardinality without distinctFields',
      ruleWith({ query: { aggregation: 'cardinality' } }),
      'queries[0].distinctFields: missing; allowed: the fields whose distinct values cardinality counts, such as ' +
        '["@requestParameters.secretId"]',
    ],
    [
      'an unknown field in groupByFields',
      ruleWith({ query: { groupByFields: ['@userIdentity.arn', 'host'] } }),
      `queries[0].groupByFields[1]: no CloudTrail event has the field "host"; allowed: ${EVENT_FIELDS}`,
    ],
    [
      'another data source',
      ruleWith({ query: { dataSource: 'network' } }),
      'queries[0].dataSource: not supported: "network"; allowed: absent, or logs',
    ],
    [
      'a query extension with a syntax error',
      ruleWith({ query: { customQueryExtension: '-' } }),
      "queries[0].customQueryExtension: column 2: expected the excluded term directly after '-'",
    ],
    [
      'another type',
      ruleWith({ rule: { type: 'workload_security' } }),
      'type: not supported: "workload_security"; allowed: absent, or log_detection',
    ],
    [
      'signals grouped by other fields',
      ruleWith({ rule: { groupSignalsBy: ['@awsRegion'] } }),
      'groupSignalsBy: not supported: ["@awsRegion"]; allowed: absent, [], or the query\'s groupByFields',
    ],
    [
      'a filter with an unknown action',
      ruleWith({ rule: { filters: [{ action: 'drop', query: 'x' }] } }),
      'filters[0].action: is "drop"; allowed: require, suppress',
    ],
    [
      'a schedule',
      ruleWith({ rule: { schedulingOptions: { rrule: 'FREQ=DAILY' } } }),
      'schedulingOptions: not supported: {"rrule":"FREQ=DAILY"}; allowed: absent, or null',
    ],
    [
      'reference tables',
      ruleWith({ rule: { referenceTables: [{ tableName: 't' }] } }),
      'referenceTables: not supported: [{"tableName":"t"}]; allowed: absent, or []',
    ],
  ])('%s', (_, value, expected) => {
    expect(issue(value)).toBe(`my.json: ${expected}`);
  });

  test('all issues of a rule are reported', () => {
    const value = ruleWith({ anomaly: { bucketDuration: 1, detectionTolerance: 9 } });
    expect(issue(value).match(/allowed/g)).toHaveLength(2);
  });

  test('a condition uses the name of the query', () => {
    const named = (condition: string): unknown =>
      ruleWith({ query: { name: 'reads' }, rule: { cases: [{ status: 'low', condition }] } });
    expect(resolveRule(named('reads > 0.99'), 'f').percentile).toBe(0.99);
    expect(issue(named('a > 0.99'))).toContain("compared with the query 'reads'");
  });

  test('a JSON syntax error is reported with line and column', () => {
    expect(messageOf(() => parseRule('{\n  "name": "x",\n  oops\n}', 'my.json'))).toBe(
      'my.json:3:3: not JSON: expected a property name in double quotes',
    );
  });
});

describe('the issues of a file', () => {
  test('are all reported with their lines, those of the shape together with those of the content', () => {
    const text = `{
  "isEnabled": true,
  "message": 7,
  "type": "workload_security",
  "queries": [
    { "query": "@evt.name:(A", "aggregation": "median",
      "groupByFields": ["host"] }
  ],
  "cases": [
    { "status": "low" },
    { "status": "bad", "condition": "a > 3000" }
  ],
  "options": {
    "detectionMethod": "anomaly_detection",
    "keepAlive": 600, "maxSignalDuration": 61
  }
}`;
    const { rule, issues } = checkRule(text, 'my.json');
    expect(rule).toBeUndefined();
    expect(issues.map((issue) => issue.split(': ', 2).join(' ')).sort()).toEqual([
      'my.json:1 name',
      'my.json:11 cases[1].condition',
      'my.json:11 cases[1].status',
      'my.json:15 options.keepAlive',
      'my.json:15 options.maxSignalDuration',
      'my.json:3 message',
      'my.json:4 type',
      'my.json:6 queries[0].aggregation',
      'my.json:6 queries[0].query',
      'my.json:7 queries[0].groupByFields[0]',
    ]);
    expect(messageOf(() => parseRule(text, 'my.json'))).toBe(issues.join('; '));
  });

  test('in threshold cases are reported with their lines, also several in the same case', () => {
    const rule = ruleWith({
      rule: {
        trailspike: {
          cases: [
            { kind: 'deny', window: 1000 },
            { kind: 'denied', window: 1000 },
          ],
        },
      },
    });
    const text = JSON.stringify(rule, null, 1).replaceAll(/\n {3,}/g, '\n');
    const { issues } = checkRule(text, 'my.json');
    const lineWith = (part: string, from = 0): number =>
      text.split('\n').findIndex((line, index) => index >= from && line.includes(part)) + 1;
    const [first, second] = [lineWith('"window"'), lineWith('"window"', lineWith('"window"'))];
    expect(issues.map((issue) => issue.split(': ', 2).join(' ')).sort()).toEqual(
      [
        `my.json:${lineWith('"deny"')} trailspike.cases[0].kind`,
        `my.json:${first} trailspike.cases[0].window`,
        `my.json:${second} trailspike.cases[1].window`,
      ].sort(),
    );
  });

  test.each([[[]], [null], [{ queries: 1, cases: {}, options: 'x' }], [{ queries: [[]], cases: [3] }]])(
    'in %j are found without throwing',
    (value) => {
      expect(checkRule(JSON.stringify(value), 'f').issues.length).toBeGreaterThan(0);
    },
  );
});

test('the JSON Schema describes a rule file', () => {
  expect(ruleJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['name', 'isEnabled', 'message', 'options', 'queries', 'cases'],
    properties: {
      options: { properties: { detectionMethod: { enum: ['anomaly_detection', 'threshold', 'new_value'] } } },
      trailspike: {
        additionalProperties: false,
        properties: {
          minimumExcess: { type: 'integer', minimum: 1 },
          severity: {
            additionalProperties: false,
            properties: Object.fromEntries(ROWS.map((name) => [name, { enum: STATUSES }])),
          },
          cases: {
            items: {
              required: ['kind'],
              additionalProperties: false,
              properties: {
                kind: { enum: ['denied', 'matchAllBatch', 'crossAccount'] },
                window: { type: 'integer', minimum: 300 },
              },
            },
          },
        },
      },
    },
  });
});
