import type { HashKey } from '../base/keyed-hash.js';
import type { Identity } from '../model/identity.js';
import { appendIdentity, haveSameFields } from '../profile/identity-record.js';
import { TextArena } from '../profile/text-arena.js';

/** Numbers identities and stores each once, as a record (see profile/identity-record.ts). */
export class IdentityDictionary {
  #identities: Identity[] = [];
  /** The last identity with each key. */
  #lastByKey = new Map<string, number>();
  /** By all fields: identities whose key was already known with other fields. */
  #variants = new Map<string, number>();
  readonly #records = new TextArena();
  readonly #key: HashKey;

  /** @param key of the hashes */
  constructor(key: HashKey) {
    this.#key = key;
  }

  get records(): Uint32Array {
    return this.#records.filled();
  }

  get size(): number {
    return this.#identities.length;
  }

  /** The number of an identity, new if necessary. Records with one key may have different sets of fields. */
  number(identity: Identity, logicalShard: number): number {
    const last = this.#lastByKey.get(identity.key);
    if (last !== undefined && haveSameFields(this.#identities[last]!, identity)) return last;
    const next =
      last === undefined ? this.#append(identity, logicalShard) : this.#variant(identity, logicalShard);
    this.#lastByKey.set(identity.key, next);
    return next;
  }

  /** Removes all identities and keeps the memory. */
  clear(): void {
    this.#identities = [];
    // New maps, for the reason given in NameDictionary.
    this.#lastByKey = new Map();
    this.#variants = new Map();
    this.#records.clear();
  }

  #append(identity: Identity, logicalShard: number): number {
    appendIdentity(this.#records, identity, logicalShard, this.#key);
    return this.#identities.push(identity) - 1;
  }

  #variant(identity: Identity, logicalShard: number): number {
    const { key, arn, type, accountId, issuerArn } = identity;
    const whole = [key, arn, type, accountId, issuerArn].join('\0');
    const known = this.#variants.get(whole);
    if (known !== undefined) return known;
    const next = this.#append(identity, logicalShard);
    this.#variants.set(whole, next);
    return next;
  }
}
