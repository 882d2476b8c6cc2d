import { lowerBound } from '../../base/lower-bound.js';
import { DAY, HOUR, MINUTE } from '../../model/time.js';
import type { TestedAnalysis } from '../../model/signal.js';
import type { Rule } from '../../rule/rule.js';
import { evaluableFrom } from '../established.js';
import { betaBinomialTail } from '../probability/beta-binomial.js';
import { type Series, totalIn } from '../series.js';
import type { FirstSeenItems } from './first-seen-items.js';
import { FirstSeenHistory } from './first-seen-history.js';
import type { BucketScope } from '../scope.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import { upperTail } from '../probability/tail.js';

/** Windows over which new secrets are counted, seconds: from a dump in seconds to a theft that takes its time. */
const WINDOWS = [30 * MINUTE, 6 * HOUR, DAY, 2 * DAY] as const;
/** Fewer new secrets than this are nobody's theft. */
export const LEAST_NEW = 5;

/** At most this probable. */
const UNLIKELY = 1e-3;

/** Arrivals `[first, last)` that together are out of the ordinary; from `tested` on they only go on. */
export interface NoveltyFinding {
  readonly first: number;
  readonly tested: number;
  readonly last: number;
  readonly analysis: TestedAnalysis;
}

/**
 * Bursts of secrets that a family has never read before, judged by how often it has met new ones in up to 14 days
 * before: the count in a window against a negative binomial with the moments of the earlier windows of the same
 * length, where a history without any is taken to have had half a one. Windows end with each bucket that brings
 * something new; the least p-value of all lengths, times their number, is the p-value.
 *
 * What has signalled is history no more, and no part of a later count.
 * @param series all retrievals of the family. Nothing is judged, and nothing counts
 * as history, before `judgedFrom` of it: who hardly ever did a thing has no habits to depart from.
 */
export function findNovelty(
  firstSeenItems: FirstSeenItems,
  series: Series,
  scope: BucketScope,
  rule: Rule,
): NoveltyFinding[] {
  const { buckets } = firstSeenItems;
  const tolerated = toleratedPValue(rule);
  const learned = evaluableFrom(series.buckets, scope, rule.bucketDuration);
  // What somebody meets on the first day says nothing of the days to come.
  const begun = (series.buckets[0] ?? Infinity) + scope.learning;
  const windows = WINDOWS.filter((seconds) => seconds >= rule.bucketDuration);
  const past = new FirstSeenHistory(buckets);
  const findings: NoveltyFinding[] = [];
  /** Retrievals in the buckets from the first to the last of each finding. */
  let signalledReads = 0;
  let last = lowerBound(buckets, learned);
  while (last < buckets.length) {
    const bucket = buckets[last]!;
    while (last < buckets.length && buckets[last] === bucket) last++;
    if (bucket >= scope.to) break;
    const open = findings.at(-1);
    if (
      open !== undefined &&
      bucket - buckets[open.last - 1]! <= scope.keepAlive &&
      bucket - buckets[open.first]! < scope.maxSignal
    ) {
      signalledReads += totalIn(series, buckets[open.last - 1]! + 1, bucket + 1);
      findings[findings.length - 1] = { ...open, last };
      past.leaveOut(open.last, last);
      continue;
    }
    let best: NoveltyFinding | undefined;
    for (const seconds of windows) {
      const length = seconds / rule.bucketDuration;
      const start = bucket + 1 - length;
      const first = lowerBound(buckets, Math.max(start, begun));
      const observed = past.count(first, last);
      if (observed < LEAST_NEW) continue;
      const moments = past.windows(Math.max(begun, start - scope.lookback), start, length);
      if (moments === undefined) continue;
      const { mean, variance, most } = moments;
      const pValue = corrected(upperTail(observed, mean, variance), windows.length);
      if (pValue > tolerated || pValue >= (best?.analysis.pValue ?? Infinity)) continue;
      const known = past.count(lowerBound(buckets, begun), first);
      const before = totalIn(series, begun, start) - signalledReads;
      // Reads of what is known are no disguise: no more of them count than the family ever made in such a window.
      const within = Math.min(totalIn(series, start, bucket + 1), mostIn(series, begun, start, length));
      if (!isUnlikeReads(observed, Math.max(observed, within), known, before)) continue;
      const analysis = {
        kind: 'novelty',
        windowSeconds: seconds,
        observed,
        upperBound: most,
        pValue,
      } as const;
      best = { first, tested: last, last, analysis };
    }
    if (best === undefined) continue;
    const after = open === undefined ? 0 : buckets[open.last - 1]! + 1;
    signalledReads += totalIn(series, Math.max(after, buckets[best.first]!), bucket + 1);
    findings.push(best);
    past.leaveOut(best.first, best.last);
  }
  return findings;
}

/**
 * Whether `observed` of `reads` would hardly be new if each read were as likely to be new as earlier ones, of which
 * `known` in `before` were: whoever reads little, and mostly new things, does nothing new by reading more of them.
 */
function isUnlikeReads(observed: number, reads: number, known: number, before: number): boolean {
  return betaBinomialTail(observed, reads, known, Math.max(0, before - known)) <= UNLIKELY;
}

/** The most in any window of `length` in buckets `[from, to)`. */
function mostIn({ buckets, counts }: Series, from: number, to: number, length: number): number {
  let low = lowerBound(buckets, from);
  let [sum, most] = [0, 0];
  for (let high = low; high < buckets.length && buckets[high]! < to; high++) {
    sum += counts[high]!;
    while (buckets[low]! <= buckets[high]! - length) sum -= counts[low++]!;
    most = Math.max(most, sum);
  }
  return most;
}
