import { DAY } from '../../model/time.js';
import { lowerBound } from '../../base/lower-bound.js';
import { evaluableFrom } from '../established.js';
import { type DayTotals, dayTotals, expectedDay, minus } from './hierarchical-prior.js';
import type { FirstSeenItems } from './first-seen-items.js';
import { LEAST_NEW, type NoveltyFinding } from './novelty.js';
import type { BucketScope } from '../scope.js';
import { upperTail } from '../probability/tail.js';

/** A day with anything in it of a family without habits: its arrivals are `[first, last)`. */
interface ColdStartDay {
  readonly first: number;
  readonly last: number;
}

/**
 * The days (UTC) on which a family was active between the end of learning and the day that it has habits from.
 * What it met on its very first day says nothing of others' days to come.
 */
export function coldStartDays(
  firstSeenItems: FirstSeenItems,
  activity: Uint32Array,
  scope: BucketScope,
  bucketDuration: number,
): ColdStartDay[] {
  const day = DAY / bucketDuration;
  const at = lowerBound(activity, scope.historyFrom);
  if (at === activity.length) return [];
  const begun = activity[at]! + scope.learning;
  const until = Math.min(evaluableFrom(activity, scope, bucketDuration), scope.to);
  const days: ColdStartDay[] = [];
  let last = -1;
  for (
    let entry = lowerBound(activity, begun);
    entry < activity.length && activity[entry]! < until;
    entry++
  ) {
    const today = Math.floor(activity[entry]! / day);
    if (today === last) continue;
    last = today;
    days.push({
      first: lowerBound(firstSeenItems.buckets, Math.max(begun, today * day)),
      last: lowerBound(firstSeenItems.buckets, Math.min(until, (today + 1) * day)),
    });
  }
  return days;
}

export function coldStartTotals(days: readonly ColdStartDay[]): DayTotals {
  return dayTotals(days.map(({ first, last }) => last - first));
}

/**
 * Days on which a family that has no habits yet met more new secrets than its earlier days, the young families of
 * its account and those of the population together explain.
 * @param account of all young families of the family's account, itself included
 * @param population of all young families, itself included
 */
export function findColdStarts(
  days: readonly ColdStartDay[],
  account: DayTotals,
  population: DayTotals,
  tolerated: number,
): NoveltyFinding[] {
  const roleGroup = coldStartTotals(days);
  const relatives = minus(account, roleGroup);
  const newNetworks = minus(population, account);
  const findings: NoveltyFinding[] = [];
  const past: number[] = [];
  for (const { first, last } of days) {
    const observed = last - first;
    const expected = observed < LEAST_NEW ? undefined : expectedDay(dayTotals(past), relatives, newNetworks);
    const pValue = expected === undefined ? 1 : upperTail(observed, expected.mean, expected.variance);
    if (pValue > tolerated) past.push(observed);
    else {
      findings.push({
        first,
        tested: last,
        last,
        analysis: {
          kind: 'novelty',
          windowSeconds: DAY,
          observed,
          upperBound: Math.max(0, ...past),
          pValue,
        },
      });
    }
  }
  return findings;
}
