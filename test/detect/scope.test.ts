import { expect, test } from 'vitest';
import { inBuckets } from '../../src/detect/scope.js';
import { ALL_TIME, DAY } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';

test('counts the built-in rule in its buckets', () => {
  const scope = inBuckets({
    rule: BUILT_IN_RULE,
    range: { from: 20 * DAY, to: 21 * DAY },
    historyFrom: 6 * DAY,
  });
  expect(scope).toEqual({
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

test('a range takes in every bucket that it touches, a history only whole ones', () => {
  const scope = (from: number, to: number, historyFrom: number): number[] => {
    const counted = inBuckets({ rule: BUILT_IN_RULE, range: { from, to }, historyFrom });
    return [counted.historyFrom, counted.from, counted.to];
  };
  expect(scope(3001, 3299, 301)).toEqual([2, 10, 11]);
  expect(scope(3001, 3301, 3001)).toEqual([10, 10, 12]);
  expect(scope(ALL_TIME.from, ALL_TIME.to, -14 * DAY)).toEqual([0, 0, 14_316_558]);
});
