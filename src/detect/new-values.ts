import type { Occurrences, ProfileView } from '../profile/profile.js';
import type { NewValueLearning, Rule } from '../rule/rule.js';
import { FIRST_CASE, type Finding } from './finding.js';
import type { BucketPeriod } from './period.js';

/** Buckets with values that a group did not have before, and how many in each. */
interface NewValues {
  readonly bucket: number;
  readonly count: number;
}

/** What a new-value rule finds in each session: buckets with values that are new to it, joined where they are near. */
export function newValueFindings(
  views: readonly ProfileView[],
  period: BucketPeriod,
  { newValue, bucketDuration }: Rule,
): Finding[] {
  if (newValue === undefined) return [];
  return views.flatMap((view, session) => {
    const found = newValuesIn(view.secretOccurrences(), newValue, bucketDuration, period.historyFrom);
    return joined(found, period).map(({ start, end, count }) => ({
      session,
      start,
      end,
      result: {
        kind: 'newValue' as const,
        windowSeconds: (end - start) * bucketDuration,
        observed: count,
        upperBound: 0,
        pValue: null,
      },
      severity: FIRST_CASE,
    }));
  });
}

function newValuesIn(
  { buckets, starts, items, itemCount }: Occurrences,
  { learningDuration, learningValues, forgetAfter }: NewValueLearning,
  bucketDuration: number,
  historyFrom: number,
): NewValues[] {
  const lastSeen = new Float64Array(itemCount).fill(-Infinity);
  const found: NewValues[] = [];
  let learnt = 0;
  let first = -1;
  for (const [index, bucket] of buckets.entries()) {
    if (bucket < historyFrom) continue;
    if (first < 0) first = bucket;
    const isLearning = (bucket - first) * bucketDuration < learningDuration;
    let count = 0;
    for (let at = starts[index]!; at < starts[index + 1]!; at++) {
      const item = items[at]!;
      const isNew = (bucket - lastSeen[item]!) * bucketDuration > forgetAfter;
      lastSeen[item] = bucket;
      if (!isNew) continue;
      if (!isLearning && learnt >= learningValues) count++;
      learnt++;
    }
    if (count > 0) found.push({ bucket, count });
  }
  return found;
}

/** Buckets that follow each other within `keepAlive` are one finding, up to the longest signal. */
function joined(
  found: readonly NewValues[],
  { keepAlive, maxSignal }: BucketPeriod,
): { start: number; end: number; count: number }[] {
  const spans: { start: number; end: number; count: number }[] = [];
  for (const { bucket, count } of found) {
    const last = spans.at(-1);
    if (last !== undefined && bucket - last.end < keepAlive && bucket < last.start + maxSignal) {
      last.end = bucket + 1;
      last.count += count;
    } else spans.push({ start: bucket, end: bucket + 1, count });
  }
  return spans;
}
