import { expect, test } from 'vitest';
import { inBuckets } from '../../src/detect/period.js';
import { ALL_TIME, DAY } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';

test('converts the durations of the built-in rule to buckets', () => {
  const period = inBuckets({
    rule: BUILT_IN_RULE,
    range: { from: 20 * DAY, to: 21 * DAY },
    historyFrom: 6 * DAY,
  });
  expect(period).toEqual({
    historyFrom: 6 * 288,
    day: 288,
    from: 20 * 288,
    to: 21 * 288,
    windowLength: 6,
    lookback: 4032,
    learning: 288,
    keepAlive: 12,
    maxSignal: 288,
  });
});

test('a range includes every bucket that it touches, a history only whole buckets', () => {
  const bucketsOf = (from: number, to: number, historyFrom: number): number[] => {
    const period = inBuckets({ rule: BUILT_IN_RULE, range: { from, to }, historyFrom });
    return [period.historyFrom, period.from, period.to];
  };
  expect(bucketsOf(3001, 3299, 301)).toEqual([2, 10, 11]);
  expect(bucketsOf(3001, 3301, 3001)).toEqual([10, 10, 12]);
  expect(bucketsOf(ALL_TIME.from, ALL_TIME.to, -14 * DAY)).toEqual([0, 0, 14_316_558]);
});
