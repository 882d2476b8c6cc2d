import { DAY } from '../../model/time.js';
import type { Rule } from '../../rule/rule.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { mainSession, type NewNetwork } from '../role-group/new-networks.js';

/** A role group is settled after so many active days … */
const SETTLED_DAYS = 7;
/** … from at most so many networks. */
const SETTLED_NETWORKS = 2;
/** An endpoint that nobody else uses, and a wholly new origin with so many retrievals, need fewer active days. */
const SETTLED_DAYS_SOONER = 2;
const LEAST_SOONER = 2;
/** A network that is used on more days is a move. */
const VISIT_DAYS = 2;
const VISIT_DAYS_WITH_A_TOOL = 4;
/** With fewer retrievals it may be a single wrong call. */
const LEAST = 2;
/** Where others have addresses nearby, more are needed. */
const LEAST_NEAR = 10;

/**
 * Short visits of a settled service to a strange network. A service does not travel: one that has run in the same one or
 * two networks for a week and then retrieves from elsewhere for a day or two, while it goes on where it was, is used by
 * somebody else. That needs no number of secrets. There is no p-value. People are left out.
 */
export function findDepartures(
  strange: readonly NewNetwork[],
  disclosure: Disclosure,
  period: BucketPeriod,
  rule: Rule,
): Finding[] {
  const { roleGroup } = disclosure;
  if (roleGroup.isPerson) return [];
  const { networks, series } = roleGroup;
  return strange.flatMap((visit): Finding[] => {
    const use = networks.find(({ network }) => network === visit.network);
    const [start, last] = [visit.buckets[0]!, visit.buckets.at(-1)!];
    const count = visit.counts.reduce((sum, one) => sum + one, 0);
    // Addresses of a provider that others use, too, may be those of another host of the same service.
    const isNear = disclosure.isNear(visit.network);
    if (
      use === undefined ||
      count < (isNear && !visit.isWhollyNew ? LEAST_NEAR : LEAST) ||
      use.days.length > (isNear || !visit.isWhollyNew ? VISIT_DAYS : VISIT_DAYS_WITH_A_TOOL)
    )
      return [];
    const before = networks.filter(({ first }) => first < use.first);
    if (before.length === 0 || before.length > SETTLED_NETWORKS) return [];
    const activeDays = new Set<number>();
    for (const bucket of series.buckets) {
      if (bucket < start) activeDays.add(Math.floor((bucket * rule.bucketDuration) / DAY));
    }
    const isForeignEndpoint =
      visit.network.startsWith('vpce-') &&
      (disclosure.organisation.networks.get(visit.network) ?? []).length === 1;
    const isSooner = isForeignEndpoint || (visit.isWhollyNew && count >= LEAST_SOONER);
    if (activeDays.size < (isSooner ? SETTLED_DAYS_SOONER : SETTLED_DAYS)) return [];
    return [
      {
        session: mainSession(visit, start, last + 1),
        start: Math.max(start, last + 1 - period.maxSignal),
        end: last + 1,
        result: { kind: 'origin', windowSeconds: DAY, observed: count, upperBound: 0, pValue: null },
        severity: FIRST_CASE,
      },
    ];
  });
}
