import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OutputRun } from '../../src/output/formats/output-format.js';
import { reportHtml } from '../../src/output/report/report-html.js';
import { reportOfRun } from '../../src/output/report/report-of-run.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import type { Rule } from '../../src/rule/rule.js';
import { parseSuppressions } from '../../src/rule/suppression/parse-suppressions.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { ruleWith } from '../rule/rule-with.js';
import { mergeTo, scanResult, scanTo } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

type QueryFields = NonNullable<Parameters<typeof ruleWith>[0]['query']>;

const rule = (id: string, query: QueryFields, more: Parameters<typeof ruleWith>[0] = {}): Rule => ({
  ...resolveRule(ruleWith({ query, anomaly: { detectionTolerance: 1 }, ...more }), 'test'),
  id,
});

/** Other events, other groups, other buckets. `npm run bench:rules` compares twenty. */
const RULES: readonly Rule[] = [
  BUILT_IN_RULE,
  rule('parameters', { query: '@eventSource:ssm.amazonaws.com @evt.name:GetParameter*' }),
  rule('decryptions', {
    query: 'source:cloudtrail @evt.name:Decrypt service:kms',
    aggregation: 'cardinality',
    distinctFields: ['@resources.ARN'],
    groupByFields: ['account_id'],
  }),
  rule('secrets by region', { query: '@evt.name:GetSecretValue', groupByFields: ['@awsRegion'] }),
  rule('secrets by address', {
    query: '@evt.name:GetSecretValue',
    groupByFields: ['@userIdentity.arn', '@sourceIPAddress'],
  }),
  rule('every second as one', { query: '@evt.name:GetSecretValue', groupByFields: [] }),
  rule('hourly', { query: '@evt.name:GetSecretValue' }, { anomaly: { bucketDuration: 3600 } }),
  rule('roles', { query: '@evt.name:AssumeRole', groupByFields: ['@userIdentity.arn'] }),
  rule('nothing', { query: '@evt.name:GetPasswordData' }),
  rule('free text', { query: '"db"' }),
  ...Array.from({ length: 2 }, (_, n) =>
    rule(`name ${n}`, { query: `@evt.name:(GetSecretValue OR Call${n})`, groupByFields: ['account_id'] }),
  ),
];
const SUPPRESSIONS = parseSuppressions(
  JSON.stringify([
    {
      name: 'not in one region',
      enabled: true,
      rule_query: 'id:parameters',
      data_exclusion_query: '@awsRegion:us-east-1',
    },
  ]),
  'suppressions.json',
);

const organisation = temporaryFolder();
const SOURCE = { sources: [organisation], threads: 1, suppressions: SUPPRESSIONS };
let alone: Awaited<ReturnType<typeof scanTo>>[];
let together: Awaited<ReturnType<typeof scanTo>>;

beforeAll(async () => {
  await simulate({ days: 5, identities: 6, seed: 5, thefts: 2, noise: 1 }, directoryWriter(organisation));
  rmSync(join(organisation, 'labels.json')); // JSON beside a trail is read, too
  alone = [];
  for (const one of RULES) alone.push(await scanTo({ ...SOURCE, rules: [one], shards: 1 }));
  together = await scanTo({ ...SOURCE, rules: RULES, shards: 2 });
}, 120_000);

test('many rules at once find what each finds alone, to the byte', () => {
  expect(together.buckets).toBe(alone.map(({ buckets }) => buckets).join(''));
  const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
  expect(lines(together.signals).sort()).toEqual(alone.flatMap(({ signals }) => lines(signals)).sort());
  expect(together.run.signals.length).toBeGreaterThan(2);
  for (const [index, { run }] of alone.entries()) {
    // How far tables have grown depends on the order of batches.
    const { totals, ...expected } = run.rules[0]!;
    expect(together.run.rules[index]).toEqual({
      ...expected,
      totals: { ...totals, bytes: expect.any(Number) as number },
    });
  }
});

test('the objects are read once, and figures are sums over the rules', () => {
  const { coverage, totals, rules, judged } = together.run;
  expect(coverage).toMatchObject({
    listed: alone[0]!.run.coverage.listed,
    bytes: alone[0]!.run.coverage.bytes,
  });
  expect(coverage.matched).toBeGreaterThan(alone[0]!.run.coverage.matched);
  // `name 0` and `name 1` have different queries, so nothing is shared here.
  expect(totals.retrievals).toBe(rules.reduce((sum, one) => sum + one.totals.retrievals, 0));
  expect(judged.byHistory.identities).toBe(
    rules.reduce((sum, one) => sum + one.judged.byHistory.identities, 0),
  );
});

