import type { Analysis } from '../../model/signal.js';
import { DAY } from '../../model/time.js';
import type { Rule } from '../../rule/rule.js';
import type { SignalSpan } from '../compose-signal.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import type { BucketScope } from '../scope.js';
import { findRecordHighs, type RecordHighTest } from './record-highs.js';
import { withOneReadDay } from './shrinkage.js';
import type { HistogramCounts } from './window-accumulator.js';

/** The peaks among windows of one length as spans of an analysis, corrected for all the lengths that the rule has. */
export function recordHighSpans(
  kind: Analysis['kind'],
  windowSeconds: number,
  accumulator: HistogramCounts,
  evaluableFrom: number,
  scope: BucketScope,
  rule: Rule,
  question: Pick<RecordHighTest, 'least' | 'caution'>,
): SignalSpan[] {
  const tests = rule.windows.length;
  const recordHighs = findRecordHighs(accumulator, evaluableFrom, scope, {
    ...question,
    length: windowSeconds / rule.bucketDuration,
    tolerated: toleratedPValue(rule) / tests,
    expect: (moments) => withOneReadDay(moments, DAY / windowSeconds),
  });
  return recordHighs.map(({ start, end, observed, upperBound, pValue }) => ({
    start,
    end,
    caseIndex: 0,
    analyses: [{ kind, windowSeconds, observed, upperBound, pValue: corrected(pValue, tests) }],
  }));
}
