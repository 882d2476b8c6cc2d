import type { Analysis } from '../../model/signal.js';
import type { Rule } from '../../rule/rule.js';

/**
 * The p-value that an analysis needs for a signal. Of several analyses the least p-value counts, so each has its
 * share of what the rule tolerates (Bonferroni's correction, which holds however they depend on each other):
 * with K analyses, 10^-(detectionTolerance + 1) / K. What an analysis reports is corrected already for the windows
 * that it looks at.
 */
export function toleratedPValue({ detectionTolerance, analyses }: Rule): number {
  return 10 ** -(detectionTolerance + 1) / analyses.length;
}

/** The p-value of a signal with these analyses, for having asked all that the rule asks; null when none has one. */
export function combinedPValue(found: readonly Analysis[], { analyses }: Rule): number | null {
  const pValues = found.flatMap(({ pValue }) => pValue ?? []);
  return pValues.length === 0 ? null : corrected(Math.min(...pValues), analyses.length);
}

/** Of several tests the least p-value, for having looked so many times. */
export function corrected(pValue: number, tests: number): number {
  return Math.min(1, pValue * tests);
}
