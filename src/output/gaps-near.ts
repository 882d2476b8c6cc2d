import type { CoverageGap } from '../model/integrity.js';
import type { Signal } from '../model/signal.js';
import { DAY, parseInstant } from '../model/time.js';

/** A signal is judged by the history before it, so a gap in that concerns it, too. */
const BEFORE = 14 * DAY;
/** More is not shown of one signal. */
const MOST = 50;

/** The gaps in an account and region where the identity of a signal was seen, at any time. */
export function gapsOf({ evidence, identity }: Signal, gaps: readonly CoverageGap[]): CoverageGap[] {
  if (gaps.length === 0) return [];
  const accounts = new Set([identity.accountId, ...evidence.accounts]);
  const regions = new Set(evidence.regions);
  return gaps.filter((gap) => accounts.has(gap.account) && (regions.size === 0 || regions.has(gap.region)));
}

/**
 * Of these, those during the signal, or in the two weeks before it: there the identity may have been busy, and is not
 * known to have been quiet. The nearest to the signal first.
 */
export function gapsNear(signal: Signal, gaps: readonly CoverageGap[]): CoverageGap[] {
  const [from, to] = [(parseInstant(signal.start) ?? 0) - BEFORE, parseInstant(signal.end) ?? 0];
  return gapsOf(signal, gaps)
    .filter((gap) => gap.from < to && gap.to > from)
    .sort((a, b) => b.from - a.from)
    .slice(0, MOST);
}
