import type { AnalysisResult, SignalStatus } from '../model/signal.js';

/** Where the status of a finding comes from: a case of the rule, by its index, or a threshold case directly. */
export type Severity = { readonly caseIndex: number } | { readonly status: SignalStatus };

/** What an analysis or a threshold case found in one session. Findings are joined to signals in join-findings.ts. */
export interface Finding {
  /** Index of the session in its role group. */
  readonly session: number;
  /** Buckets `[start, end)`, at least one. */
  readonly start: number;
  readonly end: number;
  readonly result: AnalysisResult;
  readonly severity: Severity;
}

/** The severity of what does not depend on a percentile: the first case of the rule. */
export const FIRST_CASE: Severity = { caseIndex: 0 };
