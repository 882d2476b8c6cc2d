import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strongestOfEach } from '../../src/detect/strongest.js';
import type { Analysis } from '../../src/model/signal.js';

const analysis = fc.record({
  kind: fc.constantFrom('volume', 'novelty', 'denied'),
  windowSeconds: fc.constant(1800),
  observed: fc.nat({ max: 5 }),
  upperBound: fc.constant(1),
  pValue: fc.constantFrom(null, 0, 1e-9, 0.5, 1),
});

test('of each kind one is left: the least probable, else the greatest of those that were not tested', () => {
  fc.assert(
    fc.property(fc.array(analysis), (analyses) => {
      const kinds = new Set(analyses.map(({ kind }) => kind));
      const left = strongestOfEach(analyses);
      expect(left.map(({ kind }) => kind)).toEqual([...kinds]);
      for (const one of left) {
        const rivals = analyses.filter(({ kind }) => kind === one.kind);
        expect(rivals).toContain(one);
        const tested = rivals.filter(
          (rival): rival is typeof rival & { pValue: number } => rival.pValue !== null,
        );
        if (tested.length > 0) expect(one.pValue).toBe(Math.min(...tested.map(({ pValue }) => pValue)));
        else expect(one.observed).toBe(Math.max(...rivals.map(({ observed }) => observed)));
      }
    }),
  );
});

test('the first of equals stays', () => {
  const [first, second]: Analysis[] = [1, 2].map((upperBound) => ({
    kind: 'denied',
    windowSeconds: 60,
    observed: 5,
    upperBound,
    pValue: null,
  }));
  expect(strongestOfEach([first!, second!])).toEqual([first]);
});
