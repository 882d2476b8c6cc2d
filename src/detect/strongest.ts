import type { AnalysisResult } from '../model/signal.js';

/**
 * The strongest result of each kind: the one with the smallest p-value, or, where none was tested, the one with the
 * largest count. Of equal ones the first. In the order in which the kinds first occur.
 */
export function strongestOfEach(results: readonly AnalysisResult[]): AnalysisResult[] {
  const best = new Map<AnalysisResult['kind'], AnalysisResult>();
  for (const result of results) {
    const known = best.get(result.kind);
    if (known === undefined || isStronger(result, known)) best.set(result.kind, result);
  }
  return [...best.values()];
}

function isStronger(a: AnalysisResult, b: AnalysisResult): boolean {
  if (a.pValue === null) return b.pValue === null && a.observed > b.observed;
  return b.pValue === null || a.pValue < b.pValue;
}
