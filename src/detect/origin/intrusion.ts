import { DAY, HOUR, MINUTE } from '../../model/time.js';
import { lowerBound } from '../../profile/lower-bound.js';
import type { Rule } from '../../rule/rule.js';
import type { Arrivals } from '../novelty/arrivals.js';
import { busiestWindow } from './busiest-window.js';
import type { OriginFinding } from './origin.js';
import type { BucketScope } from '../scope.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import { StrangerHistory, tailAfter } from './stranger-history.js';
import { mainReader, type Stranger } from './strangers.js';

/** Windows over which they are counted, seconds; what is known of an origin's use ends after two days. */
const WINDOWS = [30 * MINUTE, 6 * HOUR, DAY, 2 * DAY] as const;
/** Fewer than this are somebody who looked around on a journey. */
const LEAST = 6;
/** What a family that never had any is taken to have had in its history. */
const PRIOR = 0.0625;

/**
 * Secrets that a family had never read, read from an origin that it had never used. Either happens every day
 * somewhere, a release or a journey; both at once hardly ever do, so it takes neither much history nor haste: a
 * theft of a secret an hour shows. Counted in windows of several lengths against a negative binomial with the moments
 * of what earlier new origins brought; the least p-value of all lengths, times their number, is the p-value.
 *
 * Within a bucket that has both, as many are taken to be both as can be.
 * @param activity buckets with anything of the family in them, ascending
 * @param learned first bucket by which the family has habits: what it met before is no history, since all was new
 */
export function findIntrusions(
  strangers: readonly Stranger[],
  arrivals: Arrivals,
  activity: Uint32Array,
  learned: number,
  scope: BucketScope,
  rule: Rule,
): OriginFinding[] {
  const begun = (activity[0] ?? Infinity) + scope.learning;
  const findings: OriginFinding[] = [];
  const past = WINDOWS.map(() => new StrangerHistory());
  for (const stranger of strangers) {
    const { isWhollyNew, buckets } = stranger;
    if (buckets.length === 0 || buckets[0]! < begun || buckets[0]! >= scope.to) continue;
    const both = newSecretsFrom(stranger, arrivals);
    let best: OriginFinding | undefined;
    let least = Infinity;
    const most = WINDOWS.map((seconds, index) => {
      const length = seconds / rule.bucketDuration;
      const { start, end, count } = busiestWindow(buckets, both, length);
      if (count >= LEAST && end <= scope.to) {
        const from = Math.max(begun, start - scope.lookback);
        const windows = Math.max(1, (start - from) / length);
        const earlier = past[index]!.since(from, isWhollyNew);
        const pValue = corrected(tailAfter(count, earlier, PRIOR, windows), WINDOWS.length);
        if (pValue < least) {
          least = pValue;
          best = {
            start,
            end,
            member: mainReader(stranger, start, end),
            analysis: {
              kind: 'origin',
              windowSeconds: seconds,
              observed: count,
              upperBound: Math.max(0, ...earlier),
              pValue,
            },
          };
        }
      }
      return { start, count };
    });
    if (best !== undefined && least <= toleratedPValue(rule)) findings.push(best);
    else if (buckets[0]! >= learned) {
      for (const [index, { start, count }] of most.entries()) past[index]!.note(start, count, isWhollyNew);
    }
  }
  return findings.filter(({ end }) => end > scope.from);
}

/** For each bucket of a stranger, how many of its retrievals may have been of secrets new to the family. */
function newSecretsFrom({ buckets, counts }: Stranger, arrivals: Arrivals): Uint32Array {
  return buckets.map((bucket, at) => {
    const fresh = lowerBound(arrivals.buckets, bucket + 1) - lowerBound(arrivals.buckets, bucket);
    return Math.min(counts[at]!, fresh);
  });
}
