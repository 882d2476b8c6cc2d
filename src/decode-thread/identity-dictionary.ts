import type { Identity } from '../model/identity.js';
import { appendIdentity, haveSameFields } from '../profile/identity-record.js';
import { TextArena } from '../profile/text-arena.js';

/** Identities, each once, as records (see profile/identity-record.ts). */
export class IdentityDictionary {
  #identities: Identity[] = [];
  /** By key, the last one met. */
  #lastByKey = new Map<string, number>();
  /** By all fields, those that came when their key was known already. */
  #variants = new Map<string, number>();
  readonly #records = new TextArena();

  get records(): Uint32Array {
    return this.#records.filled();
  }

  get size(): number {
    return this.#identities.length;
  }

  /** The number of an identity, a new one if need be. Records of one key may know different amounts about it. */
  number(identity: Identity, logicalShard: number): number {
    const last = this.#lastByKey.get(identity.key);
    if (last !== undefined && haveSameFields(this.#identities[last]!, identity)) return last;
    const next =
      last === undefined ? this.#append(identity, logicalShard) : this.#variant(identity, logicalShard);
    this.#lastByKey.set(identity.key, next);
    return next;
  }

  /** Forgets all identities and keeps their memory. */
  clear(): void {
    this.#identities = [];
    // New ones, as in NameDictionary.
    this.#lastByKey = new Map();
    this.#variants = new Map();
    this.#records.clear();
  }

  #append(identity: Identity, logicalShard: number): number {
    appendIdentity(this.#records, identity, logicalShard);
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
