import { lowerBound } from '../../profile/lower-bound.js';
import { DAY, HOUR, MINUTE } from '../../model/time.js';
import type { TestedAnalysis } from '../../model/signal.js';
import type { Rule } from '../../rule/rule.js';
import { judgedFrom } from '../activity.js';
import { betaBinomialTail } from '../probability/beta-binomial.js';
import { type Series, totalIn } from '../series.js';
import type { Arrivals } from './arrivals.js';
import type { BucketScope } from '../scope.js';
import { corrected, toleratedPValue } from '../probability/significance.js';
import { upperTail } from '../probability/tail.js';

/** Windows over which new secrets are counted, seconds: from a dump in seconds to a theft that takes its time. */
const WINDOWS = [30 * MINUTE, 6 * HOUR, DAY, 2 * DAY] as const;
/** Fewer new secrets than this are nobody's theft. */
const LEAST = 5;
/** What a family that never met a new secret is taken to have met in its history. */
const PRIOR_ARRIVALS = 0.0625;
/** New secrets come in handfuls: variance over mean of a window's count is at least this. */
const LEAST_DISPERSION = 1.5;

/** At most this probable. */
const UNLIKELY = 1e-3;

/** Arrivals `[first, last)` that together are out of the ordinary. */
export interface NoveltyFinding {
  readonly first: number;
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
  arrivals: Arrivals,
  series: Series,
  scope: BucketScope,
  rule: Rule,
): NoveltyFinding[] {
  const { buckets } = arrivals;
  const tolerated = toleratedPValue(rule);
  const learned = judgedFrom(series.buckets, scope, rule.bucketDuration);
  // What somebody meets on the first day says nothing of the days to come.
  const begun = (series.buckets[0] ?? Infinity) + scope.learning;
  const signalled = new Uint8Array(buckets.length);
  const findings: NoveltyFinding[] = [];
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
      findings[findings.length - 1] = { ...open, last };
      signalled.fill(1, open.last, last);
      continue;
    }
    let best: NoveltyFinding | undefined;
    for (const seconds of WINDOWS) {
      const length = seconds / rule.bucketDuration;
      const start = bucket + 1 - length;
      const first = lowerBound(buckets, Math.max(start, begun));
      let observed = 0;
      for (let at = first; at < last; at++) if (signalled[at] === 0) observed++;
      if (observed < LEAST) continue;
      const past = pastWindows(buckets, signalled, Math.max(begun, start - scope.lookback), start, length);
      if (past === undefined) continue;
      const known = first - lowerBound(buckets, begun);
      const before = totalIn(series, begun, start);
      const within = totalIn(series, start, bucket + 1);
      if (!isUnlikeReads(observed, Math.max(observed, within), known, before)) continue;
      const pValue = corrected(upperTail(observed, past.mean, past.variance), WINDOWS.length);
      if (best === undefined || pValue < best.analysis.pValue) {
        best = {
          first,
          last,
          analysis: { kind: 'novelty', windowSeconds: seconds, observed, upperBound: past.most, pValue },
        };
      }
    }
    if (best === undefined || best.analysis.pValue > tolerated) continue;
    findings.push(best);
    signalled.fill(1, best.first, best.last);
  }
  return findings.filter(({ last: end }) => buckets[end - 1]! >= scope.from);
}

/**
 * Whether `observed` of `reads` would hardly be new if each read were as likely to be new as earlier ones, of which
 * `known` in `before` were: whoever reads little, and mostly new things, does nothing new by reading more of them.
 */
function isUnlikeReads(observed: number, reads: number, known: number, before: number): boolean {
  return betaBinomialTail(observed, reads, known, Math.max(0, before - known)) <= UNLIKELY;
}

/** Mean and variance of the counts of windows of `length` in buckets `[from, to)`, and the greatest of them. */
function pastWindows(
  buckets: Uint32Array,
  signalled: Uint8Array,
  from: number,
  to: number,
  length: number,
): { mean: number; variance: number; most: number } | undefined {
  const windows = (to - from) / length;
  if (windows < 1) return undefined;
  const counts = new Map<number, number>();
  for (let at = lowerBound(buckets, from); at < buckets.length && buckets[at]! < to; at++) {
    if (signalled[at] === 1) continue;
    const window = Math.floor((to - 1 - buckets[at]!) / length);
    counts.set(window, (counts.get(window) ?? 0) + 1);
  }
  let [sum, squares, most] = [0, 0, 0];
  for (const count of counts.values()) {
    sum += count;
    squares += count * count;
    most = Math.max(most, count);
  }
  const mean = (sum + PRIOR_ARRIVALS) / windows;
  const spread = Math.max(LEAST_DISPERSION * mean, squares / windows - (sum / windows) ** 2);
  // Of few windows the mean is hardly known, and services grow.
  const variance = spread + (mean * mean) / windows;
  return { mean, variance, most };
}
