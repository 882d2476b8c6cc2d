import { lowerBound } from '../../base/lower-bound.js';
import { DAY, HOUR, MINUTE } from '../../model/time.js';
import type { BucketPeriod } from '../period.js';
import { betaBinomialTail } from '../probability/beta-binomial.js';
import { corrected } from '../probability/correction.js';
import { upperTail } from '../probability/tail.js';
import type { ItemTimes } from '../role-group/first-seen-items.js';
import type { RoleGroup } from '../role-group/role-group.js';
import { type Series, totalIn } from '../series/series.js';
import { FirstSeenHistory } from './first-seen-history.js';

/** Lengths of the windows in seconds: from a dump within seconds to a theft over two weeks. */
const WINDOWS = [30 * MINUTE, 6 * HOUR, DAY, 2 * DAY, 4 * DAY, 8 * DAY, 14 * DAY] as const;

/** With so much smaller a p-value, and twice the least number, the share of the retrievals does not matter. */
const BEYOND_DOUBT = 1e-3;
/** Largest probability of so many first-seen items among the retrievals of a window. */
const UNLIKELY = 5e-3;

/**
 * First-seen items `[first, last)` that together are out of the ordinary. The test is about `[first, tested)`; the
 * others followed closely. Novelty's intermediate result, before it is attributed to sessions.
 */
export interface FirstSeenBurst {
  readonly first: number;
  readonly tested: number;
  readonly last: number;
  readonly windowSeconds: number;
  readonly observed: number;
  /** Largest count of an earlier window. */
  readonly upperBound: number;
  readonly pValue: number;
}

/** How bursts are tested. */
export interface BurstTest {
  /** The largest p-value of a burst. */
  readonly tolerated: number;
  /** A window with fewer first-seen items is no burst. */
  readonly least: number;
}

/**
 * Bursts of secrets that a role group never retrieved before, judged by the first-seen secrets of up to 14 days before.
 * The count in a window is compared with a negative binomial distribution with the moments of the earlier windows of
 * the same length. A window ends with each bucket that has a first-seen item. The p-value is the smallest of all window
 * lengths, multiplied by their number.
 *
 * Items of a burst are excluded from the history and from later windows. Nothing is judged before the role group is
 * established, and items within the learning duration are not part of the history: on its first day everything is new.
 * @param items those that are counted; all others do not exist for it
 * @returns in time order
 */
export function findFirstSeenBursts(
  { buckets }: ItemTimes,
  { series, evaluableFrom }: RoleGroup,
  period: BucketPeriod,
  bucketDuration: number,
  { tolerated, least }: BurstTest,
): FirstSeenBurst[] {
  const historyFrom = (series.buckets[0] ?? Infinity) + period.learning;
  const windows = WINDOWS.filter((seconds) => seconds >= bucketDuration);
  const history = new FirstSeenHistory(buckets);
  const bursts: FirstSeenBurst[] = [];
  /** Retrievals in the buckets from the first to the last item of each burst. */
  let excludedRetrievals = 0;
  let last = lowerBound(buckets, evaluableFrom);
  while (last < buckets.length) {
    const bucket = buckets[last]!;
    while (last < buckets.length && buckets[last] === bucket) last++;
    if (bucket >= period.to) break;
    const open = bursts.at(-1);
    if (
      open !== undefined &&
      bucket - buckets[open.last - 1]! <= period.keepAlive &&
      bucket - buckets[open.first]! < period.maxSignal
    ) {
      excludedRetrievals += totalIn(series, buckets[open.last - 1]! + 1, bucket + 1);
      bursts[bursts.length - 1] = { ...open, last };
      history.exclude(open.last, last);
      continue;
    }
    let best: FirstSeenBurst | undefined;
    for (const windowSeconds of windows) {
      const length = windowSeconds / bucketDuration;
      const start = bucket + 1 - length;
      const first = lowerBound(buckets, Math.max(start, historyFrom));
      const observed = history.count(first, last);
      if (observed < least) continue;
      const moments = history.windows(Math.max(historyFrom, start - period.lookback), start, length);
      if (moments === undefined) continue;
      const { mean, variance, most } = moments;
      const pValue = corrected(upperTail(observed, mean, variance), windows.length);
      if (pValue > tolerated || pValue >= (best?.pValue ?? Infinity)) continue;
      const itemsBefore = history.count(lowerBound(buckets, historyFrom), first);
      const before = totalIn(series, historyFrom, start) - excludedRetrievals;
      // Retrievals of known secrets must not hide new ones: at most as many count as in any earlier window.
      const within = Math.min(
        totalIn(series, start, bucket + 1),
        largestWindow(series, historyFrom, start, length),
      );
      const isBeyondDoubt = pValue <= tolerated * BEYOND_DOUBT && observed >= 2 * least;
      if (!isBeyondDoubt && !isUnlikelyShare(observed, Math.max(observed, within), itemsBefore, before))
        continue;
      best = { first, tested: last, last, windowSeconds, observed, upperBound: most, pValue };
    }
    if (best === undefined) continue;
    const after = open === undefined ? 0 : buckets[open.last - 1]! + 1;
    excludedRetrievals += totalIn(series, Math.max(after, buckets[best.first]!), bucket + 1);
    bursts.push(best);
    history.exclude(best.first, best.last);
  }
  return bursts;
}

/**
 * Whether so many of the retrievals in a window are unlikely to be first-seen, if each retrieval is as likely to be one
 * as in the history. An identity with few retrievals, mostly of new secrets, does nothing unusual with more of them.
 * @param observed first-seen items in the window
 * @param retrievals in the window
 * @param itemsBefore first-seen items in the history
 * @param retrievalsBefore in the history
 */
function isUnlikelyShare(
  observed: number,
  retrievals: number,
  itemsBefore: number,
  retrievalsBefore: number,
): boolean {
  const others = Math.max(0, retrievalsBefore - itemsBefore);
  return betaBinomialTail(observed, retrievals, itemsBefore, others) <= UNLIKELY;
}

/** The largest total of a window of `length` buckets within buckets `[from, to)`. */
function largestWindow({ buckets, counts }: Series, from: number, to: number, length: number): number {
  let low = lowerBound(buckets, from);
  let [sum, largest] = [0, 0];
  for (let high = low; high < buckets.length && buckets[high]! < to; high++) {
    sum += counts[high]!;
    while (buckets[low]! <= buckets[high]! - length) sum -= counts[low++]!;
    largest = Math.max(largest, sum);
  }
  return largest;
}
