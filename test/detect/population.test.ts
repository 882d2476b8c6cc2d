import { expect, test } from 'vitest';
import { PopulationPart } from '../../src/detect/population.js';
import { shrinkToPeer } from '../../src/detect/shrinkage.js';
import type { EvaluationScope } from '../../src/detect/scope.js';
import { DAY } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';

const SCOPE: EvaluationScope = {
  rule: BUILT_IN_RULE,
  range: { from: 5 * DAY, to: 10 * DAY },
  historyFrom: 0,
};

const reads = (count: number, from: number, to: number, failed = false): TestRetrieval[] =>
  Array.from({ length: count }, (_, n) => ({
    time: from + Math.floor(((to - from) * n) / count),
    secret: 'config',
    failed,
  }));

function peerMean(...identities: readonly TestRetrieval[][]): number {
  const part = new PopulationPart();
  for (const events of identities) part.add(profileView(events), SCOPE);
  return part.population().peerMean;
}

test('is the mean window of the median identity', () => {
  const windows = 48 * 10;
  expect(peerMean(reads(960, 0, 10 * DAY))).toBeCloseTo(960 / windows, 1);
  const means = [1, 100, 240, 4800, 9600].map((count) => reads(count, 0, 10 * DAY));
  expect(peerMean(...means) / (240 / windows)).toBeCloseTo(1, 1);
});

test('an identity counts from its first bucket, but for a day at least', () => {
  expect(peerMean(reads(480, 5 * DAY, 10 * DAY)) / (480 / (48 * 5))).toBeCloseTo(1, 1);
  expect(peerMean(reads(480, 10 * DAY - 600, 10 * DAY)) / (480 / 48)).toBeCloseTo(1, 1);
});

test('who retrieved nothing in scope is no peer', () => {
  const silent = [reads(50, 0, DAY, true), reads(50, 10 * DAY, 11 * DAY)];
  expect(peerMean()).toBe(0);
  expect(peerMean(...silent)).toBe(0);
  expect(peerMean(...silent, reads(480, 0, 10 * DAY))).toBeCloseTo(1, 1);
});

test('the peer is added as so many windows of its own mean and Poisson variance', () => {
  // Half of the weight each: (0 + 2) / 2 and (1 + 2) / 2.
  expect(shrinkToPeer({ windows: 48, mean: 0, variance: 1 }, 2, 48)).toEqual({
    windows: 48,
    mean: 1,
    variance: 1.5,
  });
  expect(shrinkToPeer({ windows: 0, mean: 0, variance: 0 }, 2, 48)).toMatchObject({ mean: 2, variance: 2 });
});
