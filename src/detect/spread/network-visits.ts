import { DAY } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { SETTLED } from '../established.js';
import type { AnalysisInput } from '../analysis.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import { mainSession, type NewNetwork } from '../role-group/new-networks.js';

/** So many role groups, this one included, come to the network … */
const LEAST = 3;
/** … within so many seconds. */
const WITHIN = 3 * DAY;
/** Who is there on more days has moved. */
const VISIT_DAYS = 2;
/** A person must read so many items that nothing explains. */
const LEAST_NEW_OF_A_PERSON = 4;
/** A caller with more networks before is used to changing them. */
const MOST_NETWORKS = 3;

/**
 * One network that is strange to the organisation, at several role groups within three days, each of which lives elsewhere
 * and stays for a day or two. However little each of them read there, together they are one finding. There is no p-value.
 */
export function findNetworkVisits({ roleGroup, disclosure, period }: AnalysisInput): Finding[] {
  return disclosure.strangeNetworks.flatMap((visit): Finding[] => {
    const at = roleGroup.networks.findIndex(({ network }) => network === visit.network);
    const use = roleGroup.networks[at];
    if (use === undefined || at === 0 || at > MOST_NETWORKS || use.days.length > VISIT_DAYS) return [];
    if (use.first - roleGroup.networks[0]!.first < SETTLED) return [];
    // One that is not seen elsewhere any more may have moved.
    const isOver = (roleGroup.series.buckets.at(-1) ?? 0) > visit.buckets.at(-1)! + 1;
    if (!isOver && !visit.isWhollyNew) return [];
    // People travel together, but they do not read what is new to them wherever they come.
    if (roleGroup.isPerson && unexplainedIn(visit, disclosure) < LEAST_NEW_OF_A_PERSON) return [];
    const uses = disclosure.organisation.networks.get(visit.network) ?? [];
    const visitors = uses.filter(
      ({ first, days, arrived }) => arrived && days <= VISIT_DAYS && Math.abs(first - use.first) <= WITHIN,
    );
    const together = new Set([roleGroup.id, ...visitors.map(({ group }) => group)]).size;
    if (together < LEAST || uses.length > 2 * together) return [];
    const start = visit.buckets[0]!;
    const end = Math.min(visit.buckets.at(-1)! + 1, start + period.maxSignal);
    const result = { windowSeconds: WITHIN, observed: together, upperBound: LEAST - 1, pValue: null };
    return [
      {
        session: mainSession(visit, start, end),
        start,
        end,
        result: { kind: 'spread', ...result },
        severity: FIRST_CASE,
      },
    ];
  });
}

/** Items that nothing explains in the buckets of a visit. */
function unexplainedIn({ buckets }: NewNetwork, { unexplained }: Disclosure): number {
  const visited = new Set(buckets);
  return unexplained.filter(({ bucket }) => visited.has(bucket)).length;
}
