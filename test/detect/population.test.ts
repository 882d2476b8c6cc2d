import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayTotals, expectedDay, minus, NO_DAYS, plus } from '../../src/detect/novelty/hierarchical-prior.js';
import { PopulationPart } from '../../src/detect/population.js';
import type { EvaluationScope } from '../../src/detect/scope.js';
import { DAY, HOUR } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';

const SCOPE: EvaluationScope = {
  rule: BUILT_IN_RULE,
  range: { from: 5 * DAY, to: 20 * DAY },
  historyFrom: 0,
};

/** Reads so many secrets that it never read before on each of those days. */
const meets = (newOn: readonly number[]): TestRetrieval[] =>
  newOn.flatMap((count, day) =>
    Array.from({ length: count }, (_, n) => ({ time: day * DAY + 9 * HOUR + n, secret: `${day}-${n}` })),
  );

function populationOf(...roleGroups: readonly TestRetrieval[][]) {
  const part = new PopulationPart();
  for (const events of roleGroups) part.add([profileView(events)], SCOPE);
  return part.population();
}

test('counts the new secrets of each active day from the end of learning until there are habits', () => {
  // Learning ends at nine on the second day; the fifth active day is the last without habits.
  const { coldStart, coldStartOf } = populationOf(meets([7, 2, 0, 3, 4, 5, 6, 7]));
  expect(coldStart).toEqual({ days: 4, sum: 2 + 3 + 4 + 5, squares: 4 + 9 + 16 + 25 });
  expect(coldStartOf).toEqual({ '123456789012': coldStart });
  expect(populationOf(meets([7])).coldStart).toEqual(NO_DAYS);
  expect(populationOf().coldStart).toEqual(NO_DAYS);
});

test('parts are merged in any order and grouping', () => {
  const roleGroups = fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 8 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(roleGroups, fc.nat(), (all, cut) => {
      const partOf = (some: readonly (readonly number[])[]): PopulationPart => {
        const part = new PopulationPart();
        for (const [n, counts] of some.entries()) {
          part.add([profileView(meets(counts), { key: `arn:aws:iam::12345678901${n % 3}:user/u` })], SCOPE);
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

test('of few others nothing is said; with more days of its own, its account and the population weigh less', () => {
  const quiet = dayTotals(Array<number>(100).fill(1));
  expect(expectedDay(NO_DAYS, NO_DAYS, dayTotals(Array<number>(19).fill(1)))).toBeUndefined();
  expect(expectedDay(NO_DAYS, NO_DAYS, quiet)!.mean).toBe(1);
  // Five days of its own weigh as much as all above.
  expect(expectedDay(dayTotals([9, 9, 9, 9, 9]), NO_DAYS, quiet)!.mean).toBe(5);
  const busyAccount = dayTotals(Array<number>(95).fill(9));
  expect(expectedDay(NO_DAYS, busyAccount, quiet)!.mean).toBeCloseTo((95 * 9 + 5) / 100, 12);
  // One relative with a great day is enough to make great days thinkable.
  const { variance } = expectedDay(NO_DAYS, plus(quiet, dayTotals([50])), quiet)!;
  expect(variance).toBeGreaterThan(20);
  expect(minus(plus(quiet, busyAccount), quiet)).toEqual(busyAccount);
});
