import { DAY } from '../../model/time.js';
import { lowerBound } from '../../base/lower-bound.js';
import type { Rule } from '../../rule/rule.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { corrected } from '../probability/correction.js';
import { upperTail } from '../probability/tail.js';
import type { RoleGroup } from '../role-group/role-group.js';
import { Baseline } from '../series/baseline.js';
import { totalIn } from '../series/series.js';
import { busiestWindow } from './busiest-window.js';
import { NewNetworkHistory, newNetworkTail, ORIGIN_TESTS } from './new-network-history.js';
import { mainSession, type NewNetwork } from '../role-group/new-networks.js';

/** With fewer retrievals from a wholly new network it may be a person who tries something. */
const MIN_RETRIEVALS = 3;
/** Retrievals from wholly new networks that are added to every history. */
const PRIOR_RETRIEVALS = 0.0125;
/** With fewer retrievals by a known agent it may be a person who is travelling. */
const MIN_KNOWN_AGENT = 6;
/** The same for a person with another program. */
const MIN_OF_A_PERSON = 8;
/** The prior for a known agent. */
const PRIOR_KNOWN_AGENT = 0.25;
/** The prior for a role group that is not established; twice that for a known agent. */
const PRIOR_COLD_START = 1.25;
/** A role group is taken to make at least so many retrievals in its whole history. */
const PRIOR_TOTAL = 1;
/** The variance of the retrievals in a window is taken as at least this many times the mean. */
const MIN_DISPERSION = 1.5;
/** Share of the first day of a network that lies in its busiest window, or else it is not a burst but a move. */
const MIN_SHARE = 0.5;

/**
 * Bursts of retrievals from new networks. For an established role group two facts must be rare together: so many
 * retrievals from a new network, compared with a negative binomial distribution over the earlier windows, and so many
 * retrievals in all. The two p-values are combined by the method of Fisher: P = p·q·(1 − ln(p·q)). A role group that is
 * not established has no usual total; there the retrievals of a window or of a day from the new network must be rare.
 *
 * A fleet that moves to another network with another SDK is wholly new too, but it continues all day. So a network
 * counts only if most retrievals of its first day lie in one window. Networks with a finding are excluded from the
 * history.
 * @param isNear whether others of the organisation have addresses near a network
 */
export function findNewNetworkBursts(
  newNetworks: readonly NewNetwork[],
  { series, evaluableFrom, isPerson }: RoleGroup,
  period: BucketPeriod,
  rule: Rule,
  tolerated: number,
  isNear: (network: string) => boolean,
): Finding[] {
  const history = new NewNetworkHistory();
  const findings: Finding[] = [];
  let baseline: Baseline | undefined;
  let excludedTo = 0;
  const historyFrom = (series.buckets[0] ?? Infinity) + period.learning;
  const bursts = newNetworks
    .filter(({ buckets }) => buckets[0]! >= historyFrom)
    .map((newNetwork) => {
      const { buckets, counts } = firstDayOf(newNetwork, rule.bucketDuration);
      return { newNetwork, buckets, counts, burst: busiestWindow(buckets, counts, period.windowLength) };
    })
    // In time order, because a later network is not part of the history of an earlier one.
    .sort((one, other) => one.burst.start - other.burst.start);
  for (const { newNetwork, buckets, counts, burst } of bursts) {
    const { isWhollyNew } = newNetwork;
    const { start, count } = burst;
    const total = counts.reduce((sum, one) => sum + one, 0);
    // People travel, and hosts of a service come and go, but hardly ever with another program.
    if (!isWhollyNew && (isPerson || isNear(newNetwork.network))) continue;
    const isBurst =
      count >= (isPerson ? MIN_OF_A_PERSON : isWhollyNew ? MIN_RETRIEVALS : MIN_KNOWN_AGENT) &&
      count >= MIN_SHARE * total;
    const from = Math.max(historyFrom, start - period.lookback);
    const windows = Math.max(1, (start - from) / period.windowLength);
    const earlier = history.between(from, start, isWhollyNew);
    let tested = { pValue: 1, observed: count, start, end: burst.end, windowSeconds: rule.evaluationWindow };
    if (buckets[0]! >= evaluableFrom) {
      if (isBurst) {
        baseline ??= new Baseline(series, period.lookback, period.windowLength);
        baseline.moveTo(start);
        const usual = baseline.moments();
        const mean = Math.max(usual.mean, PRIOR_TOTAL / windows);
        const all = totalIn(series, start, start + period.windowLength);
        const ofTotal = upperTail(all, mean, Math.max(MIN_DISPERSION * mean, usual.variance));
        const prior = isWhollyNew ? PRIOR_RETRIEVALS : PRIOR_KNOWN_AGENT;
        const ofNewNetwork = newNetworkTail(count, earlier, prior, windows);
        tested.pValue = corrected(fisher(ofNewNetwork, ofTotal), ORIGIN_TESTS);
      }
    } else {
      const days = Math.max(1, (windows * rule.evaluationWindow) / DAY);
      const prior = isWhollyNew ? PRIOR_COLD_START : 2 * PRIOR_COLD_START;
      const ofWindow = isBurst ? newNetworkTail(count, earlier, prior, windows) : 1;
      const ofDay = newNetworkTail(total, earlier, prior, days);
      // Two window lengths for each test.
      tested.pValue = corrected(Math.min(ofWindow, ofDay), 2 * ORIGIN_TESTS);
      if (ofDay < ofWindow) {
        const [first, last] = [buckets[0]!, buckets.at(-1)!];
        tested = { ...tested, observed: total, start: first, end: last + 1, windowSeconds: DAY };
      }
    }
    const { pValue, observed, end, windowSeconds } = tested;
    if (pValue > tolerated) {
      history.add(newNetwork, start, count);
      continue;
    }
    const upperBound = earlier.reduce((most, one) => Math.max(most, one), 0);
    findings.push({
      session: mainSession(newNetwork, tested.start, end),
      start: tested.start,
      end,
      result: { kind: 'origin', windowSeconds, observed, upperBound, pValue },
      severity: FIRST_CASE,
    });
    const first = Math.max(tested.start, excludedTo);
    baseline ??= new Baseline(series, period.lookback, period.windowLength);
    if (first < end) baseline.exclude(first, end);
    excludedTo = Math.max(excludedTo, end);
  }
  return findings;
}

/** The retrievals from a network on its first day: after that day it is a move. */
function firstDayOf(
  { buckets, counts }: NewNetwork,
  bucketDuration: number,
): Pick<NewNetwork, 'buckets' | 'counts'> {
  const end = lowerBound(buckets, (buckets[0] ?? 0) + Math.ceil(DAY / bucketDuration));
  return { buckets: buckets.subarray(0, end), counts: counts.subarray(0, end) };
}

/** The method of Fisher for two independent p-values. */
function fisher(p: number, q: number): number {
  const product = p * q;
  return product === 0 ? 0 : Math.min(1, product * (1 - Math.log(product)));
}
