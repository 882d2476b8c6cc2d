import type { Identity } from '../model/identity.js';

/**
 * The identities that a store holds, each with a dense number (its owner number in the other tables) and the
 * section of the state that it belongs to.
 */
export class IdentityTable {
  readonly #owners = new Map<string, number>();
  readonly #identities: Identity[] = [];
  readonly #sections: number[] = [];

  get size(): number {
    return this.#identities.length;
  }

  /**
   * The owner number of an identity. Records of one key may know different amounts about it, so each field
   * keeps the greatest text seen, which makes this a join.
   */
  add(identity: Identity, section: number): number {
    const owner = this.#owners.get(identity.key);
    if (owner === undefined) {
      const next = this.#identities.length;
      this.#owners.set(identity.key, next);
      this.#identities.push(identity);
      this.#sections.push(section);
      return next;
    }
    const known = this.#identities[owner]!;
    if (!sameFields(known, identity)) {
      this.#identities[owner] = {
        key: known.key,
        arn: greater(known.arn, identity.arn),
        type: greater(known.type, identity.type),
        accountId: greater(known.accountId, identity.accountId),
        issuerArn: greater(known.issuerArn, identity.issuerArn),
      };
    }
    return owner;
  }

  identity(owner: number): Identity {
    return this.#identities[owner]!;
  }

  section(owner: number): number {
    return this.#sections[owner]!;
  }

  /** Owner numbers sorted by key (code units), all or those of one section. */
  sorted(section?: number): number[] {
    const owners: number[] = [];
    for (let owner = 0; owner < this.#identities.length; owner++) {
      if (section === undefined || this.#sections[owner] === section) owners.push(owner);
    }
    return owners.sort((a, b) => (this.identity(a).key < this.identity(b).key ? -1 : 1));
  }
}

function sameFields(a: Identity, b: Identity): boolean {
  return a.arn === b.arn && a.type === b.type && a.accountId === b.accountId && a.issuerArn === b.issuerArn;
}

function greater(a: string, b: string): string {
  return a > b ? a : b;
}
