import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import { DAY, HOUR, MAX_TIME } from '../../src/model/time.js';
import {
  deliveredRange,
  evaluationPlan,
  shardCount,
  stateSettings,
  threadCount,
} from '../../src/main-thread/options.js';
import { scanPlan } from '../../src/main-thread/scan-options.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { measuresOf } from '../../src/rule/measure.js';

const usage = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(TrailspikeError);
    expect(error).toMatchObject({ code: 'E_USAGE' });
    return (error as Error).message;
  }
  throw new Error('accepted');
};

const NOON = 1_772_366_400;

describe('what is evaluated', () => {
  test('is everything, by the built-in rule, by default', () => {
    expect(evaluationPlan({})).toEqual({
      rules: [{ rule: BUILT_IN_RULE, measure: 0 }],
      measures: [
        expect.objectContaining({ events: BUILT_IN_RULE.events, exclusions: [], bucketDuration: 300 }),
      ],
      range: { from: 0, to: MAX_TIME },
      historyFrom: 0,
      suppressions: [],
      showInfo: false,
    });
  });

  test('has history of the warm-up, by default 14 days, but not from before time 0', () => {
    expect(evaluationPlan({ from: NOON }).historyFrom).toBe(NOON - 14 * DAY);
    expect(evaluationPlan({ from: NOON, warmup: HOUR }).historyFrom).toBe(NOON - HOUR);
    expect(evaluationPlan({ from: NOON, warmup: 0 }).historyFrom).toBe(NOON);
    expect(evaluationPlan({ from: 100 }).historyFrom).toBe(0);
  });

  test('an empty or reversed range is refused, and both its ends are named', () => {
    for (const to of [NOON, NOON - 1]) {
      const message = usage(() => evaluationPlan({ from: NOON, to }));
      expect(message).toContain('2026-03-01T12:00:00Z');
      expect(message).toMatch(/from.*before to/);
    }
    expect(evaluationPlan({ from: NOON, to: NOON + 1 }).range).toEqual({ from: NOON, to: NOON + 1 });
  });

  test('objects are listed with a margin on both sides, within the valid times', () => {
    const request = evaluationPlan({ from: NOON, to: NOON + DAY, warmup: DAY });
    expect(deliveredRange(request)).toEqual({ from: NOON - DAY - HOUR, to: NOON + 4 * DAY });
    expect(deliveredRange(request, 0).to).toBe(NOON + DAY);
    expect(deliveredRange(request, 30 * DAY).to).toBe(NOON + 31 * DAY);
    for (const slack of [-1, 0.5, NaN])
      expect(usage(() => deliveredRange(request, slack))).toContain('deliverySlack');
    expect(deliveredRange(evaluationPlan({}))).toEqual({ from: 0, to: MAX_TIME });
  });
});

test('settings of a state do not depend on the order of accounts and regions, and leave the lists as they are', () => {
  const accounts = ['222222222222', '111111111111'];
  const [a, b] = [accounts, [...accounts].reverse()].map((one) =>
    stateSettings(
      measuresOf([BUILT_IN_RULE], []).measures,
      'arn',
      one,
      ['us-east-1', 'eu-west-1'],
      '0011223344556677',
    ),
  );
  expect(a).toEqual(b);
  expect(accounts).toEqual(['222222222222', '111111111111']);
});

test('a run waits without motion for the retries and 15 minutes more; a test that hurries leaves time for the work', () => {
  const stallAfter = (speed?: number): number =>
    scanPlan({ sources: ['s3://bucket'], s3: { retryFor: 300_000, ...(speed !== undefined && { speed }) } })
      .stallAfter;
  expect(stallAfter()).toBe(20 * 60_000);
  expect(stallAfter(5)).toBe(4 * 60_000);
  expect(stallAfter(30)).toBe(2 * 60_000);
});

describe.each([
  ['threads', threadCount, 1024],
  ['shards', shardCount, 64],
] as const)('the number of %s', (name, numberOf, most) => {
  test.each([0, -1, 1.5, most + 1, NaN, Infinity])('%d is refused', (asked) => {
    expect(usage(() => numberOf(asked))).toMatch(new RegExp(`^${name}.*1 to ${most}, got ${asked}$`));
  });

  test.each([1, 2, most])('%d is accepted', (asked) => expect(numberOf(asked)).toBe(asked));

  test('by default depends on the number of cores, and is at least one', () => {
    expect(numberOf(undefined)).toBeGreaterThanOrEqual(1);
    expect(numberOf(undefined)).toBeLessThanOrEqual(Math.max(1, availableParallelism() - 1));
  });
});
