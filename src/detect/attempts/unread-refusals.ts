import { DAY } from '../../model/time.js';
import type { AnalysisInput } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { mainSessionSpan } from '../series/main-session-span.js';
import { successiveWindows } from '../series/successive-windows.js';

/** Lengths of the windows in seconds, and how many different items must be refused in each, … */
const WINDOWS = [
  { seconds: DAY, least: 3 },
  { seconds: 4 * DAY, least: 5 },
  { seconds: 14 * DAY, least: 8 },
] as const;
/** … and how many to a person or a user, who try what they may not. */
const LEAST_OF_A_PERSON = 10;
/** A person who never reads anything may read nothing, and finds that out again and again: only the first window is for them. */
const WINDOWS_WITHOUT_READS = 1;
/** What is asked for in more buckets is asked for by a program that tries again. */
const MOST_TRIES = 2;

/** An item that was refused and never read, at its first refusal. */
interface Refusal {
  readonly bucket: number;
  readonly session: number;
}

/**
 * Many different items refused, none of which the role group ever reads, nor asks for again and again. A program that lacks
 * a permission asks for its own items until it may read them; who finds out what a role may read asks for each once. There is
 * no p-value.
 */
export function findUnreadRefusals({ roleGroup, period }: AnalysisInput): Finding[] {
  const refusals = unreadRefusals({ roleGroup, period });
  const readsNothing = roleGroup.isPerson && roleGroup.items.length === 0;
  const windows = readsNothing ? WINDOWS.slice(0, WINDOWS_WITHOUT_READS) : WINDOWS;
  return windows.flatMap(({ seconds, least }): Finding[] => {
    const needed = roleGroup.isPerson || roleGroup.isUser ? Math.max(least, LEAST_OF_A_PERSON) : least;
    const length = Math.ceil((seconds / DAY) * period.day);
    return successiveWindows(refusals, length, needed).map((window) => ({
      ...mainSessionSpan(window, period.maxSignal),
      result: {
        kind: 'attempts',
        windowSeconds: seconds,
        observed: window.length,
        upperBound: 0,
        pValue: null,
      },
      severity: FIRST_CASE,
    }));
  });
}

/** In time order. */
function unreadRefusals({ roleGroup, period }: Pick<AnalysisInput, 'roleGroup' | 'period'>): Refusal[] {
  const read = new Set(roleGroup.items.map(({ id }) => id));
  const tries = new Map<number, { first: Refusal; count: number }>();
  const unknown: Refusal[] = [];
  for (const [session, view] of roleGroup.views.entries()) {
    const { buckets, starts, items, ids } = view.refusedItems();
    for (const [at, bucket] of buckets.entries()) {
      if (bucket < period.historyFrom || bucket >= period.to) continue;
      for (const item of items.subarray(starts[at], starts[at + 1])) {
        const id = ids[item]!;
        const refusal = { bucket, session };
        if (Number.isNaN(id)) unknown.push(refusal);
        else if (!read.has(id)) {
          const known = tries.get(id);
          const first = known === undefined || bucket < known.first.bucket ? refusal : known.first;
          tries.set(id, { first, count: (known?.count ?? 0) + 1 });
        }
      }
    }
  }
  const once = [...tries.values()].flatMap(({ first, count }) => (count <= MOST_TRIES ? [first] : []));
  return [...once, ...unknown].sort((a, b) => a.bucket - b.bucket || a.session - b.session);
}
