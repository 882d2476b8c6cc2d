import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayTotals, expectedDay, minus, NO_DAYS, plus } from '../../src/detect/novelty/hierarchical-prior.js';
import { PopulationPart } from '../../src/detect/population.js';
import type { EvaluationPeriod } from '../../src/detect/period.js';
import { DAY, HOUR } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';

const PERIOD: EvaluationPeriod = {
  rule: BUILT_IN_RULE,
  range: { from: 5 * DAY, to: 20 * DAY },
  historyFrom: 0,
};

/** On each day so many secrets for the first time. */
const firstSeenOn = (countOfDay: readonly number[]): TestRetrieval[] =>
  countOfDay.flatMap((count, day) =>
    Array.from({ length: count }, (_, n) => ({ time: day * DAY + 9 * HOUR + n, secret: `${day}-${n}` })),
  );

function populationOf(...roleGroups: readonly TestRetrieval[][]) {
  const part = new PopulationPart();
  for (const events of roleGroups) part.add([profileView(events)], PERIOD);
  return part.population();
}

test('counts the first-seen secrets of each active day from the end of learning until the role group is established', () => {
  // Learning ends at 09:00 on the second day; the fifth active day is the last of the cold start.
  const { coldStart, coldStartOf } = populationOf(firstSeenOn([7, 2, 0, 3, 4, 5, 6, 7]));
  expect(coldStart).toEqual({ days: 4, sum: 2 + 3 + 4 + 5, squares: 4 + 9 + 16 + 25 });
  expect(coldStartOf).toEqual({ '123456789012': coldStart });
  expect(populationOf(firstSeenOn([7])).coldStart).toEqual(NO_DAYS);
  expect(populationOf().coldStart).toEqual(NO_DAYS);
});

test('parts give the same bytes when merged in any order and grouping', () => {
  const roleGroups = fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 8 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(roleGroups, fc.nat(), (all, cut) => {
      const partOf = (some: readonly (readonly number[])[]): PopulationPart => {
        const part = new PopulationPart();
        for (const [n, counts] of some.entries()) {
          part.add(
            [profileView(firstSeenOn(counts), { key: `arn:aws:iam::12345678901${n % 3}:user/u` })],
            PERIOD,
          );
        }
        return part;
      };
      const at = cut % all.length;
      const joined = partOf(all.slice(at));
      joined.merge(PopulationPart.deserialize(partOf(all.slice(0, at)).serialize()));
      expect(joined.serialize()).toEqual(partOf(all).serialize());
    }),
  );
});

test('with few others there is no estimate; more own days reduce the weight of account and population', () => {
  const quiet = dayTotals(Array<number>(100).fill(1));
  expect(expectedDay(NO_DAYS, NO_DAYS, dayTotals(Array<number>(19).fill(1)))).toBeUndefined();
  expect(expectedDay(NO_DAYS, NO_DAYS, quiet)!.mean).toBe(1);
  // Five own days have the same weight as the levels above.
  expect(expectedDay(dayTotals([9, 9, 9, 9, 9]), NO_DAYS, quiet)!.mean).toBe(5);
  const busyAccount = dayTotals(Array<number>(95).fill(9));
  expect(expectedDay(NO_DAYS, busyAccount, quiet)!.mean).toBeCloseTo((95 * 9 + 5) / 100, 12);
  // One busy day of another role group in the account makes busy days plausible.
  const { variance } = expectedDay(NO_DAYS, plus(quiet, dayTotals([50])), quiet)!;
  expect(variance).toBeGreaterThan(20);
  expect(minus(plus(quiet, busyAccount), quiet)).toEqual(busyAccount);
});
