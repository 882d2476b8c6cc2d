import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRule, checkRules, parseRule, parseRules, ruleJson } from '../../src/rule/parse-rule.js';
import { ruleWith } from './rule-with.js';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const VALUES = JSON.parse(readFileSync(join(FIXTURES, 'terraform-rule.json'), 'utf8')) as Record<
  string,
  unknown
>;
const OTHER = { mode: 'managed', type: 'datadog_monitor', name: 'm', values: {}, instances: [] };
const TYPE = 'datadog_security_monitoring_rule';

/** What each export of the same rule must give. */
const EXPECTED = parseRule(
  JSON.stringify({
    ...(ruleWith({
      query: { name: 'retrievals', aggregation: 'count', groupByFields: ['@userIdentity.arn'] },
      options: { evaluationWindow: 1800, keepAlive: 7200, maxSignalDuration: 86_400 },
      anomaly: { bucketDuration: 300, learningDuration: 24 },
    }) as object),
    id: 'abc-def-ghi',
    name: 'Anomalous number of secrets retrieved from AWS Secrets Manager',
    message: 'Ask {{@userIdentity.arn}}',
    type: 'log_detection',
    tags: ['source:cloudtrail'],
    cases: [{ status: 'medium', condition: 'retrievals > 0.995' }],
  }),
  'api.json',
);
const API = ruleJson(JSON.stringify(VALUES), 'my.json');

const HCL = `
# exported
terraform {
  required_providers { datadog = { source = "DataDog/datadog" } }
}
resource "datadog_monitor" "other" { query = "x \${var.y} }" }

resource "${TYPE}" "tfer--abc" {
  case {
    condition = "retrievals > 0.995"
    status    = "medium"
  }

  enabled = "true" // as a text
  name    = "Anomalous number of secrets retrieved from AWS Secrets Manager"
  message = "Ask {{@userIdentity.arn}}"
  type    = "log_detection"
  tags    = [
    "source:cloudtrail", /* the last one */
  ]

  options {
    detection_method    = "anomaly_detection"
    evaluation_window   = "1800"
    keep_alive          = 7200
    max_signal_duration = 86400
    anomaly_detection_options {
      bucket_duration   = 300
      learning_duration = 24
    }
  }

  query {
    name            = "retrievals"
    aggregation     = "count"
    group_by_fields = ["@userIdentity.arn"]
    query           = "source:cloudtrail @evt.name:GetSecretValue"
  }
}
`;

describe('a rule is read from', () => {
  test.each<[string, unknown]>([
    ['the values of a resource', VALUES],
    [
      'terraform show -json',
      {
        format_version: '1.0',
        values: {
          root_module: {
            resources: [OTHER],
            child_modules: [{ resources: [{ mode: 'managed', type: TYPE, name: 'r', values: VALUES }] }],
          },
        },
      },
    ],
    [
      'a plan',
      {
        planned_values: { root_module: { resources: [{ type: TYPE, values: VALUES }] } },
        format_version: '1',
      },
    ],
    [
      'terraform.tfstate',
      {
        version: 4,
        terraform_version: '1.9.0',
        resources: [OTHER, { mode: 'managed', type: TYPE, instances: [{ attributes: VALUES }] }],
      },
    ],
    ['the configuration as JSON', { resource: { [TYPE]: { r: VALUES } } }],
    ['the configuration as JSON in lists', { resource: { [TYPE]: [{ r: [VALUES] }] } }],
    ['an answer of the API', API],
    ['a list in data', { data: [API] }],
    ['attributes in data', { data: { type: 'security_monitoring_rule', attributes: API } }],
    ['a list', [API]],
  ])('%s', (_, json) => {
    expect(parseRule(JSON.stringify(json), 'my.json')).toEqual(EXPECTED);
  });

  test('HCL, in a file and as the API converts it', () => {
    const { id, ...expected } = EXPECTED;
    expect(id).toBe('abc-def-ghi');
    expect(parseRule(HCL, 'my.tf')).toMatchObject(expected);
    expect(parseRule(JSON.stringify({ ruleId: 'a', terraformContent: HCL }), 'my.json')).toMatchObject(
      expected,
    );
  });

  test('heredocs, escapes, and lists of rules', () => {
    const heredoc = HCL.replace(
      '"Ask {{@userIdentity.arn}}"',
      () => '<<-EOT\n    ## Goal\n      $${x} "y"\n    EOT',
    );
    expect(parseRule(heredoc, 'my.tf').message).toBe('## Goal\n  ${x} "y"\n');
    const escaped = HCL.replace('"Ask {{@userIdentity.arn}}"', () => String.raw`"a\nb\t\"c\" \\ \u00e9"`);
    expect(parseRule(escaped, 'my.tf').message).toBe('a\nb\t"c" \\ é');
    expect(parseRules(HCL + HCL.replace('tfer--abc', 'second'), 'my.tf')).toHaveLength(2);
    expect(parseRules(JSON.stringify([API, { data: API }]), 'my.json')).toHaveLength(2);
    expect(checkRule(JSON.stringify([API, API]), 'my.json').issues).toEqual([
      'my.json:1: has 2 rules; allowed: one',
    ]);
  });
});

