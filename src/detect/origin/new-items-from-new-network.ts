import { DAY, HOUR, MINUTE } from '../../model/time.js';
import { lowerBound } from '../../base/lower-bound.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { corrected } from '../probability/correction.js';
import { type ItemTimes, timesOf } from '../role-group/first-seen-items.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { busiestWindow } from './busiest-window.js';
import { NewNetworkHistory, newNetworkTail } from './new-network-history.js';
import { mainSession, type NewNetwork } from '../role-group/new-networks.js';

/** Lengths of the windows in seconds. The use of a network is known for its first two days. */
const WINDOWS = [30 * MINUTE, 6 * HOUR, DAY, 2 * DAY] as const;
/** With fewer items it may be chance, … */
const LEAST = 3;
/** … or a person who is travelling. */
const LEAST_OF_A_PERSON = 6;
/** … or this share of what is unusual among people. */
const FROM_ELSEWHERE = 0.75;
/** First-seen items from new networks that are added to every history. */
const PRIOR = 0.0625;

/**
 * First-seen secrets of a role group from a new network. Each alone happens every day somewhere, with a release or a
 * journey, but both together are rare. So this test needs neither a long history nor a high rate: it finds a theft of
 * one secret an hour. The count in the busiest window of a network is compared with a negative binomial distribution
 * with the moments of earlier new networks. The p-value is the smallest of all window lengths, multiplied by their
 * number.
 *
 * In a bucket with first-seen secrets and retrievals from the new network, as many as possible are taken to be both.
 * New networks before the role group is established are not part of the history, because everything was new then.
 */
export function findNewItemsFromNewNetworks(
  newNetworks: readonly NewNetwork[],
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
  tolerated: number,
): Finding[] {
  const { series, evaluableFrom, isPerson } = disclosure.roleGroup;
  const items = timesOf(disclosure.notExplained);
  const { unusualOfPeople } = disclosure.organisation;
  const least = isPerson ? Math.max(LEAST_OF_A_PERSON, Math.ceil(FROM_ELSEWHERE * unusualOfPeople)) : LEAST;
  const historyFrom = (series.buckets[0] ?? Infinity) + period.learning;
  const windows = WINDOWS.filter((seconds) => seconds >= bucketDuration);
  const histories = new Map(windows.map((seconds) => [seconds, new NewNetworkHistory()]));
  const bursts = newNetworks
    .filter(({ buckets }) => buckets[0]! >= historyFrom)
    .flatMap((newNetwork) => {
      const newItems = newItemsFrom(newNetwork, items);
      return windows.map((seconds) => ({
        newNetwork,
        seconds,
        ...busiestWindow(newNetwork.buckets, newItems, seconds / bucketDuration),
      }));
    })
    // In time order, because a later network is not part of the history of an earlier one.
    .sort((one, other) => one.start - other.start || one.seconds - other.seconds);
  const best = new Map<NewNetwork, { readonly pValue: number; readonly finding: Finding }>();
  for (const { newNetwork, seconds, start, end, count } of bursts) {
    const history = histories.get(seconds)!;
    const from = Math.max(historyFrom, start - period.lookback);
    const earlier = history.between(from, start, newNetwork.isWhollyNew);
    const earlierWindows = Math.max(1, ((start - from) * bucketDuration) / seconds);
    const pValue =
      count < least ? 1 : corrected(newNetworkTail(count, earlier, PRIOR, earlierWindows), windows.length);
    if (pValue > tolerated) {
      if (newNetwork.buckets[0]! >= evaluableFrom) history.add(newNetwork, start, count);
      continue;
    }
    for (const one of histories.values()) one.exclude(newNetwork);
    if (pValue >= (best.get(newNetwork)?.pValue ?? Infinity)) continue;
    const upperBound = earlier.reduce((most, one) => Math.max(most, one), 0);
    const finding: Finding = {
      session: mainSession(newNetwork, start, end),
      start,
      end,
      result: { kind: 'origin', windowSeconds: seconds, observed: count, upperBound, pValue },
      severity: FIRST_CASE,
    };
    best.set(newNetwork, { pValue, finding });
  }
  return Array.from(best.values(), ({ finding }) => finding);
}

/** For each bucket of a new network, how many of its retrievals may have been of first-seen secrets. */
function newItemsFrom({ buckets, counts }: NewNetwork, items: ItemTimes): Uint32Array {
  return buckets.map((bucket, at) => {
    const firstSeen = lowerBound(items.buckets, bucket + 1) - lowerBound(items.buckets, bucket);
    return Math.min(counts[at]!, firstSeen);
  });
}
