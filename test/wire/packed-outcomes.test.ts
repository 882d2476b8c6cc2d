import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addOrdinary,
  addOutcome,
  emptyCoverage,
  isOrdinary,
  type ObjectOutcome,
} from '../../src/model/coverage.js';
import { packOutcomes, unpackOutcomes } from '../../src/wire/packed-outcomes.js';

const outcome: fc.Arbitrary<ObjectOutcome> = fc.record({
  failure: fc.option(fc.record({ reason: fc.constantFrom('corruptGzip', 'vanished'), detail: fc.string() }), {
    freq: 3,
  }),
  inflatedBytes: fc.nat({ max: 2 ** 40 }),
  matched: fc.nat(),
  context: fc.nat(),
  dropped: fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom('badEventTime', 'otherRegion'), fc.nat())),
  understood: fc.boolean(),
  unknown: fc.oneof(fc.constant(0), fc.nat()),
  readOnlySeen: fc.boolean(),
  fallback: fc.boolean(),
});

const coverageOf = (outcomes: readonly ObjectOutcome[]): object => {
  const coverage = emptyCoverage();
  for (const one of outcomes) addOutcome(coverage, one);
  return coverage;
};

test('outcomes are equal after they cross threads, and the sums of the others add up to theirs', () => {
  const list = fc.array(fc.option(fc.tuple(outcome, fc.boolean()), { nil: undefined, freq: 5 }));
  fc.assert(
    fc.property(list, (all) => {
      const packed = packOutcomes(
        all.map((one) => one?.[0]),
        (one, index) => {
          expect(one).toBe(all[index]![0]);
          return isOrdinary(one) && all[index]![1];
        },
      );
      const crossed = structuredClone(packed);
      const others = all.flatMap((one, index) =>
        one === undefined || (isOrdinary(one[0]) && one[1]) ? [] : [[index, one[0]] as const],
      );
      expect(unpackOutcomes(crossed)).toEqual(others);
      const coverage = emptyCoverage();
      addOrdinary(coverage, crossed.summed);
      for (const [, one] of others) addOutcome(coverage, one);
      expect(coverage).toEqual(coverageOf(all.flatMap((one) => (one === undefined ? [] : [one[0]]))));
    }),
  );
});

test('an object is ordinary unless something is to be said of it by its name', () => {
  fc.assert(
    fc.property(outcome, (one) => {
      const said = coverageOf([one]) as { changedObjects: number; unknown: number; failed: object };
      const isMissing = (one.dropped.badEventTime ?? 0) > 0 || said.unknown > 0 || said.changedObjects > 0;
      expect(isOrdinary(one)).toBe(Object.keys(said.failed).length === 0 && !isMissing);
    }),
  );
  const plain = { ...fc.sample(outcome, { numRuns: 1, seed: 1 })[0]!, failure: null, unknown: 0 };
  expect(isOrdinary({ ...plain, dropped: { notManagement: 3, otherAccount: 1 } })).toBe(true);
  expect(isOrdinary({ ...plain, dropped: { noGroupValue: 1 } })).toBe(false);
  expect(isOrdinary({ ...plain, dropped: { malformedRecord: 1 } })).toBe(false);
});
