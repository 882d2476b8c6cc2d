import { HOUR } from '../../model/time.js';
import type { AnalysisInput } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';

/** So many services, this one included, take up the tool … */
const LEAST = 4;
/** … or so many, if hardly anybody else uses it, … */
const LEAST_OF_A_RARE_TOOL = 3;
/** … within so many seconds. */
const WITHIN = 6 * HOUR;

/**
 * One tool that is new to several services, which take it up within hours and leave it again within a day or two: somebody uses them all
 * from one program. A new release stays. There is no p-value.
 */
export function findToolVisits({ roleGroup, disclosure, period }: AnalysisInput): Finding[] {
  return roleGroup.toolVisits.flatMap(({ tool, first, session, buckets }): Finding[] => {
    const { users, visits } = disclosure.organisation.tools.get(tool) ?? { users: 0, visits: [] };
    const near = visits.filter((one) => Math.abs(one.first - first) <= WITHIN);
    const together = new Set([roleGroup.id, ...near.map(({ group }) => group)]).size;
    const least = users <= 2 * together ? LEAST_OF_A_RARE_TOOL : LEAST;
    const start = buckets[0]!;
    if (together < least || start < period.historyFrom || start >= period.to) return [];
    const end = Math.min(buckets.at(-1)! + 1, start + period.maxSignal, period.to);
    const result = { windowSeconds: WITHIN, observed: together, upperBound: least - 1, pValue: null };
    return [{ session, start, end, result: { kind: 'spread', ...result }, severity: FIRST_CASE }];
  });
}
