import type { Signal } from '../model/signal.js';

type Ordered = Pick<Signal, 'start' | 'identity'>;

/** The order of signals in a report: by start, then by identity key, both as texts by UTF-16 code units. */
export function compareSignals(a: Ordered, b: Ordered): number {
  return compareText(a.start, b.start) || compareText(a.identity.key, b.identity.key);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
