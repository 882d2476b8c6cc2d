import { DAY } from '../../model/time.js';
import type { AnalysisInput } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';

/** A service that never took everything in so many active days does not do so now. People do it by programs alone. */
const ESTABLISHED_DAYS = 2;

/** The first batch calls that select everything, on the first day on which any session makes one. */
export function findMatchAllCalls({ roleGroup, period, rule }: AnalysisInput): Finding[] {
  const calls = roleGroup.views.flatMap((view, session) => {
    const { buckets, counts } = view.matchAllCalls();
    return Array.from(buckets, (bucket, at) => ({ session, bucket, count: counts[at]! })).filter(
      ({ bucket }) => bucket >= period.historyFrom && bucket < period.to,
    );
  });
  if (calls.length === 0) return [];
  const start = Math.min(...calls.map(({ bucket }) => bucket));
  const day = Math.floor((start * rule.bucketDuration) / DAY);
  const before = roleGroup.activeDays.filter((one) => one < day).length;
  if (!roleGroup.isPerson && before < ESTABLISHED_DAYS) return [];
  const first = calls.filter(({ bucket }) => bucket < start + period.day);
  const sessions = new Set(first.map(({ session }) => session));
  return [...sessions].map((session): Finding => {
    const own = first.filter((one) => one.session === session);
    const result = {
      kind: 'attempts',
      windowSeconds: DAY,
      observed: own.reduce((sum, { count }) => sum + count, 0),
      upperBound: 0,
      pValue: null,
    } as const;
    const buckets = own.map(({ bucket }) => bucket);
    const [from, last] = [Math.min(...buckets), Math.max(...buckets)];
    return {
      session,
      start: from,
      end: Math.min(last + 1, from + period.maxSignal),
      result,
      severity: FIRST_CASE,
    };
  });
}
