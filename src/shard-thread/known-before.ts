import { hashNumber, textNumber } from '../base/hash-number.js';
import type { HashKey } from '../base/keyed-hash.js';
import { roleGroupKeyOf } from '../model/identity.js';
import { DAY } from '../model/time.js';
import type { FailedOrigin, ProfileView } from '../profile/profile.js';
import {
  type KnownBefore,
  type KnownRequest,
  MOST_READER_DAYS,
  nothingKnown,
  someNames,
} from '../triage/evidence/known-before.js';

/** Where an item or an origin of a request is: the signal, and its index there. */
interface Place {
  readonly signal: number;
  readonly index: number;
}

/**
 * Looks up the items and origins of some signals in the role groups of a shard, in one pass over their state.
 * @param roleGroups at least the identities that `concernedIdentities` tells
 * @param hashKey of the state
 */
export function knownBefore(
  roleGroups: Iterable<readonly ProfileView[]>,
  requests: readonly KnownRequest[],
  hashKey: HashKey,
): KnownBefore[] {
  const lookup = new Lookup(requests, hashKey);
  for (const views of roleGroups) lookup.add(views);
  return lookup.known;
}

class Lookup {
  readonly known: KnownBefore[];
  readonly #requests: readonly KnownRequest[];
  /** By the number of the item. */
  readonly #items: ReadonlyMap<number, readonly Place[]>;
  readonly #networks: ReadonlyMap<string, readonly Place[]>;
  /** Keys of the role groups of each signal. */
  readonly #own: readonly ReadonlySet<string>[];

  constructor(requests: readonly KnownRequest[], hashKey: HashKey) {
    this.known = requests.map(nothingKnown);
    this.#requests = requests;
    this.#items = placesOf(
      requests,
      ({ items }) => items,
      (item) => textNumber(item, hashKey),
    );
    this.#networks = placesOf(requests, ({ origins }) => origins, networkOf);
    this.#own = requests.map(({ identities }) => new Set(identities.map(roleGroupKeyOf)));
  }

  /** Adds what the sessions of one role group say. */
  add(views: readonly ProfileView[]): void {
    const key = roleGroupKeyOf(views[0]!.identity.key);
    const isOwn = this.#own.map((keys) => keys.has(key));
    const days = new Map<Place, Set<number>>();
    const used = new Set<Place>();
    for (const view of views) {
      this.#addItems(view, isOwn, days);
      this.#addOrigins(view, isOwn, used);
    }
    for (const [{ signal, index }, seen] of days) {
      const item = this.known[signal]!.items[index]!;
      item.readers++;
      item.days += Math.min(seen.size, MOST_READER_DAYS);
      item.names = someNames([...item.names, key]);
    }
    for (const { signal, index } of used) this.known[signal]!.origins[index]!.others++;
  }

  /** @param days receives the days on which the role group read items of others' signals before these began */
  #addItems(view: ProfileView, isOwn: readonly boolean[], days: Map<Place, Set<number>>): void {
    const { hi, lo, time } = view.firstSecrets();
    let daysOf: readonly (readonly number[])[] | undefined;
    for (let at = 0; at < time.length; at++) {
      for (const place of this.#items.get(hashNumber(hi[at]!, lo[at]!)) ?? []) {
        const { signal, index } = place;
        const { start } = this.#requests[signal]!;
        if (isOwn[signal]) {
          const item = this.known[signal]!.items[index]!;
          item.first = Math.min(item.first, time[at]!);
        } else if (time[at]! < start) {
          daysOf ??= view.secretDays(MOST_READER_DAYS, Infinity);
          const seen = days.get(place) ?? new Set<number>();
          seen.add(Math.floor(time[at]! / DAY));
          // Of the day of the signal, only a first retrieval has a time.
          for (const day of daysOf[at]!) if ((day + 1) * DAY <= start) seen.add(day);
          days.set(place, seen);
        }
      }
    }
  }

  /** @param used receives the networks of others' signals that the role group used before these began */
  #addOrigins(view: ProfileView, isOwn: readonly boolean[], used: Set<Place>): void {
    // Who called from a network in vain alone does not use it.
    for (const origin of view.origins()) this.#addOrigin(origin, isOwn, used);
    for (const origin of view.failedOrigins()) this.#addOrigin(origin, isOwn, undefined);
  }

  #addOrigin({ name, time }: FailedOrigin, isOwn: readonly boolean[], used: Set<Place> | undefined): void {
    for (const place of this.#networks.get(networkOf(name)) ?? []) {
      const { signal, index } = place;
      const { start, origins } = this.#requests[signal]!;
      if (!isOwn[signal]) {
        if (time < start) used?.add(place);
      } else if (origins[index] === name) {
        const origin = this.known[signal]!.origins[index]!;
        origin.first = Math.min(origin.first, time);
      }
    }
  }
}

function placesOf<Name>(
  requests: readonly KnownRequest[],
  textsOf: (request: KnownRequest) => readonly string[],
  nameOf: (text: string) => Name,
): Map<Name, Place[]> {
  const found = new Map<Name, Place[]>();
  for (const [signal, request] of requests.entries()) {
    for (const [index, text] of textsOf(request).entries()) {
      const name = nameOf(text);
      const at = found.get(name) ?? [];
      at.push({ signal, index });
      found.set(name, at);
    }
  }
  return found;
}

/** `NETWORK|AGENT` → `NETWORK` */
export function networkOf(origin: string): string {
  return origin.slice(0, origin.lastIndexOf('|'));
}
