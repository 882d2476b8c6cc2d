import { hostingProviderOf } from '../../hosting/hosting-provider.js';
import { HOUR } from '../../model/time.js';
import { CALLER_KINDS, type CallerKind } from '../role-group/caller-kind.js';
import { byWindow, type First, FIRST_KINDS, type FirstKind, firstsOf } from '../role-group/firsts.js';
import type { RoleGroup } from '../role-group/role-group.js';

/** Of one kind of first so many of one day count at most, so that thefts do not make thefts usual. */
export const MOST_A_DAY = 6;
/** Days of a role group on which everything is new. */
const FIRST_DAYS = 2;

/** Kinds of firsts that are counted: a network of a hosting provider is another thing than any other network. */
export const COUNTED_KINDS = [...FIRST_KINDS, 'hostedNetwork'] as const;

export type CountedKind = FirstKind | 'hostedNetwork';

/** How often one kind of first happens to callers of one kind. */
export interface FirstCount {
  /** Days with any. */
  days: number;
  /** How many there were on these days, of each at most `MOST_A_DAY`. */
  sum: number;
}

/** How often the callers of one kind do something for the first time. */
export interface CallerCounts {
  /** Active days of all of them, without the first days of each. */
  activeDays: number;
  readonly firsts: Readonly<Record<CountedKind, FirstCount>>;
  /** In each of the 24 hours of a day (UTC): on how many days a caller was active in it. */
  readonly hours: number[];
}

export type FirstCounts = Readonly<Record<CallerKind, CallerCounts>>;

export function emptyFirstCounts(): FirstCounts {
  const noCounts = (): CallerCounts => ({
    activeDays: 0,
    firsts: Object.fromEntries(COUNTED_KINDS.map((kind) => [kind, { days: 0, sum: 0 }])) as Record<
      CountedKind,
      FirstCount
    >,
    hours: new Array<number>(24).fill(0),
  });
  return Object.fromEntries(CALLER_KINDS.map((kind) => [kind, noCounts()])) as Record<
    CallerKind,
    CallerCounts
  >;
}

/** Active days of a role group on which not everything is new, at least 0. */
export function laterDays({ activeDays }: RoleGroup): number {
  return Math.max(0, activeDays.length - FIRST_DAYS);
}

/** Adds what a role group did for the first time. */
export function addFirsts(all: FirstCounts, roleGroup: RoleGroup): void {
  const peers = all[roleGroup.callerKind];
  const days = laterDays(roleGroup);
  peers.activeDays += days;
  const windows = [...byWindow(firstsOf(roleGroup, roleGroup.items), 0).values()];
  for (const kind of COUNTED_KINDS) {
    const ofDays = windows
      .map((firsts) => firsts.filter((first) => countedKind(first) === kind).length)
      .filter((count) => count > 0);
    peers.firsts[kind].days += Math.min(ofDays.length, days);
    for (const count of ofDays) peers.firsts[kind].sum += Math.min(count, MOST_A_DAY);
  }
  for (const hour of activeHoursOf(roleGroup)) peers.hours[hour % 24]!++;
}

function countedKind(first: First): CountedKind {
  return first.kind === 'network' && hostingProviderOf(first.name) !== undefined
    ? 'hostedNetwork'
    : first.kind;
}

/** Hours since the epoch in which a role group retrieved anything, ascending. */
export function activeHoursOf({ series, bucketDuration }: RoleGroup): number[] {
  const hours: number[] = [];
  for (const bucket of series.buckets) {
    const hour = Math.floor((bucket * bucketDuration) / HOUR);
    if (hours.at(-1) !== hour) hours.push(hour);
  }
  return hours;
}

/** Adds everything that `other` holds. Counts may be merged in any order and grouping. */
export function mergeFirstCounts(counts: FirstCounts, other: FirstCounts): void {
  for (const caller of CALLER_KINDS) {
    const [one, two] = [counts[caller], other[caller]];
    one.activeDays += two.activeDays;
    for (const kind of COUNTED_KINDS) {
      one.firsts[kind].days += two.firsts[kind].days;
      one.firsts[kind].sum += two.firsts[kind].sum;
    }
    two.hours.forEach((count, hour) => (one.hours[hour]! += count));
  }
}
