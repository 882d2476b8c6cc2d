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
  { views }: RoleGroup,
  { day }: BucketPeriod,
  least: number,
): number {
  const start = window[0]!.bucket;
  const hour = Math.max(1, (day * HOUR) / DAY);
  const counts = new Map<number, number>();
  for (const view of views) {
    const { buckets, starts, items, first } = readingOf(view);
    const from = lowerBound(buckets, start);
    const seen = new Map<number, Set<number>>();
    for (let at = from; at < buckets.length && buckets[at]! < start + day; at++) {
      const n = Math.floor((buckets[at]! - start) / hour);
      const inHour = seen.get(n) ?? new Set();
      for (const item of items.subarray(starts[at], starts[at + 1]))
        if (first[item]! >= from) inHour.add(item);
      seen.set(n, inHour);
    }
    for (const [n, inHour] of seen) counts.set(n, (counts.get(n) ?? 0) + inHour.size);
  }
  return [...counts.values()].filter((count) => count >= least).length;
}

/** What an identity read, and for each item the first place in `buckets` where it occurs. */
interface Reading extends Occurrences {
  readonly first: Uint32Array;
}

/** A role group has thousands of windows, and an identity may have a million items. */
const readings = new WeakMap<ProfileView, Reading>();

function readingOf(view: ProfileView): Reading {
  const known = readings.get(view);
  if (known !== undefined) return known;
  const occurrences = view.secretOccurrences();
  const { buckets, starts, items, itemCount } = occurrences;
  const first = new Uint32Array(itemCount);
  for (let at = buckets.length - 1; at >= 0; at--) {
    for (const item of items.subarray(starts[at], starts[at + 1])) first[item] = at;
  }
  const reading = { ...occurrences, first };
  readings.set(view, reading);
  return reading;
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
