import { compareTexts } from '../base/compare-texts.js';
import { type Signal, severityOf } from '../model/signal.js';

type Ordered = Pick<Signal, 'status' | 'pValue' | 'start' | 'identity'>;

/**
 * The order of signals in every list: the most severe first, then the least probable by chance (those without a p-value
 * last), then by start and by identity key.
 */
export function compareSignals(a: Ordered, b: Ordered): number {
  return (
    severityOf(b.status) - severityOf(a.status) ||
    (a.pValue ?? 1) - (b.pValue ?? 1) ||
    compareTexts(a.start, b.start) ||
    compareTexts(a.identity.key, b.identity.key)
  );
}
