/** Bonferroni's correction: the p-value of the smallest of several tests. At most 1. */
export function corrected(pValue: number, tests: number): number {
  return Math.min(1, pValue * tests);
}
