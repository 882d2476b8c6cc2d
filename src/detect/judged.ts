import { lowerBound } from '../base/lower-bound.js';
import { type Activity, addJudged, type Judged, NOTHING_JUDGED } from '../model/judged.js';
import { HOUR } from '../model/time.js';
import type { ProfileView } from '../profile/profile.js';
import { type EvaluationPeriod, inBuckets } from './period.js';
import { RoleGroup } from './role-group/role-group.js';

/**
 * What part of a role group's activity in the evaluated range is judged by its history, by absolute priors, or not at
 * all. Absolute priors belong to the analysis `novelty` and are
 * the thresholds of a threshold rule; with another rule, what precedes a history is not judged,
 * except where the rule has a `learningPeriodBaseline`.
 */
export function judgedOf(views: readonly ProfileView[], evaluation: EvaluationPeriod): Judged {
  const { rule } = evaluation;
  const period = inBuckets(evaluation);
  const roleGroup = new RoleGroup(views, period, rule);
  // Fixed thresholds need no history.
  const isFixed = rule.method === 'threshold';
  const before =
    isFixed || rule.analyses.includes('novelty')
      ? 'byPriors'
      : rule.learningPeriodBaseline === undefined
        ? 'notJudged'
        : 'byHistory';
  return roleGroup.sessions
    .map(({ view, evaluableFrom }): Judged => {
      const since = isFixed ? Infinity : before === 'byPriors' ? roleGroup.evaluableFrom : evaluableFrom;
      const from = lowerBound(view.buckets, period.from);
      const to = lowerBound(view.buckets, period.to);
      const between = Math.min(to, Math.max(from, lowerBound(view.buckets, since)));
      const activity = (low: number, high: number, isCounted: boolean): Activity => ({
        identities: isCounted && low < high ? 1 : 0,
        retrievals: view.retrievals.subarray(low, high).reduce((sum, count) => sum + count, 0),
        hours: hoursIn(view.buckets.subarray(low, high), rule.bucketDuration),
      });
      const late = { ...NOTHING_JUDGED, byHistory: activity(between, to, true) };
      const early = { ...NOTHING_JUDGED, [before]: activity(from, between, between === to) };
      return addJudged(late, early);
    })
    .reduce(addJudged, NOTHING_JUDGED);
}

/** How many different hours some buckets lie in. @param buckets ascending */
function hoursIn(buckets: Uint32Array, bucketDuration: number): number {
  let [hours, last] = [0, -1];
  for (const bucket of buckets) {
    const hour = Math.floor((bucket * bucketDuration) / HOUR);
    if (hour !== last) hours++;
    last = hour;
  }
  return hours;
}
