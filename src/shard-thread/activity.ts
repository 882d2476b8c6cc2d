import { hashNumber } from '../base/hash-number.js';
import { lowerBound } from '../base/lower-bound.js';
import type { TimeRange } from '../model/time.js';
import type { ProfileView } from '../profile/profile.js';
import {
  type ActivityPart,
  type ActivityRequest,
  addCounts,
  addOverview,
  type BucketActivity,
  noActivity,
} from '../triage/activity/bucket-activity.js';

/** What the role groups of a shard did over time: all of them together, and those of each group that is asked for. */
export function activityOf(
  roleGroups: Iterable<readonly ProfileView[]>,
  request: ActivityRequest,
  bucketDuration: number,
): ActivityPart {
  const part = noActivity(request);
  const sessions = request.groups.map(() => 0);
  const wanted = new Map<string, number[]>();
  for (const [group, keys] of request.groups.entries()) {
    for (const key of keys) wanted.set(key, [...(wanted.get(key) ?? []), group]);
  }
  for (const views of roleGroups) {
    for (const view of views) addView(part.overview, view, request, bucketDuration);
    const groups = new Set(views.flatMap(({ identity }) => wanted.get(identity.key) ?? []));
    if (groups.size === 0) continue;
    const firsts = firstTimes(views);
    const { range } = request;
    for (const group of groups) {
      sessions[group]! += views.length;
      const { own, role } = part.groups[group]!;
      for (const view of views) {
        addBuckets(role, view, range, bucketDuration);
        if (request.groups[group]!.includes(view.identity.key)) addBuckets(own, view, range, bucketDuration);
      }
      addNewItems(role, firsts.values(), range, bucketDuration);
      for (const view of views) {
        if (!request.groups[group]!.includes(view.identity.key)) continue;
        addNewItems(own, ownFirsts(view, firsts), range, bucketDuration);
      }
    }
  }
  return {
    overview: part.overview,
    groups: part.groups.map((one, at) => ({ ...one, sessions: sessions[at]! })),
  };
}

function addView(
  overview: ActivityPart['overview'],
  view: ProfileView,
  { range, overviewStep }: ActivityRequest,
  bucketDuration: number,
): void {
  const bucketsInStep = overviewStep / bucketDuration;
  let [step, retrievals, failures] = [-1, 0, 0];
  const flush = (): void => {
    if (retrievals + failures > 0) addOverview(overview, step, { retrievals, failures, active: 1 });
    [retrievals, failures] = [0, 0];
  };
  for (const at of entriesIn(view, range, bucketDuration)) {
    const next = Math.floor(view.buckets[at]! / bucketsInStep);
    if (next !== step) flush();
    step = next;
    retrievals += view.retrievals[at]!;
    failures += view.failures[at]!;
  }
  flush();
}

function addBuckets(to: BucketActivity, view: ProfileView, range: TimeRange, bucketDuration: number): void {
  for (const at of entriesIn(view, range, bucketDuration)) {
    const [retrievals, failures] = [view.retrievals[at]!, view.failures[at]!];
    if (retrievals + failures > 0) addCounts(to, view.buckets[at]!, { retrievals, failures });
  }
}

/** Indices of the buckets of a view that overlap a range. */
function* entriesIn({ buckets }: ProfileView, range: TimeRange, bucketDuration: number): Generator<number> {
  const end = range.to / bucketDuration;
  for (let at = lowerBound(buckets, Math.floor(range.from / bucketDuration)); at < buckets.length; at++) {
    if (buckets[at]! >= end) return;
    yield at;
  }
}

/** When each item was first retrieved by any of these, epoch seconds. */
function firstTimes(views: readonly ProfileView[]): Map<number, number> {
  const firsts = new Map<number, number>();
  for (const view of views) {
    const { hi, lo, time } = view.firstSecrets();
    for (let at = 0; at < time.length; at++) {
      const item = hashNumber(hi[at]!, lo[at]!);
      firsts.set(item, Math.min(time[at]!, firsts.get(item) ?? Infinity));
    }
  }
  return firsts;
}

/** The times of the items that a session was the first of its role to retrieve. */
function* ownFirsts(view: ProfileView, firsts: ReadonlyMap<number, number>): Generator<number> {
  const { hi, lo, time } = view.firstSecrets();
  for (let at = 0; at < time.length; at++) {
    if (firsts.get(hashNumber(hi[at]!, lo[at]!)) === time[at]) yield time[at]!;
  }
}

function addNewItems(
  to: BucketActivity,
  times: Iterable<number>,
  range: TimeRange,
  bucketDuration: number,
): void {
  for (const time of times) {
    if (time < range.from || time >= range.to) continue;
    addCounts(to, Math.floor(time / bucketDuration), { newItems: 1 });
  }
}
