import type { ProfileView } from '../../profile/profile.js';
import type { Rule } from '../../rule/rule.js';
import type { SignalSpan } from '../compose-signal.js';
import type { BucketScope } from '../scope.js';
import { retrievalSeries } from '../series.js';
import { recordHighSpans } from './record-high-spans.js';
import { CountAccumulator } from './window-accumulator.js';

/** Busy days are busier than the variance of two weeks tells: a queue that runs full reads the same secret all day. */
const BUSY_DAYS = 3;

/** Windows longer than the rule's evaluation window in which an identity read more than ever before. */
export function findLongVolume(
  view: ProfileView,
  evaluableFrom: number,
  scope: BucketScope,
  rule: Rule,
): SignalSpan[] {
  const series = retrievalSeries(view, scope.historyFrom, scope.to, rule.aggregation);
  return rule.windows
    .filter((seconds) => seconds > rule.evaluationWindow)
    .flatMap((seconds) =>
      recordHighSpans('volume', seconds, new CountAccumulator(series), evaluableFrom, scope, rule, {
        least: rule.minimumExcess,
        caution: BUSY_DAYS,
      }),
    );
}
