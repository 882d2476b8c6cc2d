import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_RULE, BUILT_IN_RULE_JSON } from '../../src/rule/built-in.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import { readRuleFile } from '../../src/rule/read-rule-file.js';
import { ruleWith } from './rule-with.js';

const HOURS = [1, 6, 12, 24, 48, 168, 336];

describe('a rule', () => {
  test('has all defaults filled in', () => {
    expect(resolveRule(ruleWith({}), 'my.json')).toEqual({
      id: 'secrets',
      name: 'Secrets',
      message: '',
      tags: [],
      events: {
        query: 'source:cloudtrail @evt.name:GetSecretValue',
        distinctFields: [],
        groupByFields: ['@userIdentity.arn'],
        hasOptionalGroupByFields: false,
        failedCalls: 'counted',
        exceptInvokedBy: [],
      },
      aggregation: 'count',
      bucketDuration: 300,
      learningDuration: 86_400,
      detectionTolerance: 5,
      instantaneousBaseline: false,
      evaluationWindow: 1800,
      keepAlive: 3600,
      maxSignalDuration: 86_400,
      percentile: 0.995,
      cases: [{ status: 'low', percentile: 0.995 }],
      minimumExcess: 10,
      windows: [1800],
      analyses: ['volume'],
      thresholdCases: [],
      thresholds: [],
      method: 'anomaly_detection',
      graded: false,
      classification: { tactic: '', technique: '' },
    });
  });

  test('keeps the values of the file', () => {
    const value = ruleWith({
      rule: {
        id: 'abc-def-ghi',
        message: 'Look at {{@userIdentity.arn}}',
        tags: [
          'team:blue',
          'tactic:TA0009-collection',
          'technique:T1555.006-cloud-secrets-management-stores',
        ],
        cases: [
          { status: 'high', name: 'far out', condition: 'a > 99 9', notifications: ['@slack-soc'] },
          { status: 'info', condition: '0.98 < a' },
        ],
        trailspike: { minimumExcess: 25 },
      },
      options: { evaluationWindow: 3600, keepAlive: 7200, maxSignalDuration: 43_200 },
      anomaly: {
        bucketDuration: 900,
        learningDuration: 168,
        detectionTolerance: 2,
        instantaneousBaseline: true,
        learningPeriodBaseline: 0,
      },
    });
    expect(resolveRule(value, 'my.json')).toMatchObject({
      id: 'abc-def-ghi',
      message: 'Look at {{@userIdentity.arn}}',
      bucketDuration: 900,
      learningDuration: 604_800,
      detectionTolerance: 2,
      learningPeriodBaseline: 0,
      instantaneousBaseline: true,
      evaluationWindow: 3600,
      keepAlive: 7200,
      maxSignalDuration: 43_200,
      percentile: 0.98,
      cases: [
        { status: 'high', percentile: 0.999 },
        { status: 'info', percentile: 0.98 },
      ],
      minimumExcess: 25,
      classification: { tactic: 'TA0009', technique: 'T1555.006' },
    });
  });

  test('has the defaults of its threshold cases filled in', () => {
    const cases = [
      { kind: 'denied' },
      { kind: 'matchAllBatch', status: 'low' },
      { kind: 'crossAccount', atLeast: 3, window: 3600 },
    ];
    const { thresholdCases } = resolveRule(ruleWith({ rule: { trailspike: { cases } } }), 'f');
    expect(thresholdCases).toEqual([
      { kind: 'denied', atLeast: 20, window: 86_400, status: 'info' },
      { kind: 'matchAllBatch', atLeast: 1, window: 86_400, status: 'low' },
      { kind: 'crossAccount', atLeast: 3, window: 3600, status: 'info' },
    ]);
    expect(BUILT_IN_RULE.thresholdCases).toEqual([]);
  });

  test('can be one that the Datadog API returned', () => {
    const exported = ruleWith({
      rule: {
        id: 'abc-def-ghi',
        type: 'log_detection',
        version: 3,
        createdAt: 1_700_000_000_000,
        isDefault: true,
        isDeleted: false,
        blocking: false,
        metadata: { entities: null, sources: null },
        creator: { handle: '', name: '' },
        filters: [],
        referenceTables: [],
        schedulingOptions: null,
        hasExtendedTitle: true,
        groupSignalsBy: ['@userIdentity.arn'],
        cases: [{ name: '', status: 'medium', notifications: [], condition: '' }],
      },
      options: { decreaseCriticalityBasedOnEnv: false, evaluationWindow: 1800, keepAlive: 3600 },
      anomaly: { bucketDuration: 300, instantaneousBaselineTimeoutMinutes: 30 },
      query: {
        name: '',
        query: '  source:cloudtrail\n@evt.name:GetSecretValue ',
        aggregation: 'count',
        metric: '',
        distinctFields: [],
        dataSource: 'logs',
        hasOptionalGroupByFields: false,
        groupByFields: ['@userIdentity.arn'],
      },
    });
    expect(resolveRule(exported, 'my.json').cases).toEqual([{ status: 'medium', percentile: 0.995 }]);
  });

  test('has windows of whole buckets for every documented bucket and window length', () => {
    for (const bucketDuration of [300, 600, 900, 1800, 3600, 10_800]) {
      for (const evaluationWindow of [
        0, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
      ]) {
        const rule = resolveRule(
          ruleWith({ options: { evaluationWindow }, anomaly: { bucketDuration } }),
          'f',
        );
        expect(rule.evaluationWindow).toBe(Math.max(1800, bucketDuration, evaluationWindow));
        expect(rule.evaluationWindow % bucketDuration).toBe(0);
        expect(rule.keepAlive).toBeGreaterThanOrEqual(rule.evaluationWindow);
        expect(rule.maxSignalDuration).toBeGreaterThanOrEqual(rule.keepAlive);
      }
    }
  });

  test('accepts every documented learning duration and tolerance', () => {
    for (const learningDuration of HOURS) {
      expect(resolveRule(ruleWith({ anomaly: { learningDuration } }), 'f').learningDuration).toBe(
        learningDuration * 3600,
      );
    }
    for (const detectionTolerance of [1, 2, 3, 4, 5]) {
      expect(resolveRule(ruleWith({ anomaly: { detectionTolerance } }), 'f')).toMatchObject({
        detectionTolerance,
      });
    }
  });
});

