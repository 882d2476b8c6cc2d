import { lowerBound } from '../../base/lower-bound.js';
import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import { HOUR } from '../../model/time.js';
import type { Occurrences } from '../../profile/profile.js';
import type { Analysis } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { upperTail } from '../probability/tail.js';

/** Length of the windows in seconds. */
const WINDOW = 6 * HOUR;
/** So many different items must be refused in a window, … */
const LEAST = 10;
/** … or so many together with items that are new and that nothing explains, each of which counts twice. */
const LEAST_WITH_READS = 5;
/** Refused items that are added to every history. */
const PRIOR = 0.25;
const MIN_DISPERSION = 3;

/**
 * Different items that were refused to a role group within a few hours, while it is hardly ever refused. A program that is
 * not allowed to read its secret is refused the same one all day; who tries doors is refused many.
 */
export const attempts: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.attempts,
  level: 'roleGroup',
  find({ roleGroup, disclosure, period, rule, tolerated }) {
    const length = Math.max(1, WINDOW / rule.bucketDuration);
    const reads = Uint32Array.from(disclosure.unexplained, ({ bucket }) => bucket);
    const windows = roleGroup.views.flatMap((view, session) =>
      windowsOf(view.deniedItems(), length, period.historyFrom, period.to).map((one) => ({
        ...one,
        session,
      })),
    );
    windows.sort((a, b) => a.end - b.end || a.session - b.session);
    const findings: Finding[] = [];
    for (const { session, start, end, count } of windows) {
      const read = lowerBound(reads, end + length) - lowerBound(reads, start);
      if (count < LEAST && !(count >= LEAST_WITH_READS && count + 2 * read >= LEAST)) continue;
      const from = Math.max(period.historyFrom, end - length - period.lookback);
      const past = windows.filter((one) => one.end <= end - length && one.end > from);
      const most = past.reduce((max, one) => Math.max(max, one.count), 0);
      const open = findings.at(-1);
      if (open?.session === session && start < open.end + length) {
        const observed = Math.max(count, open.result.observed);
        if (end - open.start <= period.maxSignal) {
          findings[findings.length - 1] = { ...open, end, result: { ...open.result, observed } };
        }
        continue;
      }
      const mean =
        (past.reduce((sum, one) => sum + one.count, 0) + PRIOR) / Math.max(1, (end - from) / length);
      const pValue = upperTail(count + 2 * read, mean, Math.max(MIN_DISPERSION * mean, most * mean));
      if (pValue > tolerated || count < 2 * most) continue;
      const result = {
        kind: 'attempts',
        windowSeconds: WINDOW,
        observed: count,
        upperBound: most,
        pValue,
      } as const;
      findings.push({ session, start, end, result, severity: FIRST_CASE });
    }
    return findings;
  },
};

/** The windows that end with each bucket in which anything was refused, and their numbers of different items. */
function windowsOf(
  { buckets, starts, items }: Occurrences,
  length: number,
  from: number,
  to: number,
): { readonly start: number; readonly end: number; readonly count: number }[] {
  const inside = new Map<number, number>();
  const windows = [];
  let low = lowerBound(buckets, from);
  for (let high = low; high < buckets.length && buckets[high]! < to; high++) {
    for (let at = starts[high]!; at < starts[high + 1]!; at++)
      inside.set(items[at]!, (inside.get(items[at]!) ?? 0) + 1);
    for (; buckets[low]! <= buckets[high]! - length; low++) {
      for (let at = starts[low]!; at < starts[low + 1]!; at++) {
        const left = inside.get(items[at]!)! - 1;
        if (left === 0) inside.delete(items[at]!);
        else inside.set(items[at]!, left);
      }
    }
    windows.push({ start: buckets[low]!, end: buckets[high]! + 1, count: inside.size });
  }
  return windows;
}
