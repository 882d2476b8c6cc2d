import type { AnalysisKind } from '../../model/analysis-kinds.js';
import { DAY } from '../../model/time.js';
import type { Rule } from '../../rule/rule.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { corrected } from '../probability/correction.js';
import type { Session } from '../role-group/session.js';
import { findRecordHighs, type RecordHighTest } from './record-highs.js';
import { withOneReadDay } from './shrinkage.js';
import type { WindowAccumulator } from './window-accumulator.js';

/** Which analysis asks, for windows of which length, and with which tests. */
export interface RecordHighQuestion extends Pick<RecordHighTest, 'least' | 'caution'> {
  readonly kind: AnalysisKind;
  readonly windowSeconds: number;
  /** The largest p-value of a finding, after the correction for the number of window lengths of the rule. */
  readonly tolerated: number;
}

/**
 * The record highs of one session as findings of an analysis.
 * @param accumulator empty
 */
export function recordHighFindings(
  session: Session,
  accumulator: WindowAccumulator,
  { kind, windowSeconds, tolerated, least, caution }: RecordHighQuestion,
  period: BucketPeriod,
  rule: Rule,
): Finding[] {
  const tests = rule.windows.length;
  const recordHighs = findRecordHighs(accumulator, session.evaluableFrom, period, {
    least,
    caution,
    length: windowSeconds / rule.bucketDuration,
    tolerated: tolerated / tests,
    expect: (moments) => withOneReadDay(moments, DAY / windowSeconds),
  });
  return recordHighs.map(({ start, end, observed, upperBound, pValue }) => ({
    session: session.index,
    start,
    end,
    result: { kind, windowSeconds, observed, upperBound, pValue: corrected(pValue, tests) },
    severity: FIRST_CASE,
  }));
}
