import type { ProfileView } from '../../profile/profile.js';
import type { Rule } from '../../rule/rule.js';
import type { SignalSpan } from '../compose-signal.js';
import type { BucketScope } from '../scope.js';
import { peakSpans } from './record-high-spans.js';
import { DistinctTally } from './window-accumulator.js';

/** Fewer secrets more than ever before are nobody's theft. */
const LEAST_SECRETS = 5;

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
