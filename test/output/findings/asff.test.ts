import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asffBatches, asffFinding } from '../../../src/output/findings/asff.js';
import { writeOutputs } from '../../../src/output/write-outputs.js';
import { schemaCheck } from '../../support/json-schema.js';
import { temporaryFolder } from '../../support/temporary.js';
import { madeEvidence, MADE_RULE, madeRun, madeSignal } from '../made-run.js';
import { signalsOfEveryKind } from './signals-of-every-kind.js';

const issuesOf = schemaCheck('test/fixtures/schemas/asff.json');

test.each(signalsOfEveryKind())("validates against the model of Security Hub's API: $what", (made) => {
  const finding = asffFinding(made.signal, made.result, made.exact);
  expect(issuesOf({ Findings: [finding] })).toEqual([]);
  const text = JSON.stringify(finding);
  expect(Buffer.byteLength(text)).toBeLessThan(240_000); // the most that AWS takes of one finding
  expect(/\\u00[01]|\\ud[89a-f]|\p{Bidi_Control}/u.exec(text)?.[0]).toBe(undefined);
});

test('the schema refuses what Security Hub refuses', () => {
  const finding = asffFinding(madeSignal(), MADE_RULE);
  for (const change of [
    { Title: 'x'.repeat(257) },
    { Description: ' ' },
    { Resources: [] },
    { Resources: Array.from({ length: 33 }, () => ({ Type: 'Other', Id: 'a' })) },
    { Severity: { Label: 'SEVERE' } },
    { Workflow: { Status: 'DONE' } },
    { ProductFields: { a: '' } },
    { ProductArn: undefined },
    { NoSuchField: 1 },
  ]) {
    const changed: unknown = JSON.parse(JSON.stringify({ Findings: [{ ...finding, ...change }] }));
    expect(issuesOf(changed), JSON.stringify(change).slice(0, 100)).not.toEqual([]);
  }
  expect(issuesOf({ Findings: Array.from({ length: 101 }, () => finding) })).not.toEqual([]);
});

test('has the values of the signal', () => {
  expect(asffFinding(madeSignal({ reasons: ['from afar'] }), MADE_RULE)).toMatchObject({
    SchemaVersion: '2018-10-08',
    Id: 'trailspike/0123456789abcdef',
    ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
    AwsAccountId: '111122223333',
    Types: ['TTPs/Credential Access/T1555'],
    Severity: { Label: 'HIGH', Original: 'high' },
    Workflow: { Status: 'NEW' },
    Resources: [
      { Type: 'AwsIamUser', Id: 'arn:aws:iam::111122223333:user/ann', ResourceRole: 'Actor' },
      {
        Type: 'AwsSecretsManagerSecret',
        Id: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:fresh',
        Partition: 'aws',
        Region: 'us-east-1',
      },
      { Id: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:known' },
    ],
    Action: { AwsApiCallAction: { Api: 'GetSecretValue', ServiceName: 'secretsmanager.amazonaws.com' } },
    ProductFields: { 'trailspike/newItems': '1', 'trailspike/newOrigins': '203.0.113.0/24|boto3' },
  });
  expect(asffFinding(madeSignal({ suppressed: { by: 'backup' } }), MADE_RULE)).toMatchObject({
    Workflow: { Status: 'SUPPRESSED' },
    ProductFields: { 'trailspike/suppressedBy': 'backup' },
  });
});

test('the ARNs are of the partition of the region', () => {
  const { evidence } = madeSignal();
  const secrets = ['us-gov-west-1:111122223333:a'];
  const signal = madeSignal({
    evidence: { ...evidence, secrets, newSecrets: [], regions: ['us-gov-west-1'] },
  });
  expect(asffFinding(signal, MADE_RULE)).toMatchObject({
    ProductArn: 'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
    Resources: [
      {},
      {
        Id: 'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:a',
        Partition: 'aws-us-gov',
        Region: 'us-gov-west-1',
      },
    ],
  });
});

test('each account and region has files of its own, of at most 100 findings', async () => {
  const { identity, evidence } = madeSignal();
  const other = madeSignal({
    identity: { ...identity, accountId: '444455556666' },
    evidence: { ...evidence, newSecrets: ['eu-west-1:444455556666:x'], secrets: [] },
  });
  const many = Array.from({ length: 201 }, (_, n) => madeSignal({ id: n.toString(16).padStart(16, '0') }));
  const out = temporaryFolder();
  await writeOutputs(madeRun({ signals: [...many.slice(0, 150), other, ...many.slice(150)] }), out, {
    formats: ['asff'],
  });
  const counts = readdirSync(out).map((name) => {
    const input = JSON.parse(readFileSync(join(out, name), 'utf8')) as { Findings: { Id: string }[] };
    expect(issuesOf(input)).toEqual([]);
    return [name, input.Findings.length];
  });
  expect(counts.sort()).toEqual([
    ['findings-111122223333-us-east-1-1.asff.json', 100],
    ['findings-111122223333-us-east-1-2.asff.json', 100],
    ['findings-111122223333-us-east-1-3.asff.json', 1],
    ['findings-444455556666-eu-west-1-1.asff.json', 1],
  ]);
});

test('a call is below the size that AWS takes', () => {
  const name = 'x'.repeat(2000);
  const secrets = Array.from({ length: 100 }, (_, n) => `us-east-1:111122223333:${n}${name}`);
  const { evidence } = madeSignal();
  const signals = Array.from({ length: 200 }, () => madeSignal({ evidence: { ...evidence, secrets } }));
  const batches = asffBatches(signals, () => MADE_RULE);
  for (const { text } of batches) expect(Buffer.byteLength(text)).toBeLessThan(6_000_000);
  const found = batches.map(({ text }) => (JSON.parse(text) as { Findings: object[] }).Findings.length);
  expect(found.reduce((sum, amount) => sum + amount)).toBe(200);
  expect(batches.length).toBeGreaterThan(1);
});

test('with evidence it has exact addresses, ARNs, access keys and event ids', () => {
  const signal = madeSignal();
  const exact = madeEvidence(signal);
  const resources = (one: object): unknown => (one as { Resources: unknown }).Resources;
  const finding = asffFinding(signal, MADE_RULE, exact);
  expect(finding).toMatchObject({
    Action: {
      AwsApiCallAction: { CallerType: 'remoteIp', RemoteIpDetails: { IpAddressV4: '203.0.113.9' } },
    },
    ProductFields: {
      'trailspike/sourceAddresses': '203.0.113.9',
      'trailspike/userAgents': 'Boto3/1.34.0',
      'trailspike/accessKeys': 'AKIAIOSFODNN7EXAMPLE',
      'trailspike/eventIds': 'event-1',
    },
  });
  expect(resources(finding)).toEqual(
    expect.arrayContaining([
      { Type: 'AwsIamAccessKey', Id: 'AWS::IAM::AccessKey:AKIAIOSFODNN7EXAMPLE', ResourceRole: 'Actor' },
      expect.objectContaining({ Type: 'AwsSecretsManagerSecret', Id: exact.items[0]!.arn }),
    ]),
  );
  const many = exact.accessKeys.flatMap((key) => Array.from({ length: 40 }, () => key));
  expect(resources(asffFinding(signal, MADE_RULE, { ...exact, accessKeys: many }))).toContainEqual(
    expect.objectContaining({ Id: exact.items[0]!.arn }),
  );
});
