import { beforeAll, expect, test } from 'vitest';
import type { ScanOptions } from '../../src/main-thread/scan-options.js';
import { parseSuppressions } from '../../src/rule/suppression/parse-suppressions.js';
import type { Suppression } from '../../src/rule/suppression/suppression.js';
import { plantTheft, THIEF } from '../support/planted-theft.js';
import { mergeTo, scanResult, scanTo, type RunOutput } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

const organisation = temporaryFolder();
const options: ScanOptions = { sources: [organisation], threads: 1, shards: 1 };
let plain: RunOutput;

beforeAll(async () => {
  plantTheft(organisation);
  plain = await scanTo(options);
});

const suppressions = (...parts: Record<string, unknown>[]): Suppression[] =>
  parseSuppressions(
    JSON.stringify(
      parts.map((part) => ({ name: 'CI', enabled: true, rule_query: 'source:cloudtrail', ...part })),
    ),
    'test',
  );

test('an exclusion leaves events out before counting, while it is in force', async () => {
  const theft = plain.run.signals[0]!;
  const during = { start_date: Date.parse(theft.start), expiration_date: Date.parse(theft.end) };
  const left = theft.observed.retrievals;
  const { run } = await scanTo({
    ...options,
    suppressions: suppressions({ data_exclusion_query: `@userIdentity.arn:"${THIEF}"`, ...during }),
  });
  expect(run.signals).toEqual([]);
  expect(run.coverage.matched).toBe(plain.run.coverage.matched);
  expect(run.coverage.dropped).toEqual({ 'excluded by CI': left });
  expect(run.totals.retrievals).toBe(plain.run.totals.retrievals - left);
  expect(run.suppressions).toMatchObject([{ name: 'CI', excludedEvents: left }]);
  expect(run.warnings).toEqual(plain.run.warnings);
});

test('a suppression of signals only marks them', async () => {
  const { run, buckets } = await scanTo({
    ...options,
    suppressions: suppressions({ suppression_query: '*' }),
  });
  expect(run.signals).toEqual(plain.run.signals.map((signal) => ({ ...signal, suppressed: { by: 'CI' } })));
  expect(run.signals.length).toBeGreaterThan(0);
  expect(buckets).toBe(plain.buckets);
});

test('a state with exclusions continues and merges only with the same exclusions, and keeps their counts', async () => {
  const state = temporaryFolder();
  const excluding = suppressions({ data_exclusion_query: '@usr.name:quiet-user region:us-east-1' });
  const onSignals = suppressions({ suppression_query: '*', name: 'other' });
  const first = await scanResult({ ...options, state, suppressions: excluding });
  expect(first.suppressions[0]!.excludedEvents).toBe(plain.run.coverage.matched);
  const again = await scanResult({ ...options, state, suppressions: [...excluding, ...onSignals] });
  expect(again.suppressions[0]).toEqual(first.suppressions[0]);
  const { run } = await mergeTo({ states: [state], shards: 1, suppressions: excluding });
  expect(run.suppressions).toEqual(first.suppressions);
  for (const others of [[], onSignals, suppressions({ data_exclusion_query: 'region:us-east-1' })]) {
    await expect(scanResult({ ...options, state, suppressions: others })).rejects.toMatchObject({
      code: 'E_STATE_MISMATCH',
      message: expect.stringContaining('exclusion = [{"name":"CI"') as string,
    });
  }
});