describe('rule files', () => {
  test('the built-in rule, written to a file and read again, is the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trailspike-rule-'));
    try {
      const path = join(folder, 'rule.json');
      await writeFile(path, `\uFEFF${JSON.stringify(BUILT_IN_RULE_JSON, null, 2)}\n`);
      expect(await readRuleFile(path)).toEqual(BUILT_IN_RULE);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('a file that cannot be read is named in the error', async () => {
    await expect(readRuleFile('/nowhere/rule.json')).rejects.toMatchObject({
      code: 'E_RULE',
      message: '/nowhere/rule.json: cannot be read (ENOENT)',
    });
  });

  test('the built-in rule has the documented values', () => {
    expect(BUILT_IN_RULE).toMatchObject({
      name: 'Anomalous number of secrets retrieved from AWS Secrets Manager',
      bucketDuration: 300,
      learningDuration: 86_400,
      detectionTolerance: 3,
      graded: true,
      evaluationWindow: 1800,
      keepAlive: 3600,
      maxSignalDuration: 86_400,
      cases: [{ status: 'medium', percentile: 0.995 }],
      classification: { tactic: 'TA0006', technique: 'T1555' },
    });
  });
});

describe('the events of a rule', () => {
  const eventsOf = (parts: Parameters<typeof ruleWith>[0]) => resolveRule(ruleWith(parts), 'f').events;

  test('are selected by its query, its extension and its filters together', () => {
    const { query } = eventsOf({
      query: { query: '@evt.name:(A OR B)', customQueryExtension: '-@userIdentity.arn:*ci*' },
      rule: {
        filters: [
          { action: 'require', query: 'source:cloudtrail region:eu-west-1' },
          { action: 'suppress', query: '@usr.name:x' },
        ],
      },
    });
    expect(query).toBe(
      '(@evt.name:A OR @evt.name:B) -@userIdentity.arn:*ci* source:cloudtrail region:eu-west-1 -@usr.name:x',
    );
  });

  test('have its groupByFields and distinctFields', () => {
    const rule = resolveRule(
      ruleWith({
        query: {
          aggregation: 'cardinality',
          distinctFields: ['@requestParameters.name'],
          groupByFields: ['@usr.name', 'account_id'],
          hasOptionalGroupByFields: true,
          failedCalls: 'counted',
          exceptInvokedBy: [],
        },
        rule: { groupSignalsBy: ['account_id', '@usr.name'] },
      }),
      'f',
    );
    expect(rule.aggregation).toBe('cardinality');
    expect(rule.events).toMatchObject({
      distinctFields: ['@requestParameters.name'],
      groupByFields: ['@usr.name', 'account_id'],
      hasOptionalGroupByFields: true,
    });
  });
});
