import { DAY, HOUR } from '../../model/time.js';
import { type Disclosure, SETTLED } from '../disclosure/disclosure.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import { blockOf } from '../role-group/networks.js';

/** So many first-seen items are a finding with one kind of evidence about a service, … */
const WITH_ONE = 5;
/** … and so many with two. */
const WITH_TWO = 3;
/** So many are one for a person in a network where services live, … */
const OF_A_PERSON_IN_A_DATA_CENTRE = 5;
/** … or in a strange network with a new tool. */
const OF_A_PERSON_WITH_A_TOOL = 6;
/** Evidence counts from so long before a window. */
const BEFORE = HOUR;
const LOOKED_UP_BEFORE = DAY;
/** Addresses where so many services live belong to a data centre. */
const SERVICES = 3;

/**
 * How many first-seen items in a window are a finding, given what else was new there: a network that is strange to the
 * organisation, a tool that the role group never used before, a first look at the list of secrets. Infinity without any.
 */
export function leastWithEvidence(window: readonly FirstSeenItem[], disclosure: Disclosure): number {
  const { roleGroup } = disclosure;
  const [from, to] = [window[0]!.time - BEFORE, window.at(-1)!.time];
  const start = Math.min(roleGroup.networks[0]?.first ?? Infinity, roleGroup.firstContext);
  if (to < start + SETTLED) return Infinity;
  const strange = roleGroup.networks.filter(
    ({ network, first }) => first >= from && first <= to && first > start && disclosure.isStrange(network),
  );
  const hasTool = roleGroup.agents.some(({ first }) => first >= from && first <= to && first > start);
  if (roleGroup.isPerson) {
    if (strange.some(({ network }) => isDataCentre(network, disclosure))) return OF_A_PERSON_IN_A_DATA_CENTRE;
    return strange.length > 0 && hasTool ? OF_A_PERSON_WITH_A_TOOL : Infinity;
  }
  const isElsewhere = strange.some(
    ({ network }) => network.startsWith('vpce-') || hasTool || !disclosure.isNear(network),
  );
  const evidence = [isElsewhere, hasTool, looksUp(disclosure, from - LOOKED_UP_BEFORE, to)];
  const count = evidence.filter((one) => one).length;
  return count === 0 ? Infinity : count === 1 ? WITH_ONE : WITH_TWO;
}

/** Whether the role group looked at the list of secrets for the first time in `[from, to]`, epoch seconds. */
function looksUp({ roleGroup }: Disclosure, from: number, to: number): boolean {
  const times = [...roleGroup.contextItems('listing').values()];
  return times.length > 0 && Math.min(...times) >= from && Math.min(...times) <= to;
}

/** Whether services of the organisation have addresses near a network: people do not. */
function isDataCentre(network: string, { organisation, roleGroup }: Disclosure): boolean {
  const services = new Set(organisation.blocks.get(blockOf(network)));
  services.delete(roleGroup.id);
  return services.size >= SERVICES;
}
