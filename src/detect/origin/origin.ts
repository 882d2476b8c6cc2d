import { DAY } from '../../model/time.js';
import { lowerBound } from '../../base/lower-bound.js';
import type { Analysis } from '../../model/signal.js';
import type { Rule } from '../../rule/rule.js';
import { Baseline } from '../volume/baseline.js';
import { busiestWindow } from './busiest-window.js';
import type { BucketScope } from '../scope.js';
import { type Series, totalIn } from '../series.js';
import { NewNetworkHistory, tailAfter } from './new-network-history.js';
import { mainReader, type NewNetwork } from './new-networks.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import { upperTail } from '../probability/tail.js';

/** Fewer retrievals than this from a new origin are somebody trying something. */
const LEAST = 3;
/** Retrievals from wholly new origins that a family which never had any is taken to have had in its history. */
const PRIOR_RETRIEVALS = 0.0125;
/** Where the agent is a known one, fewer than this are somebody on the move. */
const LEAST_KNOWN_AGENT = 6;
/** And the prior is so much. */
const PRIOR_KNOWN_AGENT = 0.25;
/** The same for a family that has hardly any history. */
const PRIOR_WITHOUT_HABITS = 1.25;
/** And what it is taken to read at least, in all of its history. */
const PRIOR_READS = 1;
/** Variance over mean of what a family reads in a window is at least this. */
const LEAST_DISPERSION = 1.5;
/** Of a new origin's first day, this share lies in the window, or it is not a raid but somebody who moved in. */
const LEAST_SHARE = 0.5;

/** Looked for in two ways: bursts from new origins here, and new secrets from them in `findIntrusions`. */
export const ORIGIN_TESTS = 2;

export interface OriginFinding {
  /** Buckets `[start, end)` with the retrievals. */
  readonly start: number;
  readonly end: number;
  readonly session: number;
  readonly analysis: Analysis;
}

/**
 * Bursts of retrievals from wholly new origins. Two things must be rare together: so many from a new origin,
 * against a negative binomial over the family's earlier windows (a history without any is taken to have had an
 * eightieth of one), and so many on top of what the family reads anyway. The two p-values are combined by
 * Fisher's method: P = p·q·(1 − ln(p·q)).
 *
 * A fleet that moves to another network with another SDK is wholly new too, but it goes on from there all day:
 * an origin counts only when most of its first day lies in one window.
 * @param series all retrievals of the family
 * @param learned first bucket that can be judged
 */
export function findNewNetworkBursts(
  newNetworks: readonly NewNetwork[],
  series: Series,
  learned: number,
  scope: BucketScope,
  rule: Rule,
): OriginFinding[] {
  const tolerated = toleratedPValue(rule);
  const past = new NewNetworkHistory<NewNetwork>();
  const findings: OriginFinding[] = [];
  let baseline: Baseline | undefined;
  let excluded = 0;
  const begun = (series.buckets[0] ?? Infinity) + scope.learning;
  const bursts = newNetworks
    .filter(({ buckets }) => buckets[0]! >= begun)
    .map((newNetwork) => {
      const { buckets, counts } = firstDayOf(newNetwork, rule.bucketDuration);
      return { newNetwork, buckets, counts, burst: busiestWindow(buckets, counts, scope.windowLength) };
    })
    // In time order, so that what comes later is no history of what came before.
    .sort((one, other) => one.burst.start - other.burst.start);
  for (const { newNetwork, buckets, counts, burst } of bursts) {
    const { isWhollyNew } = newNetwork;
    const { start, count } = burst;
    const total = counts.reduce((sum, one) => sum + one, 0);
    const isRaid = count >= (isWhollyNew ? LEAST : LEAST_KNOWN_AGENT) && count >= LEAST_SHARE * total;
    const from = Math.max(begun, start - scope.lookback);
    const windows = Math.max(1, (start - from) / scope.windowLength);
    const earlier = past.between(from, start, isWhollyNew);
    let found = { pValue: 1, observed: count, start, end: burst.end, seconds: rule.evaluationWindow };
    if (buckets[0]! >= learned) {
      if (isRaid) {
        baseline ??= new Baseline(series, scope.lookback, scope.windowLength);
        baseline.moveTo(start);
        const usual = baseline.moments();
        const mean = Math.max(usual.mean, PRIOR_READS / windows);
        const all = totalIn(series, start, start + scope.windowLength);
        const busy = upperTail(all, mean, Math.max(LEAST_DISPERSION * mean, usual.variance));
        const prior = isWhollyNew ? PRIOR_RETRIEVALS : PRIOR_KNOWN_AGENT;
        found.pValue = corrected(fisher(tailAfter(count, earlier, prior, windows), busy), ORIGIN_TESTS);
      }
    } else {
      // Without habits there is no usual to be busier than; but a day of many calls from nowhere still says much.
      const days = Math.max(1, (windows * rule.evaluationWindow) / DAY);
      const prior = isWhollyNew ? PRIOR_WITHOUT_HABITS : 2 * PRIOR_WITHOUT_HABITS;
      const inWindow = isRaid ? tailAfter(count, earlier, prior, windows) : 1;
      const inDay = tailAfter(total, earlier, prior, days);
      found.pValue = corrected(Math.min(inWindow, inDay), 2 * ORIGIN_TESTS);
      if (inDay < inWindow) {
        found = { ...found, observed: total, start: buckets[0]!, end: buckets.at(-1)! + 1, seconds: DAY };
      }
    }
    const { pValue, observed, end, seconds } = found;
    if (pValue > tolerated) {
      past.note(newNetwork, start, count, isWhollyNew);
      continue;
    }
    findings.push({
      start: found.start,
      end,
      session: mainReader(newNetwork, found.start, end),
      analysis: {
        kind: 'origin',
        windowSeconds: seconds,
        observed,
        upperBound: earlier.reduce((most, one) => Math.max(most, one), 0),
        pValue,
      },
    });
    const first = Math.max(found.start, excluded);
    baseline ??= new Baseline(series, scope.lookback, scope.windowLength);
    if (first < end) baseline.exclude(first, end); // never history
    excluded = Math.max(excluded, end);
  }
  return findings;
}

/** What a new origin is judged by: whoever is there longer than a day has moved in. */
function firstDayOf(
  { buckets, counts }: NewNetwork,
  bucketDuration: number,
): Pick<NewNetwork, 'buckets' | 'counts'> {
  const end = lowerBound(buckets, (buckets[0] ?? 0) + Math.ceil(DAY / bucketDuration));
  return { buckets: buckets.subarray(0, end), counts: counts.subarray(0, end) };
}

/** Fisher's method for two independent p-values. */
function fisher(p: number, q: number): number {
  const product = p * q;
  return product === 0 ? 0 : Math.min(1, product * (1 - Math.log(product)));
}