test('rules that count the same share their state', async () => {
  const strict = { ...BUILT_IN_RULE, id: 'strict', detectionTolerance: 5 as const };
  const { run } = await scanTo({ ...SOURCE, rules: [BUILT_IN_RULE, strict] });
  const { cells, retrievals } = alone[0]!.run.totals;
  expect(run.totals).toMatchObject({ cells, retrievals });
  expect(run.coverage.matched).toBe(alone[0]!.run.coverage.matched);
  expect(run.rules.map(({ totals }) => totals)).toEqual([run.totals, run.totals]);
});

describe('a state of many rules', () => {
  const sameRules = [...RULES].reverse();

  test('resumes without reading anything, and slices of it merge to the same', async () => {
    const [whole, first, second] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    await scanTo({ ...SOURCE, rules: RULES, state: whole, shards: 2 });
    const again = await scanTo({ ...SOURCE, rules: RULES, state: whole, shards: 1 });
    expect(again.run.coverage.alreadyProcessed).toBe(again.run.coverage.decoded);
    expect(again.signals).toBe(together.signals);
    for (const [index, state] of [first, second].entries()) {
      await scanResult({
        ...SOURCE,
        rules: RULES,
        state,
        shards: 1,
        partition: { part: index + 1, of: 2 },
        hashKey: '00112233445566778899aabbccddeeff',
      });
    }
    const merge = { states: [second, first], rules: RULES, suppressions: SUPPRESSIONS };
    const joined = await mergeTo(merge);
    expect(joined.signals).toBe(together.signals);
    expect(joined.buckets).toBe(together.buckets);
    // The order of the rules is that of the outputs alone.
    expect((await mergeTo({ ...merge, rules: sameRules })).run.rules).toEqual(
      [...joined.run.rules].reverse(),
    );
  }, 60_000);

  test('is refused to a run with other rules, which are named', async () => {
    const state = temporaryFolder();
    await scanResult({ ...SOURCE, rules: RULES.slice(0, 3), state });
    const refusal = (rules: readonly Rule[]): Promise<unknown> => scanResult({ ...SOURCE, rules, state });
    await expect(refusal(RULES.slice(0, 4))).rejects.toMatchObject({
      code: 'E_STATE_MISMATCH',
      message: expect.stringContaining('was made without the rule for @evt.name:GetSecretValue') as string,
    });
    await expect(refusal(RULES.slice(0, 2))).rejects.toMatchObject({
      code: 'E_STATE_MISMATCH',
      message: expect.stringContaining(
        'was also made with a rule for source:cloudtrail @evt.name:Decrypt',
      ) as string,
    });
  });
});

test('two rules with one id are refused', async () => {
  await expect(scanResult({ ...SOURCE, rules: [BUILT_IN_RULE, BUILT_IN_RULE] })).rejects.toMatchObject({
    code: 'E_RULE',
    message: expect.stringContaining('two rules have the id trailspike-secrets') as string,
  });
});

const NO_STATE: Pick<OutputRun, 'buckets' | 'activity'> = {
  buckets: () => {
    throw new Error('the report reads no buckets');
  },
  activity: () => Promise.resolve([]),
};

test('the report lists every rule, and has each signal with what was counted of its identities', async () => {
  const data = await reportOfRun({ ...together.run, ...NO_STATE }, []);
  const html = [...reportHtml(data)].join('');
  for (const { id } of RULES) expect(html).toContain(`<code>${id}</code>`);
  const withSignals = data.summary.rules.filter(({ signals }) => signals > 0);
  expect(withSignals.length).toBeGreaterThan(1);
  const embedded = JSON.parse(
    /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!,
  ) as object;
  expect(embedded).toEqual(JSON.parse(JSON.stringify(data)));
});

test('rules are read from files and folders, in the order of their names', async () => {
  const { readRules } = await import('../../src/rule/read-rules.js');
  const folder = temporaryFolder();
  for (const name of ['b', 'a']) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...(ruleWith({}) as object), id: name }));
  }
  writeFileSync(join(folder, 'notes.txt'), 'not a rule');
  const read = await readRules([folder, join(folder, 'a.json')]);
  expect(read.map(({ id }) => id)).toEqual(['a', 'b', 'a']);
  expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('not a rule');
  await expect(readRules([temporaryFolder()])).rejects.toThrow('a folder without rules');
});
