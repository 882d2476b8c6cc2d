import type { TimeRange } from '../../model/time.js';

/*
 * Activity as the shards answer it: by bucket, in parts that are added up.
 */

export interface ActivityRequest {
  readonly range: TimeRange;
  /** Length of the steps in which all identities are counted together, seconds: a multiple of the bucket's. */
  readonly overviewStep: number;
  /** Keys of the identities whose activity is asked for, in groups. */
  readonly groups: readonly (readonly string[])[];
}

export interface ActivityPart {
  /** Of all identities, by step since the epoch. */
  readonly overview: Map<number, OverviewStep>;
  /** In the order of the groups. */
  readonly groups: readonly GroupActivity[];
}

export interface OverviewStep {
  readonly retrievals: number;
  readonly failures: number;
  readonly active: number;
}

export interface GroupActivity {
  readonly own: BucketActivity;
  /** Of all sessions of the roles. */
  readonly role: BucketActivity;
  /** Identities of these roles. */
  readonly sessions: number;
}

/** By the index of the bucket. */
export type BucketActivity = Map<number, BucketCounts>;

export interface BucketCounts {
  readonly retrievals: number;
  readonly failures: number;
  readonly newItems: number;
}

export function noActivity({ groups }: ActivityRequest): ActivityPart {
  return {
    overview: new Map(),
    groups: groups.map(() => ({ own: new Map(), role: new Map(), sessions: 0 })),
  };
}

export function addCounts(activity: BucketActivity, bucket: number, added: Partial<BucketCounts>): void {
  const { retrievals = 0, failures = 0, newItems = 0 } = added;
  const before = activity.get(bucket);
  activity.set(bucket, {
    retrievals: retrievals + (before?.retrievals ?? 0),
    failures: failures + (before?.failures ?? 0),
    newItems: newItems + (before?.newItems ?? 0),
  });
}

export function addOverview(overview: ActivityPart['overview'], step: number, added: OverviewStep): void {
  const before = overview.get(step);
  overview.set(step, {
    retrievals: added.retrievals + (before?.retrievals ?? 0),
    failures: added.failures + (before?.failures ?? 0),
    active: added.active + (before?.active ?? 0),
  });
}

/** The sum of two parts with the same groups. */
export function joinActivity(one: ActivityPart, other: ActivityPart): ActivityPart {
  for (const [step, counts] of other.overview) addOverview(one.overview, step, counts);
  const groups = one.groups.map((group, index) => {
    const { own, role, sessions } = other.groups[index]!;
    for (const [bucket, counts] of own) addCounts(group.own, bucket, counts);
    for (const [bucket, counts] of role) addCounts(group.role, bucket, counts);
    return { ...group, sessions: group.sessions + sessions };
  });
  return { overview: one.overview, groups };
}
