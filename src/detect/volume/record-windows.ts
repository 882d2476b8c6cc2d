import type { Analysis } from '../../model/signal.js';
import { DAY } from '../../model/time.js';
import type { ProfileView } from '../../profile/profile.js';
import type { Rule } from '../../rule/rule.js';
import type { SignalSpan } from '../compose-signal.js';
import { findPeaks, type PeakQuestion } from './peaks.js';
import type { BucketScope } from '../scope.js';
import { retrievalSeries } from '../series.js';
import { withOneReadDay } from './shrinkage.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import { CountTally, DistinctTally, type Tally } from './tally.js';

/** Fewer secrets more than ever before are nobody's theft. */
const LEAST_SECRETS = 5;
/** Busy days are busier than the variance of two weeks tells: a queue that runs full reads the same secret all day. */
const BUSY_DAYS = 3;

/**
 * Windows in which an identity read more different secrets than ever before: thirty secrets once each are no more
 * retrievals than one secret thirty times, but they are a theft.
 */
export function findBreadth(
  view: ProfileView,
  judgedFrom: number,
  scope: BucketScope,
  rule: Rule,
): SignalSpan[] {
  const meetings = view.secretMeetings();
  if (meetings.things < LEAST_SECRETS) return [];
  const tally = new DistinctTally(meetings);
  return rule.windows.flatMap((seconds) =>
    peakSpans('breadth', seconds, tally, judgedFrom, scope, rule, {
      least: LEAST_SECRETS,
      caution: 1,
    }),
  );
}

/** Windows longer than the rule's evaluation window in which an identity read more than ever before. */
export function findLongVolume(
  view: ProfileView,
  judgedFrom: number,
  scope: BucketScope,
  rule: Rule,
): SignalSpan[] {
  const series = retrievalSeries(view, scope.historyFrom, scope.to, rule.aggregation);
  return rule.windows
    .filter((seconds) => seconds > rule.evaluationWindow)
    .flatMap((seconds) =>
      peakSpans('volume', seconds, new CountTally(series), judgedFrom, scope, rule, {
        least: rule.minimumExcess,
        caution: BUSY_DAYS,
      }),
    );
}

function peakSpans(
  kind: Analysis['kind'],
  windowSeconds: number,
  tally: Tally,
  judgedFrom: number,
  scope: BucketScope,
  rule: Rule,
  question: Pick<PeakQuestion, 'least' | 'caution'>,
): SignalSpan[] {
  const tests = rule.windows.length;
  const peaks = findPeaks(tally, judgedFrom, scope, {
    ...question,
    length: windowSeconds / rule.bucketDuration,
    tolerated: toleratedPValue(rule) / tests,
    expect: (moments) => withOneReadDay(moments, DAY / windowSeconds),
  });
  return peaks.map(({ start, end, observed, upperBound, pValue }) => ({
    start,
    end,
    caseIndex: 0,
    analyses: [{ kind, windowSeconds, observed, upperBound, pValue: corrected(pValue, tests) }],
  }));
}
