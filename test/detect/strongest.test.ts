import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strongestOfEach } from '../../src/detect/strongest.js';
import type { AnalysisResult } from '../../src/model/signal.js';

const result = fc.record({
  kind: fc.constantFrom('volume', 'novelty', 'denied'),
  windowSeconds: fc.constant(1800),
  observed: fc.nat({ max: 5 }),
  upperBound: fc.constant(1),
  pValue: fc.constantFrom(null, 0, 1e-9, 0.5, 1),
});

test('of each kind one result remains: the smallest p-value, else the largest count of those that were not tested', () => {
  fc.assert(
    fc.property(fc.array(result), (results) => {
      const kinds = new Set(results.map(({ kind }) => kind));
      const remaining = strongestOfEach(results);
      expect(remaining.map(({ kind }) => kind)).toEqual([...kinds]);
      for (const one of remaining) {
        const candidates = results.filter(({ kind }) => kind === one.kind);
        expect(candidates).toContain(one);
        const tested = candidates.filter(
          (one): one is typeof one & { pValue: number } => one.pValue !== null,
        );
        if (tested.length > 0) expect(one.pValue).toBe(Math.min(...tested.map(({ pValue }) => pValue)));
        else expect(one.observed).toBe(Math.max(...candidates.map(({ observed }) => observed)));
      }
    }),
  );
});

test('of equal results the first remains', () => {
  const [first, second]: AnalysisResult[] = [1, 2].map((upperBound) => ({
    kind: 'denied',
    windowSeconds: 60,
    observed: 5,
    upperBound,
    pValue: null,
  }));
  expect(strongestOfEach([first!, second!])).toEqual([first]);
});
