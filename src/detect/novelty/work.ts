import { hashNumber } from '../../base/hash-number.js';
import { lowerBound } from '../../base/lower-bound.js';
import { DAY, HOUR } from '../../model/time.js';
import { EXACT_LIMIT } from '../../sketch/distinct-block.js';
import type { Occurrences, ProfileView } from '../../profile/profile.js';
import type { BucketPeriod } from '../period.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import type { RoleGroup } from '../role-group/role-group.js';

/** A role group that goes on reading most of what it began with on so many days does its work, … */
const WORK_DAYS = 3;
/** … or a week later, … */
const WEEK = 5;
/** … or in so many hours of one day. */
const WORK_HOURS = 3;

/** Whether a role group goes on reading most items of a window, so that they are its work. Of people nobody knows that. */
export function isWork(
  window: readonly FirstSeenItem[],
  roleGroup: RoleGroup,
  period: BucketPeriod,
): boolean {
  if (roleGroup.isPerson) return false;
  const half = window.length / 2;
  const kept = window.filter(
    ({ days }) => days.length >= WORK_DAYS || (days.length > 1 && days.at(-1)! - days[0]! >= WEEK),
  );
  if (kept.length >= half || sweepDays(window, roleGroup, period) >= WORK_DAYS) return true;
  return hoursOfReading(window, roleGroup, period, half) >= WORK_HOURS;
}

/** In how many of the 24 hours from a window on at least `least` items were read that were not read before it. */
function hoursOfReading(
  window: readonly FirstSeenItem[],
  roleGroup: RoleGroup,
  { day }: BucketPeriod,
  least: number,
): number {
  const start = window[0]!.bucket;
  const hour = Math.max(1, (day * HOUR) / DAY);
  const counts = new Map<number, number>();
  for (const { buckets, starts, items, first } of readingsOf(roleGroup)) {
    const seen = new Map<number, Set<number>>();
    for (let at = lowerBound(buckets, start); at < buckets.length && buckets[at]! < start + day; at++) {
      const n = Math.floor((buckets[at]! - start) / hour);
      const inHour = seen.get(n) ?? new Set();
      for (const item of items.subarray(starts[at], starts[at + 1])) {
        if (first[item]! >= start) inHour.add(item);
      }
      seen.set(n, inHour);
    }
    for (const [n, inHour] of seen) counts.set(n, (counts.get(n) ?? 0) + inHour.size);
  }
  return [...counts.values()].filter((count) => count >= least).length;
}

/**
 * What a session read, and for each item the bucket in which any session of its role group first read it. Of an item that
 * is not known by name it is that of the session.
 */
interface Reading extends Occurrences {
  readonly first: Float64Array;
}

/** A role group has thousands of windows, and an identity may have a million items. */
const readings = new WeakMap<RoleGroup, readonly Reading[]>();

function readingsOf(roleGroup: RoleGroup): readonly Reading[] {
  let known = readings.get(roleGroup);
  if (known === undefined) {
    const firstOfAll = new Map(roleGroup.items.map(({ id, bucket }) => [id, bucket]));
    known = roleGroup.views.map((view) => readingOf(view, firstOfAll));
    readings.set(roleGroup, known);
  }
  return known;
}

/** @param firstOfAll by number of an item */
function readingOf(view: ProfileView, firstOfAll: ReadonlyMap<number, number>): Reading {
  const occurrences = view.secretOccurrences();
  const { buckets, starts, items, itemCount } = occurrences;
  const first = new Float64Array(itemCount);
  for (let at = buckets.length - 1; at >= 0; at--) {
    for (const item of items.subarray(starts[at], starts[at + 1])) first[item] = buckets[at]!;
  }
  // The items that are known come first, in this order.
  const { hi, lo } = view.firstSecrets();
  for (const at of hi.keys()) first[at] = firstOfAll.get(hashNumber(hi[at]!, lo[at]!)) ?? first[at]!;
  return { ...occurrences, first };
}

/**
 * Days on which some bucket has at least half as many different items as the fullest one of a window, where that has so
 * many that the state does not know which: then nothing else shows that they are read again.
 */
function sweepDays(window: readonly FirstSeenItem[], { views }: RoleGroup, { day }: BucketPeriod): number {
  const [first, last] = [window[0]!.bucket, window.at(-1)!.bucket];
  let fullest = 0;
  for (const { buckets, distinctSecrets } of views) {
    for (let at = lowerBound(buckets, first); at < buckets.length && buckets[at]! <= last; at++) {
      fullest = Math.max(fullest, distinctSecrets[at]!);
    }
  }
  if (fullest <= EXACT_LIMIT) return 0;
  const days = new Set<number>();
  for (const { buckets, distinctSecrets } of views) {
    buckets.forEach((bucket, at) => {
      if (distinctSecrets[at]! * 2 >= fullest) days.add(Math.floor(bucket / day));
    });
  }
  return days.size;
}
