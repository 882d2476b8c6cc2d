import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PeopleDays, unusualOfPeople } from '../../src/detect/organisation/people.js';

test('too few days say nothing', () => {
  expect(unusualOfPeople([])).toBe(0);
  expect(unusualOfPeople([49])).toBe(0);
});

test.each([
  ['one new secret every other day', [500, 500], 7],
  ['none at all', [1000], 0],
  ['two new secrets a day', [0, 0, 1000], 18],
  ['eight on one day in ten', [900, 0, 0, 0, 0, 0, 0, 0, 100], 34],
])('where people learn %s', (_, days: PeopleDays, least) => {
  expect(unusualOfPeople(days)).toBe(least);
});

test('a few thefts change nothing, and learning more on a day of learning never makes less unusual', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 2, maxLength: 12 }), fc.nat(11), (days, from) => {
      fc.pre(days.reduce((sum, count) => sum + count, 0) >= 100);
      const more = [...days, 0];
      const at = 1 + (from % (days.length - 1));
      if (more[at]! > 0) {
        more[at]!--;
        more[at + 1]!++;
      }
      expect(unusualOfPeople(more)).toBeGreaterThanOrEqual(unusualOfPeople(days));
      const sparse: PeopleDays = [...days];
      sparse[200] = 1;
      expect(unusualOfPeople(sparse)).toBeLessThanOrEqual(unusualOfPeople(days) + 2);
    }),
  );
});
