import { describe, expect, test, vi } from 'vitest';
import { present } from '../../src/cli/present.js';
import { summaryOf } from '../../src/output/summary.js';
import type { OutputRun } from '../../src/output/formats/output-format.js';
import { reportHtml } from '../../src/output/report/report-html.js';
import { reportOfRun } from '../../src/output/report/report-of-run.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { PACK_NAMES, packRules } from '../../src/rule/packs/packs.js';
import type { Rule } from '../../src/rule/rule.js';
import { subjectOf } from '../../src/rule/rule-subject.js';
import { MADE_RULE, madeRun, madeSignal } from './made-run.js';

const OTHERS = PACK_NAMES.flatMap((name) => packRules(name)).filter(({ id }) => id !== BUILT_IN_RULE.id);

/** Names that are part of the interface of the outputs, whatever a rule counts. */
const INTERFACE = /distinctSecrets|newSecrets|"secrets"|"retrievals"/g;

/** The report without its script, which has the words of every rule in it. */
async function reportPage(run: OutputRun): Promise<string> {
  const html = [...reportHtml(await reportOfRun(run, []))].join('');
  return html.replace(/<script>.*<\/script>/s, '');
}

/** All that a run of one rule with a signal says: on stdout and stderr, in the report and in the summary. */
async function saidOf(rule: Rule): Promise<string> {
  const signal = madeSignal({
    rule: { id: rule.id, name: rule.name },
    classification: rule.classification,
    message: rule.message,
  });
  const made = { ...MADE_RULE, rule, subject: subjectOf(rule.events), signals: [signal] };
  const run = madeRun({ rules: [made], signals: [signal], evidence: [] });
  const nothing = madeRun({ rules: [{ ...made, signals: [] }], signals: [], evidence: [] });
  const written: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0),
  );
  try {
    for (const shown of ['table', 'lines'] as const)
      await present(run, { out: 'results', formats: ['report'], sources: [] }, { shown });
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const pages = await Promise.all([run, nothing].map(async (one) => reportPage(one)));
  const files = [...pages, JSON.stringify(summaryOf(run, []))];
  return [...written, ...files].join('\n').replace(INTERFACE, '');
}

test.each(OTHERS.map((rule) => [rule.id, rule] as const))('%s never speaks of secrets', async (_, rule) => {
  const said = await saidOf(rule);
  expect(said).toContain(rule.name);
  expect(said.match(/.{0,40}secret(?!s?manager).{0,40}/gi)).toBeNull();
  if (rule.id !== 'trailspike-ssm-parameters') expect(said).not.toMatch(/retriev(?:al|ed)/i);
});

test('the built-in rule does', async () => {
  expect(await saidOf(BUILT_IN_RULE)).toMatch(/secrets[^]*retrievals/i);
});

describe('what the items and events of a rule are called', () => {
  const rules = new Map(OTHERS.map((rule) => [rule.id.replace('trailspike-', ''), rule]));

  test.each([
    ['access-denied', 'calls', 'events'],
    ['api-gateway-keys', 'items', 'calls of GetApiKey or GetApiKeys'],
    ['assumed-roles', 'roles', 'calls of AssumeRole'],
    ['deleted-kinds', 'calls', 'events'],
    ['ec2-passwords', 'instances', 'calls of GetPasswordData'],
    ['kms-decrypt', 'keys', 'calls of Decrypt'],
    ['s3-buckets', 'buckets', 'calls of GetObject'],
    ['s3-objects', 'objects', 'calls of GetObject'],
    ['shared-snapshots', 'snapshots or images', 'events'],
    ['ssm-parameters', 'parameters', 'retrievals'],
  ])('%s: %s, %s', (id, items, events) => {
    const { noun, event } = subjectOf(rules.get(id)!.events);
    expect([noun.many, event.many]).toEqual([items, events]);
  });

  test.each([
    ['@evt.name:GetSecretValue', ['@requestParameters.secretId'], 'secrets', 'retrievals'],
    ['@evt.name:GetSecretValue', ['@sourceIPAddress'], 'source addresses', 'retrievals'],
    ['@evt.name:X', ['@requestParameters.odd'], 'values of requestParameters.odd', 'calls of X'],
    ['@evt.name:(A OR B OR C)', ['@requestParameters.policyArn'], 'policies', 'events'],
    ['@evt.name:A OR @awsRegion:b', ['@userIdentity.arn', '@awsRegion', '@evt.name'], 'values', 'events'],
    ['-@evt.name:A', ['@resources.ARN'], 'resources', 'events'],
  ])('%s by %s: %s, %s', (query, distinctFields, items, events) => {
    const { noun, event } = subjectOf({ query, distinctFields });
    expect([noun.many, event.many]).toEqual([items, events]);
  });
});
