import { DAY } from '../../model/time.js';
import { lowerBound } from '../../base/lower-bound.js';
import type { BucketPeriod } from '../period.js';
import { upperTail } from '../probability/tail.js';
import type { RoleGroup } from '../role-group/role-group.js';
import { type FirstSeenBurst, MIN_ITEMS } from './first-seen-bursts.js';
import { type DayTotals, dayTotals, expectedDay, minus } from './hierarchical-prior.js';

/** An active day of the cold start of a role group: its first-seen items are `[first, last)`. */
interface ColdStartDay {
  readonly first: number;
  readonly last: number;
}

/**
 * The cold start of a role group: the days (UTC) with activity from the end of the learning duration to the day on
 * which it is established. The learning duration is left out, because it says nothing about later days.
 */
export function coldStartDays(
  { firstSeenItems, series, evaluableFrom }: RoleGroup,
  period: BucketPeriod,
  bucketDuration: number,
): ColdStartDay[] {
  const activity = series.buckets;
  const day = DAY / bucketDuration;
  const at = lowerBound(activity, period.historyFrom);
  if (at === activity.length) return [];
  const from = activity[at]! + period.learning;
  const to = Math.min(evaluableFrom, period.to);
  const days: ColdStartDay[] = [];
  let last = -1;
  for (let entry = lowerBound(activity, from); entry < activity.length && activity[entry]! < to; entry++) {
    const today = Math.floor(activity[entry]! / day);
    if (today === last) continue;
    last = today;
    days.push({
      first: lowerBound(firstSeenItems.buckets, Math.max(from, today * day)),
      last: lowerBound(firstSeenItems.buckets, Math.min(to, (today + 1) * day)),
    });
  }
  return days;
}

export function coldStartTotals(days: readonly ColdStartDay[]): DayTotals {
  return dayTotals(days.map(({ first, last }) => last - first));
}

/**
 * Days of a cold start with more first-seen secrets than the earlier days of the role group, the other cold starts of
 * its account and those of the population explain together.
 * @param account all cold starts of the account, this one included
 * @param population all cold starts, this one included
 */
export function findColdStartBursts(
  days: readonly ColdStartDay[],
  account: DayTotals,
  population: DayTotals,
  tolerated: number,
): FirstSeenBurst[] {
  const othersOfAccount = minus(account, coldStartTotals(days));
  const otherAccounts = minus(population, account);
  const bursts: FirstSeenBurst[] = [];
  const past: number[] = [];
  for (const { first, last } of days) {
    const observed = last - first;
    const expected =
      observed < MIN_ITEMS ? undefined : expectedDay(dayTotals(past), othersOfAccount, otherAccounts);
    const pValue = expected === undefined ? 1 : upperTail(observed, expected.mean, expected.variance);
    if (pValue > tolerated) {
      past.push(observed);
      continue;
    }
    const upperBound = Math.max(0, ...past);
    bursts.push({ first, tested: last, last, windowSeconds: DAY, observed, upperBound, pValue });
  }
  return bursts;
}
