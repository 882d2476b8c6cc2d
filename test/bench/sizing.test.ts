import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulateArray, type ArrayPlan } from '../../bench/sizing/simulate-array.js';

const even: ArrayPlan = {
  slices: 64,
  instances: 8,
  sliceSeconds: 600,
  spread: 0,
  slowness: 0,
  interruptions: 0,
  checkpoint: 30,
  start: 0,
};

const plans = fc.record({
  slices: fc.integer({ min: 1, max: 200 }),
  instances: fc.integer({ min: 1, max: 40 }),
  sliceSeconds: fc.integer({ min: 1, max: 5000 }),
  spread: fc.double({ min: 0, max: 1, noNaN: true }),
  slowness: fc.double({ min: 0, max: 1, noNaN: true }),
  interruptions: fc.double({ min: 0, max: 3, noNaN: true }),
  checkpoint: fc.integer({ min: 0, max: 300 }),
  start: fc.integer({ min: 0, max: 600 }),
});
const seeds = fc.integer({ min: 0, max: 1 << 30 });

test('equal slices without interruptions take what their number by that of the instances says', () => {
  expect(simulateArray(even, 1)).toEqual({
    seconds: 8 * 600,
    instanceHours: (64 * 600) / 3600,
    interrupted: 0,
    repeated: 0,
  });
  expect(simulateArray({ ...even, slices: 65, start: 60 }, 1).seconds).toBe(60 + 9 * 600);
});

test('an array ends, the same for each seed, and not before its longest part', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const outcome = simulateArray(plan, seed);
      expect(simulateArray(plan, seed)).toEqual(outcome);
      const { seconds, instanceHours, repeated } = outcome;
      expect(seconds * Math.min(plan.instances, plan.slices)).toBeGreaterThan(instanceHours * 3600 * 0.999);
      expect(repeated).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('what is read twice is at most a checkpoint for each interruption', () => {
  fc.assert(
    fc.property(plans, seeds, (plan, seed) => {
      const usual = { ...plan, slowness: 0 };
      const { interrupted, repeated, instanceHours } = simulateArray(usual, seed);
      const work = (instanceHours * 3600) / (1 + repeated);
      expect(repeated * work).toBeLessThanOrEqual(interrupted * plan.checkpoint * 1.001 + 1e-6);
    }),
  );
});

test('interruptions cost time', () => {
  const sum = (interruptions: number): number =>
    Array.from(
      { length: 30 },
      (_, seed) => simulateArray({ ...even, start: 60, interruptions }, seed).seconds,
    ).reduce((total, seconds) => total + seconds);
  expect(sum(6)).toBeGreaterThan(sum(0.5));
  expect(sum(0.5)).toBeGreaterThan(sum(0));
});
