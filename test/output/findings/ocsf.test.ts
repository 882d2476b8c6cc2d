import { expect, test } from 'vitest';
import { ocsfFinding } from '../../../src/output/findings/ocsf.js';
import { schemaCheck } from '../../support/json-schema.js';
import { HOSTILE, madeEvidence, MADE_RULE, madeSignal } from '../made-run.js';
import { signalsOfEveryKind } from './signals-of-every-kind.js';

const issuesOf = schemaCheck('test/fixtures/schemas/ocsf-detection-finding.json');
const plain = (finding: object): unknown => JSON.parse(JSON.stringify(finding));

test.each(signalsOfEveryKind())(
  'validates against the schema of OCSF: $what',
  ({ signal, result, exact }) => {
    expect(issuesOf(plain(ocsfFinding(signal, result, exact)))).toEqual([]);
  },
);

test('the schema refuses what OCSF refuses', () => {
  const finding = plain(ocsfFinding(madeSignal(), MADE_RULE)) as Record<string, unknown>;
  for (const change of [
    { class_uid: 2001 },
    { severity_id: 7 },
    { finding_info: {} },
    { finding_info: { uid: 'a', attacks: [{}] } },
    { cloud: undefined },
    { cloud: { region: 'us-east-1' } },
    { evidences: [{ name: 'nothing else' }] },
    { anomaly_analyses: [{ anomalies: [] }] },
    { observables: [{ name: 'a', type_id: 1000 }] },
    { resources: [{ role_id: 3 }] },
    { no_such_attribute: 1 },
    { time: '2026-03-01' },
  ]) {
    expect(issuesOf(plain({ ...finding, ...change })), JSON.stringify(change)).not.toEqual([]);
  }
});

test('has the values of the signal', () => {
  expect(ocsfFinding(madeSignal({ reasons: ['from afar'] }), MADE_RULE)).toMatchObject({
    type_uid: 200401,
    time: Date.UTC(2026, 2, 1, 12, 30),
    start_time: Date.UTC(2026, 2, 1, 12),
    severity_id: 4,
    status_id: 1,
    is_alert: true,
    metadata: { version: '1.8.0', profiles: ['cloud'], uid: '0123456789abcdef' },
    cloud: {
      provider: 'AWS',
      account: { uid: '111122223333', type_id: 10 },
      region: 'us-east-1',
      cloud_partition: 'aws',
    },
    finding_info: {
      uid: '0123456789abcdef',
      title: 'Rule',
      desc: '31 retrievals of 29 secrets, 1 of them new, 2 failed attempts, from 2026-03-01T12:00:00Z to 2026-03-01T12:30:00Z: from afar',
      attacks: [
        {
          tactic: { uid: 'TA0006', name: 'Credential Access' },
          technique: { uid: 'T1555', name: 'Credentials from Password Stores' },
        },
      ],
    },
    anomaly_analyses: [
      {
        analysis_targets: [{ name: 'arn:aws:iam::111122223333:user/ann', type: 'IAMUser' }],
        anomalies: [
          {
            observation_parameter: 'volume',
            observations: [{ value: '31', timespan: { duration_secs: 1800 } }],
          },
        ],
        baselines: [{ observations: [{ value: '4' }] }],
      },
    ],
    evidences: [
      {
        actor: { user: { uid: 'arn:aws:iam::111122223333:user/ann' } },
        api: { operation: 'GetSecretValue', service: { name: 'secretsmanager.amazonaws.com' } },
        src_endpoint: { name: '203.0.113.0/24' },
        data: { agent_family: 'boto3' },
      },
    ],
    resources: [
      {
        uid: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:fresh',
        type: 'AWS::SecretsManager::Secret',
        labels: ['new to the identity'],
      },
      { uid: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:known' },
    ],
  });
});

test('a suppressed signal is suppressed, and no alert', () => {
  expect(ocsfFinding(madeSignal({ suppressed: { by: 'backup' } }), MADE_RULE)).toMatchObject({
    status_id: 3,
    status: 'Suppressed',
    status_detail: 'backup',
    is_alert: false,
  });
});

test('a name that no secret can have makes no ARN, and every text is whole Unicode', () => {
  for (const name of HOSTILE) {
    const { evidence } = madeSignal();
    const secrets = [`us-east-1:111122223333:${name}`];
    const text = JSON.stringify(ocsfFinding(madeSignal({ evidence: { ...evidence, secrets } }), MADE_RULE));
    expect(text.includes(':secret:')).toBe(false);
    expect(/\\ud[89a-f]/.test(text)).toBe(false);
  }
});

test('with evidence it has exact addresses, ARNs, access keys and event ids', () => {
  const signal = madeSignal();
  const exact = madeEvidence(signal);
  expect(ocsfFinding(signal, MADE_RULE, exact)).toMatchObject({
    evidences: [
      {
        uid: 'event-1',
        src_endpoint: { ip: '203.0.113.9' },
        data: { user_agent: 'Boto3/1.34.0', access_keys: ['AKIAIOSFODNN7EXAMPLE'], event_uids: ['event-1'] },
      },
    ],
    observables: expect.arrayContaining([
      { type_id: 2, type: 'IP Address', name: 'evidences.src_endpoint.ip', value: '203.0.113.9' },
      expect.objectContaining({ type_id: 16, value: 'Boto3/1.34.0' }),
      expect.objectContaining({ type_id: 19, value: 'AKIAIOSFODNN7EXAMPLE' }),
      expect.objectContaining({ type_id: 10, value: exact.items[0]!.arn }),
    ]) as unknown,
    resources: expect.arrayContaining([
      expect.objectContaining({ uid: exact.items[0]!.arn, labels: ['new to the identity'] }),
    ]) as unknown,
    unmapped: { exact: exact.counts, records: [{ uid: 'event-1' }] },
  });
  const [service] = exact.origins.map((origin) => ({ ...origin, address: 'cloudformation.amazonaws.com' }));
  expect(ocsfFinding(signal, MADE_RULE, { ...exact, origins: [service!] })).toMatchObject({
    evidences: [{ src_endpoint: { name: 'cloudformation.amazonaws.com' } }],
  });
});
