import type { Rule } from '../../rule/rule.js';
import type { Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import type { Session } from '../role-group/session.js';
import { recordHighFindings } from '../series/record-high-findings.js';
import type { Series } from '../series/series.js';
import { CountAccumulator } from '../series/window-accumulator.js';

/**
 * Factor on the variance. Busy days are busier than the variance of two weeks predicts, for example where a full queue
 * makes a job retrieve the same secret all day.
 */
const CAUTION = 3;

/** Windows longer than the evaluation window in which a session made more retrievals than ever before. */
export function findInLongerWindows(
  session: Session,
  series: Series,
  period: BucketPeriod,
  rule: Rule,
  tolerated: number,
): Finding[] {
  return rule.windows
    .filter((windowSeconds) => windowSeconds > rule.evaluationWindow)
    .flatMap((windowSeconds) =>
      recordHighFindings(
        session,
        new CountAccumulator(series),
        { kind: 'volume', windowSeconds, tolerated, least: rule.minimumExcess, caution: CAUTION },
        period,
        rule,
      ),
    );
}
