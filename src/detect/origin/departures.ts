import { DAY, HOUR } from '../../model/time.js';
import type { Rule } from '../../rule/rule.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import type { RoleGroup } from '../role-group/role-group.js';
import { hasLeft, isEndpoint, type NetworkHistory } from '../role-group/networks.js';
import { mainSession, type NewNetwork } from '../role-group/new-networks.js';

/** A role group is settled after so many active days … */
const SETTLED_DAYS = 7;
/** … from at most so many networks. */
const SETTLED_NETWORKS = 2;
/** Fewer active days are needed of people, outside of endpoints where the role group lived, and with so many from a wholly new origin. */
const SETTLED_DAYS_SOONER = 2;
const LEAST_SOONER = 3;
/**
 * One is enough for an endpoint that nobody else uses, and for a wholly new origin from which the list of secrets is read for the
 * first time.
 */
const SETTLED_DAYS_SOONEST = 1;
const LISTED_WITHIN = 6 * HOUR;
/** So many retrievals after that make even who may travel out of place, but no person: it may be the leaked key of a user of IAM. */
const LEAST_LISTED_BY_A_USER = 4;
/** Who was in networks of hosting providers on so many days comes through a VPN. */
const HOSTED_DAYS = 2;
/** A network that is used on more days is a move, … */
const VISIT_DAYS = 2;
/** … or on more of them with another tool, unless the role group goes on where it was. */
const VISIT_DAYS_WITH_A_TOOL = 4;
/** With fewer retrievals it may be a single wrong call, … */
const LEAST = 2;
/** … but not with another tool, after the list of secrets or outside of the endpoints where the role group lives. */
const LEAST_WITH_A_TOOL = 1;
/** Where others have addresses nearby, more are needed. */
const LEAST_NEAR = 10;

/**
 * Short visits of a settled service to a strange network. A service does not travel: one that has run in the same one or
 * two networks for a week and then retrieves from elsewhere for a day or two, while it goes on where it was, is used by
 * somebody else. That needs no number of secrets. There is no p-value. People do travel, but hardly ever to a data centre.
 */
export function findDepartures(
  strange: readonly NewNetwork[],
  disclosure: Disclosure,
  period: BucketPeriod,
  rule: Rule,
): Finding[] {
  const { roleGroup } = disclosure;
  const { networks, series, mayTravel } = roleGroup;
  return strange.flatMap((visit): Finding[] => {
    const use = networks.find(({ network }) => network === visit.network);
    const [start, last] = [visit.buckets[0]!, visit.buckets.at(-1)!];
    const count = visit.counts.reduce((sum, one) => sum + one, 0);
    // The shell in the console runs in a data centre wherever its user is.
    if (use === undefined || (mayTravel && visit.isCloudShell)) return [];
    // Addresses of a provider that others use, too, may be those of another host of the same service.
    const isNear = disclosure.isNear(visit.network);
    const isListed =
      !roleGroup.isPerson &&
      visit.isWhollyNew &&
      count >= (mayTravel ? LEAST_LISTED_BY_A_USER : LEAST_WITH_A_TOOL) &&
      isFirstListing(use.first, roleGroup);
    const before = networks.filter(({ first }) => first < use.first);
    if (before.length === 0) return [];
    const isOutsideEndpoints =
      !isNear && !isEndpoint(visit.network) && before.every(({ network }) => isEndpoint(network));
    const isRemote = visit.isWhollyNew || mayTravel || !isNear;
    const isSure = isListed || (isOutsideEndpoints && visit.isWhollyNew);
    const least = isSure ? LEAST_WITH_A_TOOL : isRemote ? LEAST : LEAST_NEAR;
    if (count < least || use.days.length > longestVisit(visit, use.first, disclosure)) return [];
    const isOutOfPlace =
      mayTravel && !isListed
        ? disclosure.isInDataCentre(visit.network) && !isOftenInDataCentres(before, disclosure)
        : before.length <= SETTLED_NETWORKS;
    if (!isOutOfPlace) return [];
    const activeDays = new Set<number>();
    for (const bucket of series.buckets) {
      if (bucket < start) activeDays.add(Math.floor((bucket * rule.bucketDuration) / DAY));
    }
    const isForeignEndpoint =
      isEndpoint(visit.network) && (disclosure.organisation.networks.get(visit.network) ?? []).length === 1;
    const isSooner = mayTravel || isOutsideEndpoints || (visit.isWhollyNew && count >= LEAST_SOONER);
    const settled =
      isListed || isForeignEndpoint ? SETTLED_DAYS_SOONEST : isSooner ? SETTLED_DAYS_SOONER : SETTLED_DAYS;
    if (activeDays.size < settled) return [];
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

/**
 * Whether a person comes through data centres anyway: from endpoints, from near services, since a gateway may be there, or on
 * several days from hosting providers, as through a VPN.
 */
function isOftenInDataCentres(before: readonly NetworkHistory[], disclosure: Disclosure): boolean {
  const hosted = before.filter(({ network }) => disclosure.isHosted(network));
  return (
    before.some(({ network }) => isEndpoint(network) || disclosure.isNear(network)) ||
    new Set(hosted.flatMap(({ days }) => days)).size >= HOSTED_DAYS
  );
}

/** On how many days at most a network is visited, so that it is no move. */
function longestVisit({ network, isWhollyNew }: NewNetwork, first: number, disclosure: Disclosure): number {
  const { networks, mayTravel } = disclosure.roleGroup;
  if (mayTravel || isEndpoint(network) || disclosure.isNear(network)) return VISIT_DAYS;
  if (!hasLeft(networks, first)) return Infinity;
  return isWhollyNew ? VISIT_DAYS_WITH_A_TOOL : VISIT_DAYS;
}

/** Whether the role group first read the list of secrets around the time of its first use of a network. */
function isFirstListing(first: number, roleGroup: RoleGroup): boolean {
  return Math.abs(roleGroup.firstListing - first) <= LISTED_WITHIN;
}
