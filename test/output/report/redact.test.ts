import { expect, test } from 'vitest';
import { integritySection } from '../../../src/output/report/integrity-section.js';
import { redacted } from '../../../src/output/report/redact.js';
import { reportHtml } from '../../../src/output/report/report-html.js';
import { reportOfRun } from '../../../src/output/report/report-of-run.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import { MADE_RULE, madeEvidence, madeIntegrity, madeRun, madeSignal, runNamed } from '../made-run.js';

const NAMES = [
  'hunter2-prod',
  '203.0.113.77',
  'a name with spaces',
  'Überraschung/ß',
  '<b>bold</b>',
  'arn:aws:iam::444455556666:role/x',
];

test.each(NAMES)('no name is left, wherever it stood: %s', async (name) => {
  const run = runNamed(name);
  const data = redacted(await reportOfRun(run, ['scan', name, '--out', name, `--rule=${name}`]));
  expect(JSON.stringify(data)).not.toContain(JSON.stringify(name).slice(1, -1));
  const html = [...reportHtml(data)].join('');
  expect(html).not.toContain(name);
  expect(html).toContain('Names are replaced by tokens');
});

const KEY = 'arn:aws:sts::111122223333:assumed-role/deploy/session-1';
const signal = madeSignal(
  {
    message: `Check whether ${KEY} was expected, from 203.0.113.9, by ann@example.com or /home/ann/x in s3://bucket/key`,
    reasons: ['from 203.0.113.0/24, strange to the organisation'],
    evidence: {
      secrets: ['us-east-1:111122223333:fresh'],
      newSecrets: ['us-east-1:111122223333:fresh'],
      newOrigins: ['203.0.113.0/24|boto3'],
      strangeNetworks: ['203.0.113.0/24'],
      accounts: ['111122223333'],
      regions: ['us-east-1'],
    },
  },
  KEY,
);
const run = madeRun({
  signals: [signal],
  evidence: [madeEvidence(signal)],
  rules: [{ ...MADE_RULE, rule: BUILT_IN_RULE }],
  warnings: [`3 of 4 objects in account 111122223333 were not read, such as s3://bucket/AWSLogs/x.json.gz`],
});

test('the same name has the same token everywhere, and the page can be made from it', async () => {
  const data = redacted(await reportOfRun(run, []));
  const [shown] = data.signals;
  const { key } = shown!.identity;
  expect(key).toBe('identity-1');
  expect(shown!.identities).toEqual([key]);
  expect(shown!.message).toMatch(
    /^Check whether identity-1 was expected, from (address|network)-\d+, by identity-\d+ or object-\d+ in object-\d+$/,
  );
  const [evidence] = data.evidence;
  expect(evidence!.signal).toBe(shown!.id);
  expect(evidence!.identity).toBe(key);
  expect(evidence!.items[0]!.key).toBe(shown!.evidence.secrets[0]);
  expect(evidence!.items[0]!.arn).toBe(evidence!.items[0]!.key);
  const network = shown!.evidence.strangeNetworks[0]!;
  expect(shown!.reasons).toEqual([`from ${network}, strange to the organisation`]);
  expect(evidence!.origins[0]!.origin.split('|')[0]).toBe(network);
  expect(data.activity.some((one) => one.kind === 'identities' && one.identities[0] === key)).toBe(true);
});

test('what is no name stays', async () => {
  const data = redacted(await reportOfRun(run, ['scan', 'my-bucket', '--threads', '4', '--from=2026-03-01']));
  expect(data.summary.arguments).toEqual(
    ['scan', '…', '--threads', '4', '--from=…'].map((one) => (one === 'scan' ? '…' : one)),
  );
  expect(data.signals[0]).toMatchObject({
    status: 'high',
    start: signal.start,
    observed: signal.observed,
    pValue: signal.pValue,
  });
  expect(data.summary.rules[0]).toMatchObject({ id: BUILT_IN_RULE.id, name: BUILT_IN_RULE.name });
  expect(data.evidence[0]!.regions).toEqual([{ value: 'us-east-1', count: 33 }]);
  expect(data.evidence[0]!.errors).toEqual([{ value: 'AccessDenied', count: 2 }]);
  expect(data.summary.warnings[0]).toMatch(
    /^3 of 4 objects in account (account|name)-\d+ were not read, such as object-\d+$/,
  );
  expect(data.latency).toEqual((await reportOfRun(run, [])).latency);
});

test('the tokens are the same each time', async () => {
  const data = await reportOfRun(run, []);
  expect(redacted(data)).toEqual(redacted(data));
});

test('what --verify found has no account and no key of an object, and its times and regions stay', async () => {
  const gaps = madeRun().gaps;
  const data = redacted(await reportOfRun({ ...run, integrity: madeIntegrity(), gaps }, []));
  const text = JSON.stringify([data.summary.integrity, data.summary.gaps]);
  expect(text).not.toMatch(/\d{12}|AWSLogs|CloudTrail-Digest|team-a|gone\.json/);
  expect(text).toContain('it names object-');
  expect(data.summary.gaps.list[0]).toMatchObject({
    ...{ kind: 'failed', region: 'us-east-1', from: '1970-01-01T01:00:00Z', amount: 1 },
    account: data.signals[0]!.identity.accountId,
  });
  expect(integritySection(data.summary)).not.toMatch(/111122223333/);
});

test('the settings of a run have no names either', async () => {
  const settings = {
    ...run.settings,
    ...{ accounts: ['111122223333'], list: '/home/ann/list.txt', state: 'anns-state' },
    verify: { keyFiles: ['/home/ann/keys.pem'], endpoint: null },
    environment: { AWS_PROFILE: 'anns-profile' },
    rules: [{ id: 'my-rule', json: { id: 'my-rule', message: 'ask ann' } }],
    suppressions: [{ name: 'anns bot', json: { name: 'anns bot' } }],
  };
  const data = redacted(await reportOfRun({ ...run, settings }, []));
  expect(JSON.stringify(data.summary.settings)).not.toMatch(/ann|my-rule|111122223333/);
  expect(data.summary.settings).toMatchObject({
    command: 'scan',
    threads: 2,
    fetch: 'main',
    identity: 'arn',
  });
  expect(data.summary.runId).toBe(run.runId);
});
