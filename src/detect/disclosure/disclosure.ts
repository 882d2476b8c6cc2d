import type { Organisation } from '../organisation/organisation.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import type { RoleGroup } from '../role-group/role-group.js';
import { type Explanation, explanationsOf } from './explanations.js';
import { isStrange } from './strange-networks.js';

/**
 * What a role group learnt that is new to it, and from where: the items that nothing explains, and the networks that are
 * strange to the organisation. What is explained is neither a reason for a signal nor part of a history.
 */
export class Disclosure {
  readonly roleGroup: RoleGroup;
  readonly organisation: Organisation;
  #explanations: readonly (Explanation | undefined)[] | undefined;
  #unexplained: readonly FirstSeenItem[] | undefined;
  #ofOwnPattern: readonly FirstSeenItem[] | undefined;
  readonly #strange = new Map<string, boolean>();

  constructor(roleGroup: RoleGroup, organisation: Organisation) {
    this.roleGroup = roleGroup;
    this.organisation = organisation;
  }

  /** For each item of the role group why it was read for the first time; undefined where nothing explains it. */
  get explanations(): readonly (Explanation | undefined)[] {
    return (this.#explanations ??= explanationsOf(this.roleGroup, this.organisation));
  }

  /** Items that nothing explains, in time order. */
  get unexplained(): readonly FirstSeenItem[] {
    return (this.#unexplained ??= this.#items(undefined));
  }

  /** Items with a pattern of the role group's own, in time order. */
  get ofOwnPattern(): readonly FirstSeenItem[] {
    return (this.#ofOwnPattern ??= this.#items('ownPattern'));
  }

  /** Whether a network of the role group is strange to the organisation. */
  isStrange(network: string): boolean {
    let strange = this.#strange.get(network);
    if (strange === undefined) {
      const use = this.roleGroup.networks.find((one) => one.network === network);
      strange = use !== undefined && isStrange(network, use.first, this.roleGroup, this.organisation);
      this.#strange.set(network, strange);
    }
    return strange;
  }

  /** Networks that it first used in `[from, to)`, epoch seconds, and that are strange to the organisation. */
  strangeNetworksIn(from: number, to: number): string[] {
    return this.roleGroup.networks.flatMap(({ network, first }) =>
      first >= from && first < to && this.isStrange(network) ? [network] : [],
    );
  }

  /** Numbers of the role groups, other than this one, that read an item regularly at any time. */
  ownersOf({ id }: FirstSeenItem): number[] {
    const readers = this.organisation.readers.get(id) ?? [];
    return readers.flatMap(({ group }) => (group === this.roleGroup.id ? [] : [group]));
  }

  #items(why: Explanation | undefined): FirstSeenItem[] {
    return this.roleGroup.items.filter((_, index) => this.explanations[index] === why);
  }
}
