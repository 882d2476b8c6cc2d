import { DAY } from '../../model/time.js';
import type { Organisation } from '../organisation/organisation.js';
import { isIndoors } from '../role-group/networks.js';
import type { RoleGroup } from '../role-group/role-group.js';

/** A network that so many other role groups have used for days is one of the organisation. */
const OTHERS = 3;
/** Role groups that come to a network within so many seconds of each other, and stay, have moved together. */
const TOGETHER = 3 * DAY;
/** On so many days a role group must use a network to have stayed. */
const STAYED = 3;

/**
 * Whether a network that a role group first used at `time` is strange to the organisation: neither a private address,
 * nor one where a few other role groups live, nor one that a fleet moved to at that time, nor one of its predecessor in
 * the same stack.
 * @param time epoch seconds
 */
export function isStrange(
  network: string,
  time: number,
  roleGroup: RoleGroup,
  organisation: Organisation,
): boolean {
  if (isIndoors(network)) return false;
  const others = (organisation.networks.get(network) ?? []).filter(({ group }) => group !== roleGroup.id);
  if (others.filter(({ since }) => since <= time).length >= OTHERS) return false;
  const stayed = others.filter(({ first, days }) => Math.abs(first - time) <= TOGETHER && days >= STAYED);
  if (stayed.length >= OTHERS) return false;
  const { stackTemplate: template, id } = roleGroup;
  if (template === undefined) return true;
  return !(organisation.stacks.get(template) ?? []).some(
    ({ group, first, networks }) => group !== id && first < time && networks.includes(network),
  );
}
