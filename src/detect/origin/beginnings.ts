import { DAY } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { isIndoors } from '../role-group/networks.js';
import { mainSession, type NewNetwork } from '../role-group/new-networks.js';

/** A network that is used on more days is where a role group lived before it moved. */
const VISIT_DAYS = 2;
/** On so many days it must be active afterwards: only then is it known where it lives. */
const LATER_DAYS = 3;
/** With fewer retrievals it may be a single wrong call. */
const LEAST = 2;

/**
 * The visit with which a role group began, in a strange network that it never comes back to while it goes on elsewhere: the first
 * that is seen of it may be an intruder. What comes later shows where it lives. There is no p-value. Of services it
 * must be away from addresses of others, near which they are deployed; of people and users that may travel a network of a hosting provider, and they
 * must not come through data centres otherwise.
 */
export function findBeginnings(
  strange: readonly NewNetwork[],
  disclosure: Disclosure,
  period: BucketPeriod,
): Finding[] {
  const { networks, activeDays, mayTravel } = disclosure.roleGroup;
  const [first, ...others] = networks;
  if (first === undefined || isIndoors(first.network) || first.days.length > VISIT_DAYS) return [];
  const visit = strange.find(({ network }) => network === first.network);
  if (visit === undefined) return [];
  const last = first.days.at(-1)!;
  if (activeDays.filter((day) => day > last).length < LATER_DAYS) return [];
  const isOutOfPlace = mayTravel
    ? disclosure.isHosted(first.network) && !others.some(({ network }) => disclosure.isInDataCentre(network))
    : !disclosure.isNear(first.network);
  const count = visit.counts.reduce((sum, one) => sum + one, 0);
  if (!isOutOfPlace || count < LEAST) return [];
  const [start, end] = [visit.buckets[0]!, visit.buckets.at(-1)! + 1];
  return [
    {
      session: mainSession(visit, start, end),
      start: Math.max(start, end - period.maxSignal),
      end,
      result: { kind: 'origin', windowSeconds: DAY, observed: count, upperBound: 0, pValue: null },
      severity: FIRST_CASE,
    },
  ];
}
