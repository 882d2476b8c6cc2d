import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import type { ItemTimes } from '../role-group/first-seen-items.js';
import type { FirstSeenBurst } from './first-seen-bursts.js';

/**
 * The findings of a burst, one for each session that it is attributed to: those with enough first-seen items of their
 * own to be a theft, or, if there is none, the session with most of them. Each covers the items of its session, and at
 * most the longest signal before the last of them.
 */
export function attributeBurst(
  burst: FirstSeenBurst,
  { buckets, sessions }: ItemTimes,
  period: BucketPeriod,
  least: number,
): Finding[] {
  const { first, tested, last, windowSeconds, observed, upperBound, pValue } = burst;
  const contributions = countBySession(sessions.subarray(first, tested));
  const largest = contributions.reduce((best, one) => (one.count > best.count ? one : best));
  const sufficient = contributions.filter(({ count }) => count >= least);
  return (sufficient.length > 0 ? sufficient : [largest]).map(({ session }) => {
    const own = buckets.subarray(first, last).filter((_, index) => sessions[first + index] === session);
    const end = own.at(-1)! + 1;
    return {
      session,
      start: Math.max(own[0]!, end - period.maxSignal),
      end,
      result: { kind: 'novelty', windowSeconds, observed, upperBound, pValue },
      severity: FIRST_CASE,
    };
  });
}

/** How many entries each session has, ascending by session. */
function countBySession(sessions: Uint32Array): { readonly session: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const session of sessions) counts.set(session, (counts.get(session) ?? 0) + 1);
  return Array.from(counts, ([session, count]) => ({ session, count })).sort((a, b) => a.session - b.session);
}
