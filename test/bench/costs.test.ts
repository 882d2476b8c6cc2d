import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf } from '../../bench/compare/costs.js';

const cost = fc.double({ min: 1e-6, max: 10, noNaN: true });

test('costs are recovered from two measurements made of them', () => {
  fc.assert(
    fc.property(cost, cost, (perObject, perGigabyte) => {
      const reading = (objects: number, gigabytes: number) => ({
        objects,
        gigabytes,
        seconds: objects * perObject + gigabytes * perGigabyte,
      });
      const found = costOf(reading(200, 0.08), reading(20_000, 0.02));
      expect(found.perObject).toBeCloseTo(perObject, 6);
      expect(found.perGigabyte).toBeCloseTo(perGigabyte, 3);
    }),
  );
});

test('a cost is never negative: the other cost takes all', () => {
  const large = { objects: 10, gigabytes: 1, seconds: 3 };
  expect(costOf(large, { objects: 1000, gigabytes: 1, seconds: 1 })).toEqual({
    perObject: 0,
    perGigabyte: 2,
  });
  const tiny = { objects: 1000, gigabytes: 0.1, seconds: 4 };
  const found = costOf({ objects: 1000, gigabytes: 1, seconds: 2 }, tiny);
  expect(found).toEqual({ perObject: 0.003, perGigabyte: 0 });
});

test('corpora of equally large objects are refused', () => {
  const reading = { objects: 1, gigabytes: 1, seconds: 1 };
  expect(() => costOf(reading, { objects: 2, gigabytes: 2, seconds: 2 })).toThrow(RangeError);
});
