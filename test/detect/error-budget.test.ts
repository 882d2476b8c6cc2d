import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ErrorBudget } from '../../src/detect/error-budget.js';
import {
  ANALYSIS_DESCRIPTIONS,
  ANALYSIS_KINDS,
  type AnalysisDescription,
  type AnalysisKind,
} from '../../src/model/analysis-kinds.js';
import type { AnalysisResult } from '../../src/model/signal.js';

type Asked = readonly (readonly [string, AnalysisDescription])[];

const askedOf = (kinds: readonly AnalysisKind[]): Asked =>
  kinds.map((kind) => [kind, ANALYSIS_DESCRIPTIONS[kind]]);
const resultOf = (kind: AnalysisKind, pValue: number | null): AnalysisResult => ({
  kind,
  windowSeconds: 1800,
  observed: 9,
  upperBound: 1,
  pValue,
});
const tolerance = fc.integer({ min: 1, max: 5 });
const CORE = ANALYSIS_KINDS.filter((kind) => ANALYSIS_DESCRIPTIONS[kind].budget === 'core');
const kinds = fc.subarray(CORE, { minLength: 1 });

describe('ErrorBudget', () => {
  test('K core analyses get the K-th part of the budget each, to the last bit', () => {
    fc.assert(
      fc.property(tolerance, kinds, (detectionTolerance, asked) => {
        const budget = new ErrorBudget(detectionTolerance, askedOf(asked));
        for (const kind of asked) {
          expect(budget.tolerated(kind)).toBe(10 ** -(detectionTolerance + 1) / asked.length);
        }
      }),
    );
  });

  test('the p-value of a signal is K times the smallest of its core analyses, to the last bit', () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(tolerance, kinds, pValues, (detectionTolerance, asked, all) => {
        const results = asked.map((kind, at) => resultOf(kind, all[at]!));
        const least = Math.min(...all.slice(0, asked.length));
        expect(new ErrorBudget(detectionTolerance, askedOf(asked)).combined(results)).toBe(
          Math.min(1, least * asked.length),
        );
      }),
    );
  });

  test('results that were not tested do not count', () => {
    const budget = new ErrorBudget(5, askedOf(['volume']));
    expect(budget.combined([])).toBeNull();
    expect(budget.combined([resultOf('volume', null)])).toBeNull();
    expect(budget.combined([resultOf('volume', null), resultOf('volume', 1e-9)])).toBe(1e-9);
  });

  test('an additional analysis spends its own share, and the parts add up to that much more', () => {
    const additional: AnalysisDescription = { meaning: 'A test.', budget: 'additional', share: 0.1 };
    fc.assert(
      fc.property(tolerance, fc.subarray(CORE), (t, asked) => {
        const whole = 10 ** -(t + 1);
        const budget = new ErrorBudget(t, [...askedOf(asked), ['more', additional]]);
        expect(budget.tolerated('more')).toBeCloseTo(whole * 0.1, 12);
        for (const kind of asked) {
          expect(budget.tolerated(kind)).toBe(new ErrorBudget(t, askedOf(asked)).tolerated(kind));
        }
        const sum = [...asked, 'more'].reduce((total, kind) => total + budget.tolerated(kind), 0);
        expect(sum / whole).toBeCloseTo(asked.length > 0 ? 1.1 : 0.1, 9);
      }),
    );
  });

  test('a kind that the rule does not ask for has no part', () => {
    expect(() => new ErrorBudget(5, askedOf(['volume'])).tolerated('novelty')).toThrow(RangeError);
  });
});
