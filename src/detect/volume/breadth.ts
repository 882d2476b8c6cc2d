import type { ProfileView } from '../../profile/profile.js';
import type { Rule } from '../../rule/rule.js';
import type { SignalSpan } from '../compose-signal.js';
import type { BucketScope } from '../scope.js';
import { recordHighSpans } from './record-high-spans.js';
import { DistinctAccumulator } from './window-accumulator.js';

/** Fewer secrets more than ever before are nobody's theft. */
const LEAST_SECRETS = 5;

/**
 * Windows in which an identity read more different secrets than ever before: thirty secrets once each are no more
 * retrievals than one secret thirty times, but they are a theft.
 */
export function findBreadth(
  view: ProfileView,
  evaluableFrom: number,
  scope: BucketScope,
  rule: Rule,
): SignalSpan[] {
  const meetings = view.secretOccurrences();
  if (meetings.itemCount < LEAST_SECRETS) return [];
  const accumulator = new DistinctAccumulator(meetings);
  return rule.windows.flatMap((seconds) =>
    recordHighSpans('breadth', seconds, accumulator, evaluableFrom, scope, rule, {
      least: LEAST_SECRETS,
      caution: 1,
    }),
  );
}
