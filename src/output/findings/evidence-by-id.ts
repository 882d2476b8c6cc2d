import type { RunResult } from '../../main-thread/result.js';
import type { Signal } from '../../model/signal.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';

/** Finds the evidence of a signal; undefined where it was not explained. */
export function evidenceById({
  evidence,
}: Pick<RunResult, 'evidence'>): (signal: Signal) => SignalEvidence | undefined {
  const byId = new Map(evidence.map((one) => [one.signal, one]));
  return ({ id }) => byId.get(id);
}
