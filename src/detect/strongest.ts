import type { Analysis } from '../model/signal.js';

/** Of each kind the strongest: the least probable, or of those that were not tested the one that counts most. */
export function strongestOfEach(analyses: readonly Analysis[]): Analysis[] {
  const best = new Map<Analysis['kind'], Analysis>();
  for (const analysis of analyses) {
    const known = best.get(analysis.kind);
    if (known === undefined || isStronger(analysis, known)) best.set(analysis.kind, analysis);
  }
  return [...best.values()];
}

function isStronger(a: Analysis, b: Analysis): boolean {
  if (a.pValue === null) return b.pValue === null && a.observed > b.observed;
  return b.pValue === null || a.pValue < b.pValue;
}
