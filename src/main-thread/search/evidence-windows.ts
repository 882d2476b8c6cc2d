import { HOUR, MAX_TIME, MINUTE, parseInstant, type TimeRange } from '../../model/time.js';
import type { Signal } from '../../model/signal.js';
import { USUAL_LAG } from '../../source/listing/object-key.js';
import type { ListWindow } from '../../source/source.js';

/** The names of objects give the minute in which their delivery began, so they may be this much before an event. */
const BEFORE = MINUTE;
/** Lists of accounts and regions in a signal are cut at this length; then any may be meant. */
const CUT = 20;

/** The event times of a signal, epoch seconds. */
export function rangeOf({ start, end }: Pick<Signal, 'start' | 'end'>): TimeRange {
  return { from: parseInstant(start)!, to: parseInstant(end)! };
}

/** Where an identity's records are: in its accounts and regions; empty means all. */
export function placeOf({ identities, evidence }: Signal): Pick<ListWindow, 'accounts' | 'regions'> {
  const { accounts, regions } = evidence;
  if (identities.length > 1) return { accounts: [], regions: [] };
  return {
    accounts: accounts.length < CUT ? accounts : [],
    regions: regions.length < CUT ? regions : [],
  };
}

/** The delivery times of events of some time, delivered less than `before` seconds later. */
export function deliveredFor({ from, to }: TimeRange, before: number): TimeRange {
  return {
    from: Math.max(0, from - BEFORE),
    to: Math.min(MAX_TIME, to + before),
  };
}

/** Windows of the same place that touch are one. */
export function joinedWindows(windows: readonly ListWindow[]): ListWindow[] {
  const byPlace = new Map<string, ListWindow[]>();
  for (const window of windows) {
    const place = JSON.stringify([window.accounts, window.regions]);
    byPlace.set(place, [...(byPlace.get(place) ?? []), window]);
  }
  return [...byPlace.values()].flatMap((all) => {
    const joined: { window: ListWindow; to: number }[] = [];
    for (const window of [...all].sort((a, b) => a.delivered.from - b.delivered.from)) {
      const last = joined.at(-1);
      if (last !== undefined && window.delivered.from <= last.to) {
        last.to = Math.max(last.to, window.delivered.to);
      } else joined.push({ window, to: window.delivered.to });
    }
    return joined.map(({ window, to }) => ({
      ...window,
      delivered: { from: window.delivered.from, to },
    }));
  });
}

/** How late the events of a run were delivered, seconds: shares of them, and the last one. */
export type MeasuredLag = Readonly<Record<'p50' | 'p90' | 'p99' | 'p999' | 'max', number>>;

/**
 * How late events of a source were delivered, in steps: most of them, then nearly all, all, and as late as the run reads.
 * What was counted and not found by one step is looked for by the next.
 * @param lag undefined where the run measured none
 * @param most the slack of the run, seconds
 */
export function slackSteps(lag: MeasuredLag | undefined, most: number): number[] {
  const steps =
    lag === undefined
      ? [USUAL_LAG, 6 * HOUR]
      : [lag.p50, lag.p90 + MINUTE, lag.p99 + 2 * MINUTE, lag.p999 + 5 * MINUTE, lag.max + 5 * MINUTE];
  return [...new Set(steps.filter((step) => step < most)), most];
}
