import { DAY, HOUR } from '../../model/time.js';
import { EARLY, SETTLED } from '../established.js';
import type { Organisation } from '../organisation/organisation.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import { blockOf, isEndpoint } from '../role-group/networks.js';
import type { NewNetwork } from '../role-group/new-networks.js';
import type { RoleGroup } from '../role-group/role-group.js';
import { type Explanation, explanationsOf, type KnownNames, ownPlaces } from './explanations.js';
import { OwnWords } from './own-words.js';
import { fewOfEachPlace } from './same-place.js';
import { StrangeNetworks } from './strange-networks.js';

/** A role is one of people if there are so many of them, and they are active on more days than its other sessions. */
const PEOPLE = 2;
/** Share of the items of a pattern that a role group reads, for the pattern to be its own place. */
const OWN_PLACE = 0.5;

/** What is read so long after the first use of a tool is read with it, seconds. */
const WITH_A_TOOL = 6 * HOUR;

/**
 * What a role group learnt that is new to it, and from where: the items that nothing explains, and the networks that are
 * strange to the organisation. What is explained is neither a reason for a signal nor part of a history.
 */
export class Disclosure {
  readonly roleGroup: RoleGroup;
  readonly organisation: Organisation;
  #explanations: readonly (Explanation | undefined)[] | undefined;
  #unexplained: readonly FirstSeenItem[] | undefined;
  #words: OwnWords | undefined;
  #places: KnownNames | undefined;
  #notExplained: readonly FirstSeenItem[] | undefined;
  #allUnexplained: readonly FirstSeenItem[] | undefined;
  #allOfOwnPattern: readonly FirstSeenItem[] | undefined;
  #copied: ReadonlyMap<number, number> | undefined;
  #strangeNetworks: readonly NewNetwork[] | undefined;
  #lazyStrange: StrangeNetworks | undefined;

  constructor(roleGroup: RoleGroup, organisation: Organisation) {
    this.roleGroup = roleGroup;
    this.organisation = organisation;
  }

