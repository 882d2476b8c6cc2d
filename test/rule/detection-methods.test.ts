import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/model/time.js';
import { checkRule, resolveRule } from '../../src/rule/parse-rule.js';
import { ruleWith } from './rule-with.js';

type Parts = Parameters<typeof ruleWith>[0];

const threshold = ({ options, ...parts }: Parts = {}): unknown =>
  ruleWith({ ...parts, options: { detectionMethod: 'threshold', ...options } });
const newValue = ({ options, query, ...parts }: Parts = {}): unknown =>
  ruleWith({
    ...parts,
    query: { aggregation: 'new_value', metrics: ['@awsRegion'], ...query },
    options: { detectionMethod: 'new_value', ...options },
  });
const issuesOf = (rule: unknown): readonly string[] => checkRule(JSON.stringify(rule), 'f').issues;
const withConditions = (...conditions: string[]): unknown =>
  threshold({ rule: { cases: conditions.map((condition) => ({ status: 'low', condition })) } });

describe('a threshold rule', () => {
  test.each([
    [['a > 5'], [{ atLeast: 6, caseIndex: 0 }]],
    [['a >= 5'], [{ atLeast: 5, caseIndex: 0 }]],
    [['5 < a'], [{ atLeast: 6, caseIndex: 0 }]],
    [[''], [{ atLeast: 1, caseIndex: 0 }]],
    // The first case that matches gives the status, so a later one that asks for more never does.
    [
      ['a > 50', 'a > 10', 'a > 20', 'a > 0'],
      [
        { atLeast: 51, caseIndex: 0 },
        { atLeast: 11, caseIndex: 1 },
        { atLeast: 1, caseIndex: 3 },
      ],
    ],
  ])('with the conditions %j', (conditions, expected) => {
    expect(resolveRule(withConditions(...conditions), 'f')).toMatchObject({
      method: 'threshold',
      thresholds: expected,
      analyses: [],
      graded: false,
    });
  });

  test('counts in buckets that its evaluation window is made of', () => {
    for (const window of [0, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]) {
      const rule = resolveRule(threshold({ options: { evaluationWindow: window } }), 'f');
      expect(rule.evaluationWindow).toBe(Math.max(60, window));
      expect(rule.evaluationWindow % rule.bucketDuration).toBe(0);
      expect(rule.keepAlive).toBeGreaterThanOrEqual(rule.evaluationWindow);
    }
  });

  test.each([
    [withConditions('b > 5'), /cases\[0\]\.condition: is "b > 5"; allowed: absent, or a whole number/],
    [withConditions('a > 0.995'), /cases\[0\]\.condition/],
    [withConditions('a > 1 && a < 9'), /cases\[0\]\.condition/],
    [threshold({ query: { aggregation: 'sum' } }), /queries\[0\]\.aggregation: not supported: "sum"/],
    [
      threshold({ rule: { trailspike: { analyses: ['novelty'] } } }),
      /trailspike\.analyses: belongs to anomaly_detection/,
    ],
    [
      threshold({ rule: { trailspike: { severity: { volumeOnly: 'low' } } } }),
      /trailspike\.severity: belongs to anomaly_detection/,
    ],
  ])('is refused where it means something else: %#', (rule, expected) => {
    expect(issuesOf(rule)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('a new-value rule', () => {
  test('has the defaults of the API', () => {
    expect(resolveRule(newValue(), 'f')).toMatchObject({
      method: 'new_value',
      events: { distinctFields: ['@awsRegion'] },
      newValue: { learningDuration: 0, learningValues: 1, forgetAfter: 28 * DAY },
    });
  });

  test('reads its options', () => {
    const options = { learningDuration: 7, learningMethod: 'duration', forgetAfter: 14 };
    expect(resolveRule(newValue({ options: { newValueOptions: options } }), 'f').newValue).toEqual({
      learningDuration: 7 * DAY,
      learningValues: 1,
      forgetAfter: 14 * DAY,
    });
  });

  test.each([
    [newValue({ query: { metrics: [] } }), /queries\[0\]\.metrics: missing/],
    [newValue({ query: { metrics: ['@evt.nmae'] } }), /queries\[0\]\.metrics\[0\]: .*@evt\.name/],
    [
      newValue({ query: { aggregation: 'count' } }),
      /aggregation: not supported: "count"; allowed: new_value/,
    ],
    [
      newValue({ options: { newValueOptions: { forgetAfter: 3 } } }),
      /options\.newValueOptions\.forgetAfter: is 3; allowed: 1, 2, 7, 14, 21, 28/,
    ],
    [newValue({ rule: { cases: [{ status: 'low', condition: 'a > 3' }] } }), /allowed: absent, or 'a > 0'/],
  ])('is refused where it means something else: %#', (rule, expected) => {
    expect(issuesOf(rule)).toEqual([expect.stringMatching(expected)]);
  });
});