describe('an issue of an export has the line and the path in the export', () => {
  const lineWith = (text: string, part: string): number =>
    text.split('\n').findIndex((line) => line.includes(part)) + 1;

  test('of Terraform’s state', () => {
    const broken = structuredClone(VALUES);
    Object.assign((broken['options'] as object[])[0]!, { keep_alive: 7 });
    const text = JSON.stringify(
      { values: { root_module: { resources: [{ type: TYPE, values: broken }] } } },
      null,
      1,
    );
    expect(checkRules(text, 'my.json').issues).toEqual([
      `my.json:${lineWith(text, 'keep_alive')}: values.root_module.resources[0].values.options[0].keep_alive: ` +
        'is 7; allowed: 0, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400',
    ]);
  });

  test('of HCL', () => {
    const text = HCL.replace('@evt.name:Get', '@evt.nmae:Get');
    expect(checkRules(text, 'my.tf').issues).toEqual([
      `my.tf:${lineWith(text, 'nmae')}: resource.${TYPE}.tfer--abc[0].query[0].query: no CloudTrail event has the ` +
        'field "@evt.nmae"; did you mean "@evt.name"?',
    ]);
    const computed = HCL.replace('"Ask {{@userIdentity.arn}}"', 'var.message');
    expect(checkRules(computed, 'my.tf').issues).toEqual([
      `my.tf:${lineWith(computed, 'var.message')}: only Terraform can evaluate this value; give its result, such as ` +
        'terraform show -json has it',
    ]);
    expect(checkRules(HCL.replace('Ask {{', 'Ask ${x} {{'), 'my.tf').issues[0]).toContain('${…}');
    expect(checkRules(HCL.trimEnd().slice(0, -1), 'my.tf').issues[0]).toContain("no closing '}'");
  });
});

test.each([
  [
    { terraform_version: '1.9.0', resources: [OTHER] },
    `is from Terraform and has no resource of type ${TYPE}`,
  ],
  [{ resource: { [TYPE]: {} } }, `is from Terraform and has no resource of type ${TYPE}`],
  [{ data: [] }, 'has no rule under "data"'],
  [[], 'is []; allowed: an object'],
])('%j is named for what it is', (json, message) => {
  expect(checkRules(JSON.stringify(json), 'my.json').issues).toEqual([`my.json:1: the rule: ${message}`]);
});

test('a refused detection method is the only issue', () => {
  const impossible = ruleWith({
    options: { detectionMethod: 'impossible_travel', keepAlive: 3 },
    query: { aggregation: 'geo_data', query: '@x.y:z' },
    rule: { cases: [{ status: 'low', condition: 'a > 5' }] },
  });
  expect(checkRules(JSON.stringify(impossible), 'f').issues).toEqual([
    expect.stringContaining('options.detectionMethod: is "impossible_travel"; allowed: anomaly_detection'),
  ]);
});
