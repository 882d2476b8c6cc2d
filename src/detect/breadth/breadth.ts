import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis, AnalysisInput } from '../analysis.js';
import type { Finding } from '../finding.js';
import type { Session } from '../role-group/session.js';
import { recordHighFindings } from '../series/record-high-findings.js';
import { DistinctAccumulator } from '../series/window-accumulator.js';

/** A window must hold at least so many secrets more than every earlier one. */
const MIN_SECRETS = 5;

/**
 * Windows in which a session retrieved more different secrets than ever before. Thirty secrets once each are as many
 * retrievals as one secret thirty times, but they can be a theft.
 */
export const breadth: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.breadth,
  level: 'session',
  find: (input) => input.roleGroup.sessions.flatMap((session) => findIn(session, input)),
};

function findIn(session: Session, { period, rule, tolerated }: AnalysisInput): Finding[] {
  if (session.evaluableFrom >= period.to) return [];
  const occurrences = session.view.secretOccurrences();
  if (occurrences.itemCount < MIN_SECRETS) return [];
  const accumulator = new DistinctAccumulator(occurrences);
  return rule.windows.flatMap((windowSeconds) =>
    recordHighFindings(
      session,
      accumulator,
      { kind: 'breadth', windowSeconds, tolerated, least: MIN_SECRETS, caution: 1 },
      period,
      rule,
    ),
  );
}
