import type { AnalysisKind } from '../model/analysis-kinds.js';
import { DAY } from '../model/time.js';
import type { Disclosure } from './disclosure/disclosure.js';

/** Names of roles that work at the end of a month, a quarter or a year. */
const NAME =
  /(month|quarter|year).?(end|clos)|monthly|quarterly|yearly|(?<!m)annual|(?<![a-z])eo[mqy](?![a-z])/i;
/** So long before and after midnight of the first day of a month is its end, seconds. */
const AROUND = 3 * DAY;
/** What the end of a month explains: these findings alone, … */
const KINDS: ReadonlySet<string> = new Set<AnalysisKind>(['novelty', 'volume', 'breadth']);
/** … of fewer unexplained items than are a finding of any role, … */
const MUCH = 100;
/** … by a role group that was there so long before, seconds. */
const KNOWN = 7 * DAY;

/**
 * Whether a signal is about the work that its role is named for, at the end of a month (UTC): new items or more of the
 * same, from where and with what the role reads anyway. A thief needs such a role, its place and its tool, and must wait for
 * that day, to be graded so.
 * @param start start of the signal, epoch seconds
 * @param end its end
 */
export function isMonthEndWork(
  { kinds, newItems }: { readonly kinds: ReadonlySet<string>; readonly newItems: number },
  disclosure: Disclosure,
  start: number,
  end: number,
): boolean {
  const { name, began, isPerson } = disclosure.roleGroup;
  return (
    !isPerson &&
    NAME.test(name) &&
    isAtMonthEnd(start, end) &&
    newItems < MUCH &&
    began <= start - KNOWN &&
    [...kinds].every((kind) => KINDS.has(kind)) &&
    !disclosure.hasNewOrigin(start, end)
  );
}

/** Whether `[start, end)` lies in the last three days of a month or in the next three. */
function isAtMonthEnd(start: number, end: number): boolean {
  const date = new Date((start + AROUND) * 1000);
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000;
  return start >= month - AROUND && end <= month + AROUND;
}
