/*
 * What the state knows of the items and origins of a signal: asked of each shard, answered in parts that are joined.
 */

/** A signal to look up. */
export interface KnownRequest {
  /** Keys of its identities. */
  readonly identities: readonly string[];
  /** When the signal began, epoch seconds. */
  readonly start: number;
  /** Keys of the items, and origins (`NETWORK|AGENT`), to look up. */
  readonly items: readonly string[];
  readonly origins: readonly string[];
}

/** What was known of the items and origins of one signal, in the order of the request. */
export interface KnownBefore {
  readonly items: KnownItem[];
  readonly origins: KnownOrigin[];
}

export interface KnownItem {
  /** When the role groups of the signal first read it, epoch seconds; Infinity where none did. */
  first: number;
  /** Other role groups that read it before the signal. */
  readers: number;
  /** Days on which they did, at most `MOST_READER_DAYS` of each. */
  days: number;
  /** Keys of some of them, sorted, at most `MOST_NAMED_READERS`. */
  names: readonly string[];
}

export interface KnownOrigin {
  /** When the role groups of the signal first used it, epoch seconds; Infinity where none did. */
  first: number;
  /** Other role groups that used its network before the signal. */
  others: number;
}

export const MOST_READER_DAYS = 32;
export const MOST_NAMED_READERS = 5;

export function nothingKnown({ items, origins }: KnownRequest): KnownBefore {
  return {
    items: items.map(() => ({ first: Infinity, readers: 0, days: 0, names: [] })),
    origins: origins.map(() => ({ first: Infinity, others: 0 })),
  };
}

/** Adds what another shard knows. No role group is in two shards, so counts add up. */
export function addKnown(known: KnownBefore, other: KnownBefore): void {
  for (const [index, item] of known.items.entries()) {
    const { first, readers, days, names } = other.items[index]!;
    item.first = Math.min(item.first, first);
    item.readers += readers;
    item.days += days;
    item.names = someNames([...item.names, ...names]);
  }
  for (const [index, origin] of known.origins.entries()) {
    const { first, others } = other.origins[index]!;
    origin.first = Math.min(origin.first, first);
    origin.others += others;
  }
}

export function someNames(names: readonly string[]): string[] {
  return [...names].sort().slice(0, MOST_NAMED_READERS);
}
