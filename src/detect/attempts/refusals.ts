import { lowerBound } from '../../base/lower-bound.js';
import { DAY, HOUR } from '../../model/time.js';
import type { Occurrences, RefusedItems } from '../../profile/profile.js';
import type { AnalysisInput } from '../analysis.js';
import { SETTLED } from '../established.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { corrected } from '../probability/correction.js';
import { upperTail } from '../probability/tail.js';
import type { RoleGroup } from '../role-group/role-group.js';

/** Lengths of the windows in seconds, and how many different items must be refused in each. */
const WINDOWS = [
  { seconds: 6 * HOUR, least: 10 },
  { seconds: DAY, least: 12 },
  { seconds: 4 * DAY, least: 15 },
] as const;
/** So many are enough together with items that nothing explains, each of which counts twice. */
const LEAST_WITH_READS = 5;
/** Refused items that are added to every history. */
const PRIOR = 0.25;
const MIN_DISPERSION = 3;
/** A window must have so many times the items of any earlier one. */
const FACTOR = 2;
/** Until it has settled a role group must be refused so many times the least number. */
const FIRST_FACTOR = 4;

interface RefusalWindow {
  readonly session: number;
  /** Buckets `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Different items refused in it for the first time. */
  readonly count: number;
}

/**
 * Windows in which a session was refused many different items for the first time, while its role group is hardly ever
 * refused as many. A program that is not allowed to read its secrets is refused the same ones every day; who tries doors
 * is refused others each time.
 */
export function findRefusals(input: AnalysisInput): Finding[] {
  const { roleGroup, disclosure, rule } = input;
  const occurrences = roleGroup.views.map((view) => withoutOwn(view.refusedItems(), roleGroup));
  if (occurrences.every(({ itemCount }) => itemCount < LEAST_WITH_READS)) return [];
  const reads = Uint32Array.from(disclosure.unexplained, ({ bucket }) => bucket);
  return WINDOWS.flatMap(({ seconds, least }) =>
    findInWindows(occurrences, reads, Math.max(1, seconds / rule.bucketDuration), seconds, least, input),
  );
}

function findInWindows(
  occurrences: readonly Occurrences[],
  reads: Uint32Array,
  length: number,
  windowSeconds: number,
  least: number,
  { roleGroup, period, tolerated }: AnalysisInput,
): Finding[] {
  const settledFrom =
    Math.min(...roleGroup.views.map(({ buckets }) => buckets[0] ?? Infinity)) + (SETTLED / DAY) * period.day;
  const windows = occurrences
    .flatMap((all, session) => windowsOf(all, session, length, period.historyFrom, period.to, settledFrom))
    .sort((a, b) => a.end - b.end || a.session - b.session);
  const findings: Finding[] = [];
  for (const { session, start, end, count } of windows) {
    const read = lowerBound(reads, end + length) - lowerBound(reads, start);
    if (end <= settledFrom) {
      // What it was refused in its first days it may have been refused for ever.
      if (count < FIRST_FACTOR * least) continue;
    } else if (count < least && !(count >= LEAST_WITH_READS && count + 2 * read >= least)) continue;
    const open = findings.findLast((one) => one.session === session);
    if (open !== undefined && start < open.end) {
      const observed = Math.max(count, open.result.observed);
      const grown = end - open.start <= period.maxSignal ? end : open.end;
      findings[findings.lastIndexOf(open)] = { ...open, end: grown, result: { ...open.result, observed } };
      continue;
    }
    const from = Math.max(period.historyFrom, end - length - period.lookback);
    const past = windows.filter((one) => one.end <= end - length && one.end > from);
    const most = past.reduce((max, one) => Math.max(max, one.count), 0);
    const mean = (past.reduce((sum, one) => sum + one.count, 0) + PRIOR) / Math.max(1, (end - from) / length);
    const tail = upperTail(count + 2 * read, mean, Math.max(MIN_DISPERSION * mean, most * mean));
    const pValue = corrected(tail, WINDOWS.length);
    if (pValue > tolerated || count < FACTOR * most) continue;
    findings.push({
      session,
      start: Math.max(start, end - period.maxSignal),
      end,
      result: { kind: 'attempts', windowSeconds, observed: count, upperBound: most, pValue },
      severity: FIRST_CASE,
    });
  }
  return findings;
}

/** Without the items that the role group had read before: a permission that is lost for hours is no attempt. */
function withoutOwn(refused: RefusedItems, { items }: RoleGroup): Occurrences {
  if (refused.itemCount === 0 || items.length === 0) return refused;
  const read = new Map(items.map(({ id, bucket }) => [id, bucket]));
  const { buckets, starts, ids } = refused;
  const kept: number[] = [];
  const ends = [0];
  for (const [at, bucket] of buckets.entries()) {
    for (const item of refused.items.subarray(starts[at], starts[at + 1])) {
      if ((read.get(ids[item]!) ?? Infinity) >= bucket) kept.push(item);
    }
    ends.push(kept.length);
  }
  return { ...refused, starts: Uint32Array.from(ends), items: Uint32Array.from(kept) };
}

/**
 * The windows that end with each bucket in which anything was refused. None reaches back from behind `settledFrom` to
 * before it.
 */
function windowsOf(
  { buckets, starts, items }: Occurrences,
  session: number,
  length: number,
  from: number,
  to: number,
  settledFrom: number,
): RefusalWindow[] {
  /** Items refused in the window and not before it. */
  const inside = new Set<number>();
  const known = new Set<number>();
  const windows: RefusalWindow[] = [];
  let low = lowerBound(buckets, from);
  for (let high = low; high < buckets.length && buckets[high]! < to; high++) {
    for (const item of items.subarray(starts[high], starts[high + 1])) {
      if (!known.has(item)) inside.add(item);
    }
    const open = Math.max(buckets[high]! - length + 1, buckets[high]! < settledFrom ? 0 : settledFrom);
    for (; buckets[low]! < open; low++) {
      for (const item of items.subarray(starts[low], starts[low + 1])) {
        inside.delete(item);
        known.add(item);
      }
    }
    windows.push({ session, start: buckets[low]!, end: buckets[high]! + 1, count: inside.size });
  }
  return windows;
}
