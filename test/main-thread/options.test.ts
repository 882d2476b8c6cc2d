import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import { DAY, HOUR, MAX_TIME } from '../../src/model/time.js';
import {
  deliveredRange,
  evaluationRequest,
  shardCount,
  stateSettings,
  threadCount,
} from '../../src/main-thread/options.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';

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

describe('what is judged', () => {
  test('all there is, by the built-in rule, unless told otherwise', () => {
    expect(evaluationRequest({})).toEqual({
      rule: BUILT_IN_RULE,
      range: { from: 0, to: MAX_TIME },
      historyFrom: 0,
    });
  });

  test('history begins the warm-up before, 14 days unless told otherwise, and never before time does', () => {
    expect(evaluationRequest({ from: NOON }).historyFrom).toBe(NOON - 14 * DAY);
    expect(evaluationRequest({ from: NOON, warmup: HOUR }).historyFrom).toBe(NOON - HOUR);
    expect(evaluationRequest({ from: NOON, warmup: 0 }).historyFrom).toBe(NOON);
    expect(evaluationRequest({ from: 100 }).historyFrom).toBe(0);
  });

  test('a range that is empty or upside down is refused with both its ends', () => {
    for (const to of [NOON, NOON - 1]) {
      const message = usage(() => evaluationRequest({ from: NOON, to }));
      expect(message).toContain('2026-03-01T12:00:00Z');
      expect(message).toMatch(/from.*before to/);
    }
    expect(evaluationRequest({ from: NOON, to: NOON + 1 }).range).toEqual({ from: NOON, to: NOON + 1 });
  });

  test('objects are listed with slack on both sides, within the times there are', () => {
    const request = evaluationRequest({ from: NOON, to: NOON + DAY, warmup: DAY });
    expect(deliveredRange(request)).toEqual({ from: NOON - DAY - HOUR, to: NOON + 2 * DAY });
    expect(deliveredRange(evaluationRequest({}))).toEqual({ from: 0, to: MAX_TIME });
  });
});

test('settings of a state do not depend on the order of accounts and regions, nor turn the caller’s around', () => {
  const accounts = ['222222222222', '111111111111'];
  const [a, b] = [accounts, [...accounts].reverse()].map((one) =>
    stateSettings(BUILT_IN_RULE, [], 'arn', one, ['us-east-1', 'eu-west-1']),
  );
  expect(a).toEqual(b);
  expect(accounts).toEqual(['222222222222', '111111111111']);
});

describe.each([
  ['threads', threadCount, 1024],
  ['shards', shardCount, 64],
] as const)('the number of %s', (name, numberOf, most) => {
  test.each([0, -1, 1.5, most + 1, NaN, Infinity])('%d is refused', (asked) => {
    expect(usage(() => numberOf(asked))).toMatch(new RegExp(`^${name}.*1 to ${most}, got ${asked}$`));
  });

  test.each([1, 2, most])('%d is taken', (asked) => expect(numberOf(asked)).toBe(asked));

  test('by default follows from the cores there are, and leaves one free or is at least one', () => {
    expect(numberOf(undefined)).toBeGreaterThanOrEqual(1);
    expect(numberOf(undefined)).toBeLessThanOrEqual(Math.max(1, availableParallelism() - 1));
  });
});
