import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis, AnalysisInput } from '../analysis.js';
import type { Finding } from '../finding.js';
import type { Session } from '../role-group/session.js';
import { retrievalSeries } from '../series/series.js';
import { findInEvaluationWindows } from './evaluation-windows.js';
import { findInLongerWindows } from './longer-windows.js';

/**
 * More retrievals than the own history of a session explains: in the evaluation window of the rule above a percentile
 * of its buckets, and in the longer windows of the rule more than in any earlier window.
 */
export const volume: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.volume,
  level: 'session',
  find: (input) => input.roleGroup.sessions.flatMap((session) => findIn(session, input)),
};

function findIn(session: Session, { period, rule, tolerated }: AnalysisInput): Finding[] {
  const { index, view, establishedFrom } = session;
  if (establishedFrom >= period.to) return [];
  const series = retrievalSeries(view, period.historyFrom, period.to, rule.aggregation);
  const findings: Finding[] = [];
  for (const { start, end, result, caseIndex } of findInEvaluationWindows(series, period, rule, tolerated)) {
    if (end <= establishedFrom) continue;
    const severity = { caseIndex };
    findings.push({ session: index, start: Math.max(start, establishedFrom), end, result, severity });
  }
  findings.push(...findInLongerWindows(session, series, period, rule, tolerated));
  return findings;
}
