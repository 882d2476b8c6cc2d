import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { resolveRule } from '../../src/rule/parse-rule.js';
import type { Rule } from '../../src/rule/rule.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { ruleWith } from '../rule/rule-with.js';
import { noRealRecords, realRecords } from '../support/real-records.js';
import { scanResult, scanTo } from '../support/run-output.js';
import { describeUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';

const rule = (query: Parameters<typeof ruleWith>[0]['query']): Rule =>
  resolveRule(ruleWith({ query: query! }), 'test');
const PARAMETERS = rule({ query: '@eventSource:ssm.amazonaws.com @evt.name:GetParameter*' });
const DECRYPTIONS = rule({
  query: 'source:cloudtrail @evt.name:Decrypt service:kms',
  aggregation: 'cardinality',
  distinctFields: ['@resources.ARN'],
  groupByFields: ['account_id'],
});

interface CloudTrailRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly recipientAccountId: string;
  readonly userIdentity: { readonly arn?: string };
}

const organisation = temporaryFolder();
let records: CloudTrailRecord[];

beforeAll(async () => {
  await simulate({ days: 4, identities: 8, seed: 5, thefts: 1, noise: 3 }, directoryWriter(organisation));
  const objects = readdirSync(organisation, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\/CloudTrail\/.*\.json\.gz$/.test(name),
  );
  records = objects.flatMap((name) => {
    const text = gunzipSync(readFileSync(join(organisation, name))).toString();
    return (JSON.parse(text) as { Records: CloudTrailRecord[] }).Records;
  });
});

/** Distinct calls, failed ones too, by name and service, found with JSON.parse of every object. */
function callsOf(source: string, name: RegExp): CloudTrailRecord[] {
  const found = new Map<string, CloudTrailRecord>();
  for (const record of records) {
    if (record.eventSource === source && name.test(record.eventName)) found.set(record.eventID, record);
  }
  return [...found.values()];
}

test.each([
  ['parameters', PARAMETERS, 'ssm.amazonaws.com', /^GetParameter/],
  ['decryptions', DECRYPTIONS, 'kms.amazonaws.com', /^Decrypt$/],
] as const)('%s are counted among the noise of an organisation', async (_, which, source, name) => {
  const { run, buckets } = await scanTo({ sources: [organisation], rules: [which], threads: 1, shards: 2 });
  const calls = callsOf(source, name);
  expect(calls.length).toBeGreaterThan(20);
  expect(run.totals.retrievals).toBe(calls.length);
  expect(run.complete).toBe(true);
  const keys = new Set(
    buckets
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { identity: string }).identity),
  );
  const expected = calls.map((call) =>
    which === DECRYPTIONS ? call.recipientAccountId : call.userIdentity.arn!,
  );
  for (const key of expected) expect(keys).toContain(key);
});

test('a state of one rule is refused to another rule, and the difference is named', async () => {
  const state = temporaryFolder();
  const options = { sources: [organisation], threads: 1, shards: 1, state };
  await scanResult({ ...options, rules: [PARAMETERS] });
  const other = (query: Parameters<typeof ruleWith>[0]['query']): Promise<unknown> =>
    scanResult({ ...options, rules: [rule({ query: PARAMETERS.events.query, ...query })] });
  await expect(scanResult(options)).rejects.toMatchObject({
    code: 'E_STATE_MISMATCH',
    message: expect.stringContaining(
      'query = @eventSource:ssm.amazonaws.com @evt.name:GetParameter*, and this run has query = source:',
    ) as string,
  });
  await expect(other({ distinctFields: ['@requestParameters.name'] })).rejects.toThrow(
    'distinctFields = none, and this run has distinctFields = @requestParameters.name',
  );
  await expect(other({ groupByFields: ['account_id'] })).rejects.toThrow(
    'groupBy = @userIdentity.arn, and this run has groupBy = account_id',
  );
  await expect(other({ groupByFields: [] })).rejects.toThrow('this run has groupBy = nothing');
  await expect(other({ hasOptionalGroupByFields: true })).rejects.toThrow('@userIdentity.arn,(optional)');
  await expect(other({ query: ` ${PARAMETERS.events.query.replace(' ', '  AND ')}` })).resolves.toBeDefined();
});

/** Asks all analyses, as the built-in rule does. */
const PARAMETER_THEFT = resolveRule(
  ruleWith({
    query: { query: 'source:cloudtrail @evt.name:(GetParameter OR GetParameters OR GetParametersByPath)' },
    rule: { trailspike: { analyses: ['volume', 'breadth', 'novelty', 'origin'] } },
  }),
  'test',
);
/** As Datadog's rules count: distinct values of a field. */
const DISTINCT_PARAMETERS = rule({
  query: '@eventSource:ssm.amazonaws.com @evt.name:GetParameters',
  aggregation: 'cardinality',
  distinctFields: ['@requestParameters.names'],
});

describeUnless(
  noRealRecords,
  'a real theft of parameters from Systems Manager, as recorded by Stratus Red Team',
  () => {
    test.each([
      ['by all analyses', PARAMETER_THEFT],
      ['by the number of distinct parameters', DISTINCT_PARAMETERS],
    ])('42 parameters in 5 calls, after a quiet fortnight, are found %s', async (_, which) => {
      const file = 'aws.credential-access.ssm-retrieve-securestring-parameters.json';
      const path = join(realRecords, 'stratus-red-team/docs/detonation-logs', file);
      const all = JSON.parse(readFileSync(path, 'utf8')) as (CloudTrailRecord & { eventTime: string })[];
      const [sample] = all.filter(({ eventName }) => eventName === 'GetParameters');
      const history = Array.from({ length: 14 }, (_, day) => ({
        ...sample,
        eventID: `quiet-${day}`,
        eventTime: new Date(Date.parse(sample!.eventTime) - (14 - day) * 86_400_000).toISOString(),
        requestParameters: { names: ['/app/one'], withDecryption: true },
      }));
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'history.json'), JSON.stringify({ Records: history }));
      writeFileSync(join(folder, 'attack.json'), JSON.stringify(all));
      const { run } = await scanTo({ sources: [folder], rules: [which], threads: 1, shards: 1 });
      expect(run.totals.retrievals).toBe(14 + 5);
      expect(run.signals).toMatchObject([
        {
          identity: { arn: sample!.userIdentity.arn },
          observed: { retrievals: 5, failures: 0, distinctSecrets: 42, newSecrets: 42 },
          estimated: false,
        },
      ]);
    });
  },
);
