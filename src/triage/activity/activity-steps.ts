import type { ActivitySteps } from '../../model/activity.js';
import { DAY, HOUR } from '../../model/time.js';
import type { BucketActivity, BucketCounts, OverviewStep } from './bucket-activity.js';

/** A chart is no clearer with more of them, and a page of thousands of signals stays small. */
const MOST_STEPS = 500;

/** Lengths that steps may have, seconds. */
const LENGTHS = [900, 1800, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY];

/** The shortest steps, of a bucket or more, in which there are not too many of them. */
export function stepsOf(activity: BucketActivity, bucketDuration: number): ActivitySteps {
  const lengths = [
    bucketDuration,
    ...LENGTHS.filter((one) => one > bucketDuration && one % bucketDuration === 0),
  ];
  const bucketsIn = lengths.map((seconds) => seconds / bucketDuration);
  const fits = (length: number): boolean =>
    new Set(Array.from(activity.keys(), (bucket) => Math.floor(bucket / length))).size <= MOST_STEPS;
  const length = activity.size <= MOST_STEPS ? 1 : (bucketsIn.find(fits) ?? bucketsIn.at(-1)!);
  const steps = new Map<number, BucketCounts>();
  for (const [bucket, { retrievals, failures, newItems }] of activity) {
    const step = Math.floor(bucket / length);
    const before = steps.get(step);
    steps.set(step, {
      retrievals: retrievals + (before?.retrievals ?? 0),
      failures: failures + (before?.failures ?? 0),
      newItems: newItems + (before?.newItems ?? 0),
    });
  }
  const [keys, counts] = sorted(steps);
  return {
    ...frame(keys, length * bucketDuration),
    ...columns(counts),
    newItems: counts.map((one) => one.newItems),
  };
}

/** The steps in which all identities are counted together: hours for a few days, days for more. */
export function overviewStep(seconds: number, bucketDuration: number): number {
  const wanted = seconds <= 4 * DAY ? HOUR : DAY;
  return Math.ceil(wanted / bucketDuration) * bucketDuration;
}

export function overviewSteps(
  overview: ReadonlyMap<number, OverviewStep>,
  seconds: number,
): { readonly all: ActivitySteps; readonly active: readonly number[] } {
  const [keys, counts] = sorted(overview);
  return {
    all: { ...frame(keys, seconds), ...columns(counts), newItems: null },
    active: counts.map(({ active }) => active),
  };
}

function sorted<Counts>(steps: ReadonlyMap<number, Counts>): [number[], Counts[]] {
  const entries = [...steps].sort(([a], [b]) => a - b);
  return [entries.map(([step]) => step), entries.map(([, counts]) => counts)];
}

function frame(keys: readonly number[], seconds: number): Pick<ActivitySteps, 'from' | 'seconds' | 'steps'> {
  const first = keys[0] ?? 0;
  return { from: first * seconds, seconds, steps: keys.map((key) => key - first) };
}

function columns(
  counts: readonly Pick<BucketCounts, 'retrievals' | 'failures'>[],
): Pick<ActivitySteps, 'retrievals' | 'failures'> {
  return {
    retrievals: counts.map(({ retrievals }) => retrievals),
    failures: counts.map(({ failures }) => failures),
  };
}
