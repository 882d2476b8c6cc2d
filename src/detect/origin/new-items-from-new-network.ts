import type { TestedAnalysis } from '../../model/signal.js';
import { DAY, HOUR, MINUTE } from '../../model/time.js';
import { lowerBound } from '../../base/lower-bound.js';
import type { Rule } from '../../rule/rule.js';
import type { FirstSeenItems } from '../novelty/first-seen-items.js';
import { busiestWindow } from './busiest-window.js';
import { ORIGIN_TESTS, type OriginFinding } from './origin.js';
import type { BucketScope } from '../scope.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import { NewNetworkHistory, tailAfter } from './new-network-history.js';
import { mainReader, type NewNetwork } from './new-networks.js';

/** Windows over which they are counted, seconds; what is known of an origin's use ends after two days. */
const WINDOWS = [30 * MINUTE, 6 * HOUR, DAY, 2 * DAY] as const;
/** Fewer than this are somebody who looked around on a journey. */
const LEAST = 6;
/** What a family that never had any is taken to have had in its history. */
const PRIOR = 0.0625;

interface TestedFinding extends OriginFinding {
  readonly analysis: TestedAnalysis;
}

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
export function findNewItemsFromNewNetworks(
  newNetworks: readonly NewNetwork[],
  firstSeenItems: FirstSeenItems,
  activity: Uint32Array,
  learned: number,
  scope: BucketScope,
  rule: Rule,
): TestedFinding[] {
  const begun = (activity[0] ?? Infinity) + scope.learning;
  const windows = WINDOWS.filter((seconds) => seconds >= rule.bucketDuration);
  const past = new Map(windows.map((seconds) => [seconds, new NewNetworkHistory<NewNetwork>()]));
  const bursts = newNetworks
    .filter(({ buckets }) => buckets[0]! >= begun)
    .flatMap((newNetwork) => {
      const both = newSecretsFrom(newNetwork, firstSeenItems);
      return windows.map((seconds) => ({
        newNetwork,
        seconds,
        ...busiestWindow(newNetwork.buckets, both, seconds / rule.bucketDuration),
      }));
    })
    // In time order, so that what comes later is no history of what came before.
    .sort((one, other) => one.start - other.start || one.seconds - other.seconds);
  const best = new Map<NewNetwork, TestedFinding>();
  for (const { newNetwork, seconds, start, end, count } of bursts) {
    const history = past.get(seconds)!;
    const { isWhollyNew, buckets } = newNetwork;
    const from = Math.max(begun, start - scope.lookback);
    const earlier = history.between(from, start, isWhollyNew);
    const earlierWindows = Math.max(1, ((start - from) * rule.bucketDuration) / seconds);
    const pValue =
      count < LEAST
        ? 1
        : corrected(tailAfter(count, earlier, PRIOR, earlierWindows), windows.length * ORIGIN_TESTS);
    if (pValue > toleratedPValue(rule)) {
      if (buckets[0]! >= learned) history.note(newNetwork, start, count, isWhollyNew);
      continue;
    }
    for (const one of past.values()) one.forget(newNetwork);
    if (pValue >= (best.get(newNetwork)?.analysis.pValue ?? Infinity)) continue;
    best.set(newNetwork, {
      start,
      end,
      session: mainReader(newNetwork, start, end),
      analysis: {
        kind: 'origin',
        windowSeconds: seconds,
        observed: count,
        upperBound: earlier.reduce((most, one) => Math.max(most, one), 0),
        pValue,
      },
    });
  }
  return [...best.values()];
}

/** For each bucket of a stranger, how many of its retrievals may have been of secrets new to the family. */
function newSecretsFrom({ buckets, counts }: NewNetwork, firstSeenItems: FirstSeenItems): Uint32Array {
  return buckets.map((bucket, at) => {
    const fresh = lowerBound(firstSeenItems.buckets, bucket + 1) - lowerBound(firstSeenItems.buckets, bucket);
    return Math.min(counts[at]!, fresh);
  });
}
