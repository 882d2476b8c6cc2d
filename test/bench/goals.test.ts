import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFloors, updateFloors } from '../../bench/compare/floors.js';
import { GOALS, ratioOf, type Goal, type Ratio } from '../../bench/compare/goals.js';
import { spreadOf } from '../../bench/compare/spread.js';

const seconds = (...values: number[]) => values.map((value) => ({ seconds: value }));
const FASTER: Goal = {
  id: 'faster',
  what: 'speed of the other',
  of: { corpus: 'c', program: 'other', figure: 'seconds' },
  to: { corpus: 'c', program: 'own', figure: 'seconds' },
  bound: 'least',
  goal: 2,
};
const LEANER: Goal = { ...FASTER, id: 'leaner', bound: 'most', goal: 1.5 };
const ratio = (goal: Goal, median: number, least = median, most = median): Ratio => ({
  goal,
  met: true,
  median,
  least,
  most,
});

test('a median is the middle, or the mean of the two in the middle', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
  expect(() => spreadOf([])).toThrow(RangeError);
});

test('ratios are taken within each round, so a slow round does not count', () => {
  const samples = new Map([
    ['c/other', seconds(2, 20, 6)],
    ['c/own', seconds(1, 10, 2)],
  ]);
  expect(ratioOf(FASTER, samples)).toEqual({ goal: FASTER, met: true, median: 2, least: 2, most: 3 });
});

test('a program measured in fewer rounds is compared in those', () => {
  const samples = new Map([
    ['c/other', seconds(3, 8)],
    ['c/own', seconds(1, 2, 100)],
  ]);
  expect(ratioOf(FASTER, samples)).toMatchObject({ median: 3.5, least: 3, most: 4 });
});

test('on two corpora the medians are compared', () => {
  const samples = new Map([
    ['d/other', seconds(3)],
    ['c/own', seconds(1, 2, 4)],
  ]);
  const goal = { ...FASTER, of: { ...FASTER.of, corpus: 'd' } };
  expect(ratioOf(goal, samples)).toMatchObject({ median: 1.5, least: 1.5, most: 1.5, met: false });
});

test('a goal for a small ratio is met below it', () => {
  const samples = new Map([
    ['c/other', seconds(3)],
    ['c/own', seconds(2)],
  ]);
  expect(ratioOf(LEANER, samples)?.met).toBe(true);
  expect(ratioOf({ ...LEANER, goal: 1.4 }, samples)?.met).toBe(false);
});

test('without one of its figures there is no ratio', () => {
  const own = new Map([['c/own', seconds(1)]]);
  expect(ratioOf(FASTER, own)).toBeUndefined();
  expect(ratioOf(FASTER, new Map([...own, ['c/other', []]]))).toBeUndefined();
  const cpu = { ...FASTER, of: { ...FASTER.of, figure: 'cpu' } };
  expect(ratioOf(cpu, new Map([...own, ['c/other', seconds(1)]]))).toBeUndefined();
});

test('every goal has an id of its own', () => {
  expect(new Set(GOALS.map(({ id }) => id)).size).toBe(GOALS.length);
});

test('a ratio has fallen if its median is beyond its floor by more than half of the spread', () => {
  const floors = { faster: 2, leaner: 1.5 };
  expect(checkFloors([ratio(FASTER, 2), ratio(LEANER, 1.5)], floors).fallen).toEqual([]);
  expect(checkFloors([ratio(FASTER, 1.8, 1.5, 2)], floors).fallen).toEqual([]);
  expect(checkFloors([ratio(FASTER, 1.7, 1.5, 2)], floors).fallen).toEqual([
    'faster (speed of the other) is 1.70 (1.50–2.00), and should be at least 2',
  ]);
  expect(checkFloors([ratio(LEANER, 1.6)], floors).fallen).toEqual([
    'leaner (speed of the other) is 1.60 (1.60–1.60), and should be at most 1.5',
  ]);
});

test('floors without a measurement are named, measurements without a floor pass', () => {
  expect(checkFloors([ratio(FASTER, 0.1)], { leaner: 1 })).toEqual({ fallen: [], unmeasured: ['leaner'] });
});

test('a ratio that depends on the machine gets no floor', () => {
  expect(updateFloors([ratio({ ...FASTER, isOfMachine: true }, 2)], { leaner: 1 })).toEqual({ leaner: 1 });
});

test('a measurement is never below the floors made of it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (faster, leaner) => {
        const ratios = [ratio(FASTER, faster), ratio(LEANER, leaner)];
        const floors = updateFloors(ratios, { other: 3 });
        expect(floors['other']).toBe(3);
        expect(checkFloors(ratios, floors).fallen).toEqual([]);
        const worse = [ratio(FASTER, faster * 0.6), ratio(LEANER, leaner / 0.6)];
        expect(checkFloors(worse, floors).fallen).toHaveLength(2);
      },
    ),
  );
});
