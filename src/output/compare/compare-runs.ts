import { severityOf } from '../../model/signal.js';
import type { BriefSignal } from './read-signals.js';

/** One figure that differs. */
export interface Change {
  readonly field: string;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

export interface ChangedSignal {
  readonly before: BriefSignal;
  readonly after: BriefSignal;
  readonly changes: readonly Change[];
}

/** What differs between the signals of two runs; each signal of either is in exactly one place. */
export interface RunComparison {
  readonly new: readonly BriefSignal[];
  readonly gone: readonly BriefSignal[];
  /** The same id, another status, suppression, count or p-value. */
  readonly changed: readonly ChangedSignal[];
  /** Another id, but the same rule and identity, and times that overlap: they begin elsewhere. */
  readonly moved: readonly ChangedSignal[];
  /** How many are the same in both. */
  readonly same: number;
}

/** Compares signals by id, then those that are left by rule, identity and time. Lists are sorted, the most severe first. */
export function compareRuns(before: readonly BriefSignal[], after: readonly BriefSignal[]): RunComparison {
  const earlier = new Map(before.map((signal) => [signal.id, signal]));
  const later = new Set(after.map(({ id }) => id));
  const pairs = after.flatMap((signal) => {
    const one = earlier.get(signal.id);
    return one === undefined ? [] : [pairOf(one, signal)];
  });
  const changed = pairs.filter(({ changes }) => changes.length > 0);
  const gone = before.filter(({ id }) => !later.has(id));
  const fresh = after.filter(({ id }) => !earlier.has(id));
  const moved = movedPairs(gone, fresh);
  const matched = new Set(moved.flatMap((pair) => [pair.before, pair.after]));
  return {
    new: fresh.filter((one) => !matched.has(one)).sort(bySeverity),
    gone: gone.filter((one) => !matched.has(one)).sort(bySeverity),
    changed: changed.sort((a, b) => bySeverity(a.after, b.after)),
    moved: moved.sort((a, b) => bySeverity(a.after, b.after)),
    same: pairs.length - changed.length,
  };
}

function bySeverity(a: BriefSignal, b: BriefSignal): number {
  return (
    severityOf(b.status) - severityOf(a.status) ||
    (a.pValue ?? 1) - (b.pValue ?? 1) ||
    compareText(a.start, b.start) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function pairOf(before: BriefSignal, after: BriefSignal): ChangedSignal {
  const [one, other] = [figuresOf(before), figuresOf(after)];
  const changes = Object.entries(one).flatMap(([field, value]): Change[] => {
    const now = other[field]!;
    return now === value ? [] : [{ field, before: value, after: now }];
  });
  return { before, after, changes };
}

function figuresOf({
  status,
  suppressed,
  start,
  end,
  observed,
  pValue,
}: BriefSignal): Record<string, string | number | null> {
  return { status, suppressed: suppressed?.by ?? null, start, end, ...observed, pValue };
}

/** Pairs of one rule and identity whose times overlap, each signal in one at most: those that overlap longest first. */
function movedPairs(gone: readonly BriefSignal[], fresh: readonly BriefSignal[]): ChangedSignal[] {
  const groups = new Map<string, { gone: BriefSignal[]; fresh: BriefSignal[] }>();
  const groupOf = ({ rule, identity }: BriefSignal): { gone: BriefSignal[]; fresh: BriefSignal[] } => {
    const key = JSON.stringify([rule.id, identity.key]);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { gone: [], fresh: [] }));
    return group;
  };
  for (const signal of gone) groupOf(signal).gone.push(signal);
  for (const signal of fresh) groupOf(signal).fresh.push(signal);
  return [...groups.values()].flatMap((group) => {
    const candidates = overlaps(group.gone, group.fresh).sort((a, b) => b.seconds - a.seconds);
    const used = new Set<BriefSignal>();
    return candidates.flatMap(({ before, after }) => {
      if (used.has(before) || used.has(after)) return [];
      used.add(before).add(after);
      return [pairOf(before, after)];
    });
  });
}

interface Overlap {
  readonly before: BriefSignal;
  readonly after: BriefSignal;
  readonly seconds: number;
}

/** All pairs that overlap, in the order of their times. */
function overlaps(befores: readonly BriefSignal[], afters: readonly BriefSignal[]): Overlap[] {
  const byStart = (a: BriefSignal, b: BriefSignal): number =>
    compareText(a.start, b.start) || compareText(a.id, b.id);
  const sorted = [...afters].sort(byStart);
  const found: Overlap[] = [];
  let first = 0;
  for (const before of [...befores].sort(byStart)) {
    // Signals of one identity by one rule do not overlap each other, so those that ended are of no more use.
    while (first < sorted.length && sorted[first]!.end <= before.start) first++;
    for (let at = first; at < sorted.length && sorted[at]!.start < before.end; at++) {
      const after = sorted[at]!;
      const [from, to] = [
        Math.max(Date.parse(before.start), Date.parse(after.start)),
        Math.min(Date.parse(before.end), Date.parse(after.end)),
      ];
      if (to > from) found.push({ before, after, seconds: (to - from) / 1000 });
    }
  }
  return found;
}
