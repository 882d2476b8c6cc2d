import { RECURRING_STATUS } from '../model/severity-table.js';
import { type Signal, severityOf, type SignalStatus } from '../model/signal.js';
import { DAY, formatInstant, HOUR } from '../model/time.js';

/** A recurrence may be larger by this factor. */
const GROWTH = 1.25;
/** It comes after a whole number of weeks, or a month, give or take this many seconds. */
const SLACK = 6 * HOUR;
const MONTH = [28 * DAY - SLACK, 31 * DAY + SLACK] as const;
/** So many earlier signals make a weekly pattern; one makes a monthly one. */
const WEEKS = 2;

/**
 * Grades down the signals of a role group that recur alike: each week, or each month, from nowhere new, with no more
 * items that nothing explains than before, for the same reason and no faster. The first ones stand. What is `high` or
 * above is never graded down, so a repeated theft teaches nothing.
 * @param signals of one role group
 * @param to the status of what recurs, where that is lower
 * @returns the same signals in the same order
 */
export function gradeRecurring(signals: readonly Signal[], to: SignalStatus = RECURRING_STATUS): Signal[] {
  return signals.map((signal): Signal => {
    if (signal.status !== 'medium' || severityOf(to) >= severityOf('medium')) return signal;
    if (signal.evidence.newOrigins.length > 0) return signal;
    const start = secondsOf(signal.start);
    const alike = signals.filter((earlier) => earlier.start < signal.start && isAlike(earlier, signal));
    const gaps = alike.map((earlier) => start - secondsOf(earlier.start));
    const weekly =
      gaps.filter((gap) => gap >= 7 * DAY - SLACK && distanceToWeeks(gap) <= SLACK).length >= WEEKS;
    const monthly = gaps.some((gap) => gap >= MONTH[0] && gap <= MONTH[1]);
    if (!weekly && !monthly) return signal;
    const since = formatInstant(Math.min(...alike.map((earlier) => secondsOf(earlier.start))));
    const reason = `recurs every ${weekly ? 'week' : 'month'} since ${since}, and discloses no more than then`;
    return { ...signal, status: to, reasons: [reason, ...signal.reasons] };
  });
}

function isAlike(earlier: Signal, later: Signal): boolean {
  const kinds = new Set(earlier.analyses.map(({ kind }) => kind));
  return (
    later.analyses.every(({ kind }) => kinds.has(kind)) &&
    later.observed.newSecrets <= GROWTH * earlier.observed.newSecrets &&
    paceOf(later) <= GROWTH * paceOf(earlier)
  );
}

/** New items an hour. */
function paceOf({ start, end, observed }: Signal): number {
  return (observed.newSecrets * HOUR) / Math.max(1, secondsOf(end) - secondsOf(start));
}

function distanceToWeeks(gap: number): number {
  const rest = gap % (7 * DAY);
  return Math.min(rest, 7 * DAY - rest);
}

function secondsOf(instant: string): number {
  return Date.parse(instant) / 1000;
}
