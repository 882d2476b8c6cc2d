import { DAY } from '../../model/time.js';
import type { Organisation } from '../organisation/organisation.js';
import { roams } from '../role-group/caller-kind.js';
import { MOST_DAYS } from '../role-group/first-seen-items.js';
import { blockOf, hasLeft, isEndpoint, isIndoors, type NetworkHistory } from '../role-group/networks.js';
import type { RoleGroup } from '../role-group/role-group.js';

/** A network that so many other role groups have used for days is one of the organisation. */
const OTHERS = 3;
/**
 * Role groups that come to a network within so many seconds of each other, and stay, have moved together, if it is an
 * endpoint or near others, or they leave where they were.
 */
const TOGETHER = 3 * DAY;
/** On so many days a role group must use a network to have stayed. */
const STAYED = 3;
/** On so many days, if a settled one came with another tool: a service was replaced. */
const REPLACED = 7;
/** Networks that it comes to within so many seconds of a move belong to it. */
const MOVING = 7 * DAY;
/** A roaming role group that hardly ever comes from a block of addresses of its own: one in so many networks is. */
const FAITHFUL = 10;
/** A role group that came from at most so many networks on its first so many active days began settled. */
const FIRST_DAYS = 5;
const FIRST_NETWORKS = 2;
/** So long after a person was in a network with one role, it is not strange to the person's other roles, seconds. */
const ACQUAINTED = DAY;
/** Addresses are near where so many others are. */
const NEAR = 2;

/** Tells which networks of one role group are strange to the organisation. */
export class StrangeNetworks {
  readonly #roleGroup: RoleGroup;
  readonly #organisation: Organisation;
  readonly #outside: readonly NetworkHistory[];
  /** How many networks it has in each block of addresses. */
  readonly #blocks = new Map<string, number>();
  readonly #known = new Map<string, boolean>();

  constructor(roleGroup: RoleGroup, organisation: Organisation) {
    this.#roleGroup = roleGroup;
    this.#organisation = organisation;
    this.#outside = roleGroup.networks.filter(({ network }) => !isIndoors(network));
    for (const { network } of this.#outside) {
      this.#blocks.set(blockOf(network), (this.#blocks.get(blockOf(network)) ?? 0) + 1);
    }
  }

  /**
   * Whether a network is strange to the organisation: neither a private address, nor one where a few other role groups
   * live, nor one that a fleet moved to at that time, nor one of its predecessor in the same stack, nor one where the same
   * person or user was a day before with another role or account. For a role group that comes from another network each
   * time, such as a build on hosted runners, a network is not strange either, unless it lies in a block of addresses that
   * it never uses otherwise.
   */
  has(network: string): boolean {
    let strange = this.#known.get(network);
    if (strange === undefined) {
      const { networks, failedNetworks } = this.#roleGroup;
      const use = [...networks, ...failedNetworks].find((one) => one.network === network);
      strange = use !== undefined && this.#isStrange(use);
      this.#known.set(network, strange);
    }
    return strange;
  }

  #isStrange(use: NetworkHistory): boolean {
    const { network, first } = use;
    if (isIndoors(network) || (this.#roamsWithout(network) && !this.#isOutOfWay(network))) return false;
    const { id, person, stackTemplate: template } = this.#roleGroup;
    const others = (this.#organisation.networks.get(network) ?? []).filter(({ group }) => group !== id);
    if (others.filter(({ since }) => since <= first).length >= OTHERS) return false;
    if (person !== 0 && others.some((one) => one.person === person && one.first <= first - ACQUAINTED))
      return false;
    const isOurs = isEndpoint(network) || this.isNear(network);
    const moved = others.filter(
      (one) => Math.abs(one.first - first) <= TOGETHER && one.days >= STAYED && (isOurs || one.hasLeft),
    );
    if (moved.length >= OTHERS || this.#hasMovedTo(use)) return false;
    if (template === undefined) return true;
    return !(this.#organisation.stacks.get(template) ?? []).some(
      (role) => role.group !== id && role.first < first && role.networks.includes(network),
    );
  }

  /**
   * Whether the role group has moved to where a network is: it stays there, longer with another tool, goes on with its work, and
   * has left all networks from before the move. A thief cannot make it leave them, but may find one that had no more to do.
   */
  #hasMovedTo({ first, days }: NetworkHistory): boolean {
    const { networks, agents, callerKind, isPerson } = this.#roleGroup;
    if (isPerson || days.length < STAYED) return false;
    const hasTool = agents.some((agent) => agent.first >= first && agent.first < first + TOGETHER);
    if (hasTool && (callerKind !== 'settled' || days.length < REPLACED)) return false;
    if (!this.#goesOnAfter(first)) return false;
    return networks.some(
      ({ first: time }) => time <= first && first - time <= MOVING && hasLeft(networks, time),
    );
  }

  /** Whether the role group goes on with its work after a time, epoch seconds: it reads what it read before, as far as is known. */
  #goesOnAfter(time: number): boolean {
    return this.#roleGroup.items.some(
      (item) =>
        item.time < time && (item.days.length >= MOST_DAYS || item.days.at(-1)! >= Math.floor(time / DAY)),
    );
  }

  /**
   * Whether the role group comes from another network each time, even if one of them is left out. Who uses a settled one from
   * another address each day makes it look so: then only networks near others count.
   */
  #roamsWithout(network: string): boolean {
    if (this.#beganSettled() && !this.isNear(network)) return false;
    const others = this.#outside.filter((one) => one.network !== network);
    return roams(others, this.#roleGroup.activeTime);
  }

  #beganSettled(): boolean {
    const end = this.#roleGroup.activeDays[FIRST_DAYS];
    if (end === undefined) return false;
    return this.#outside.filter(({ first }) => first < end * DAY).length <= FIRST_NETWORKS;
  }

  /** The block of a network has no other network of anyone here, and the role group hardly ever uses such blocks. */
  #isOutOfWay(network: string): boolean {
    const isAlone = (block: string, count: number): boolean => count === 1 && this.#othersIn(block) < NEAR;
    if (!isAlone(blockOf(network), this.#blocks.get(blockOf(network)) ?? 0)) return false;
    let [all, alone] = [0, 0];
    for (const [block, count] of this.#blocks) {
      all += count;
      if (isAlone(block, count)) alone++;
    }
    return alone * FAITHFUL <= all;
  }

  /** Whether others of the organisation, not people, have addresses near a network. */
  isNear(network: string): boolean {
    return this.#othersIn(blockOf(network)) >= NEAR;
  }

  /** How many others of the organisation, not people, have addresses in a block. */
  #othersIn(block: string): number {
    const all = this.#organisation.blocks.get(block);
    return (all?.size ?? 0) - (all?.has(this.#roleGroup.id) ? 1 : 0);
  }
}