  /** For each item of the role group why it was read for the first time; undefined where nothing explains it. */
  get explanations(): readonly (Explanation | undefined)[] {
    return (this.#explanations ??= this.#explain());
  }

  /** Items that nothing explains, in time order. */
  get allUnexplained(): readonly FirstSeenItem[] {
    return (this.#allUnexplained ??= this.#items([undefined]));
  }

  /** Items with a pattern of the role group's own, in time order. */
  get allOfOwnPattern(): readonly FirstSeenItem[] {
    return (this.#allOfOwnPattern ??= this.#items(['ownPattern']));
  }

  /** Of the items that nothing explains those that count, in time order. */
  get unexplained(): readonly FirstSeenItem[] {
    return (this.#unexplained ??= this.counted(this.allUnexplained));
  }

  /** Of the items that nothing explains, or only a pattern of its own, those that count, in time order. */
  get notExplained(): readonly FirstSeenItem[] {
    return (this.#notExplained ??= this.counted(this.#items([undefined, 'ownPattern'])));
  }

  /**
   * Which of some of its items count: of a person, who loads all secrets of a service at once, few of each place and day; of all
   * others each.
   * @param items in time order
   */
  counted(items: readonly FirstSeenItem[]): readonly FirstSeenItem[] {
    const { isPerson, items: all } = this.roleGroup;
    return isPerson ? fewOfEachPlace(items, all) : items;
  }

  /**
   * Whether its sessions are not named after a person, where those of the role mostly are: identity providers name every
   * session, so somebody took the role in another way.
   */
  get isUnnamedAmongPeople(): boolean {
    const { id, activeDays } = this.roleGroup;
    const { people, days } = this.organisation.peopleOfRoles.get(id) ?? { people: 0, days: 0 };
    return people >= PEOPLE && days >= activeDays.length;
  }

  /** Whether a network of the role group is strange to the organisation. */
  isStrange(network: string): boolean {
    return this.#strange.has(network);
  }

  /** Whether others of the organisation, not people, have addresses near a network. */
  isNear(network: string): boolean {
    return this.#strange.isNear(network);
  }

  /** Whether a network is of a hosting provider near which others of the organisation, but people, have no addresses. */
  isHosted(network: string): boolean {
    return this.organisation.hosting.has(network) && !this.isNear(network);
  }

  /** Whether a network is one of servers: an endpoint, of a hosting provider, or in a block where some roles of the organisation live. */
  isInDataCentre(network: string): boolean {
    const { hosting, dataCentres } = this.organisation;
    return isEndpoint(network) || hosting.has(network) || dataCentres.has(blockOf(network));
  }

  /** Its use of networks that are strange to the organisation, in the order of their first use. */
  get strangeNetworks(): readonly NewNetwork[] {
    return (this.#strangeNetworks ??= this.roleGroup.newNetworks((network) => this.isStrange(network)));
  }

  /** Whether it first used an agent in `[from, to)`, epoch seconds, days after it began to use any. People do that. */
  hasNewTool(from: number, to: number): boolean {
    const { agents, began, isPerson } = this.roleGroup;
    return (
      !isPerson &&
      to >= began + SETTLED &&
      agents.some(({ first }) => first >= from && first < to && first > began)
    );
  }

  /** Whether it first used any network or tool in `[from, to)`, epoch seconds, also in vain. */
  hasNewOrigin(from: number, to: number): boolean {
    const { networks, failedNetworks, agents } = this.roleGroup;
    return [...networks, ...failedNetworks, ...agents].some(({ first }) => first >= from && first < to);
  }

  /** Networks that it first called from in `[from, to)`, epoch seconds, also in vain, and that are strange to the organisation. */
  strangeNetworksIn(from: number, to: number): string[] {
    const { networks, failedNetworks } = this.roleGroup;
    const used = new Set(networks.flatMap(({ network, first }) => (first < to ? [network] : [])));
    const all = [...networks, ...failedNetworks.filter(({ network }) => !used.has(network))];
    const began = Math.min(...all.map(({ first }) => first));
    // Of one that was there when the data begins nobody knows how long it had been.
    const known = began < this.organisation.start + EARLY;
    return all.flatMap(({ network, first }) =>
      first >= from && first < to && !(known && first === began) && this.isStrange(network) ? [network] : [],
    );
  }

  /**
   * Whether an item has a name of a pattern that is mostly the role group's own, by all that it ever reads, and nobody
   * else reads it. A role group without a history is judged by the others.
   */
  isOfOwnPlace(item: FirstSeenItem): boolean {
    if (item.name === undefined || this.ownersOf(item).length > 0) return false;
    this.#places ??= ownPlaces(this.roleGroup, this.organisation);
    this.#words ??= new OwnWords(this.roleGroup.name, this.organisation);
    return this.#places.hasPatternOf(item.name, OWN_PLACE) || this.#words.isIn(item.name);
  }

  /**
   * Whether the role group reads an item again on a day after the one with a time, epoch seconds, so that it has become its work.
   * Nothing is the work of a role for emergencies.
   */
  isReadAgainAfter(time: number, { days }: FirstSeenItem): boolean {
    return !this.roleGroup.isForEmergencies && days.at(-1)! > Math.floor(time / DAY);
  }

  /**
   * Of some items those that the role group goes on reading where it was before: on a day after the one with `to`, on which
   * it used no strange network that it first used since `from`, both epoch seconds.
   */
  keptElsewhere(items: readonly FirstSeenItem[], from: number, to: number): FirstSeenItem[] {
    const strange = this.roleGroup.networks.filter(
      ({ network, first }) => first >= from && this.isStrange(network),
    );
    const strangeDays = new Set(strange.flatMap(({ days }) => days));
    const last = Math.floor(to / DAY);
    return items.filter(
      (item) =>
        this.isReadAgainAfter(to, item) && item.days.some((day) => day > last && !strangeDays.has(day)),
    );
  }

  /** Whether the role group itself restored an item, or copied it to where it then read it. */
  hasCopied({ id, time }: FirstSeenItem): boolean {
    this.#copied ??= this.roleGroup.contextItems('copy');
    return (this.#copied.get(id) ?? Infinity) <= time;
  }

  /** Numbers of the role groups, other than this one, that read an item regularly at any time. */
  ownersOf({ id }: FirstSeenItem): number[] {
    const readers = this.organisation.readers.get(id) ?? [];
    return readers.flatMap(({ group }) => (group === this.roleGroup.id ? [] : [group]));
  }

  /**
   * What a role group reads in one region does not explain what it reads in another from a strange network, unless it
   * began there, or goes on reading it; nor does reading all explain what it reads once with a new tool.
   */
  #explain(): readonly (Explanation | undefined)[] {
    const explanations = explanationsOf(this.roleGroup, this.organisation);
    if (!explanations.includes('replica') && !explanations.includes('readsAll')) return explanations;
    const { began, items, bucketDuration } = this.roleGroup;
    const first = Math.floor(began / bucketDuration);
    const strange = new Set(
      this.strangeNetworks.flatMap(({ buckets }) => (buckets[0] === first ? [] : [...buckets])),
    );
    return explanations.map((why, at) => {
      const item = items[at]!;
      if (why !== 'replica' && why !== 'readsAll') return why;
      const isElsewhere =
        why === 'replica'
          ? strange.has(item.bucket)
          : this.hasNewTool(item.time - WITH_A_TOOL, item.time + 1);
      return isElsewhere && !this.isReadAgainAfter(item.time, item) ? undefined : why;
    });
  }

  get #strange(): StrangeNetworks {
    return (this.#lazyStrange ??= new StrangeNetworks(this.roleGroup, this.organisation));
  }

  #items(whys: readonly (Explanation | undefined)[]): readonly FirstSeenItem[] {
    return this.roleGroup.items.filter((_, index) => whys.includes(this.explanations[index]));
  }
}
