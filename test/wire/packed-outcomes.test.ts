import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ObjectOutcome } from '../../src/model/coverage.js';
import { packOutcomes, unpackOutcomes } from '../../src/wire/packed-outcomes.js';

const outcome: fc.Arbitrary<ObjectOutcome> = fc.record({
  failure: fc.option(fc.record({ reason: fc.constantFrom('corruptGzip', 'vanished'), detail: fc.string() }), {
    freq: 3,
  }),
  inflatedBytes: fc.nat({ max: 2 ** 40 }),
  matched: fc.nat(),
  context: fc.nat(),
  dropped: fc.oneof(fc.constant({}), fc.record({ badEventTime: fc.nat() })),
  understood: fc.boolean(),
  unknown: fc.oneof(fc.constant(0), fc.nat()),
  readOnlySeen: fc.boolean(),
  fallback: fc.boolean(),
});

test('outcomes are equal after they cross threads', () => {
  fc.assert(
    fc.property(fc.array(outcome), (outcomes) => {
      expect(unpackOutcomes(structuredClone(packOutcomes(outcomes)))).toEqual(outcomes);
    }),
  );
});
