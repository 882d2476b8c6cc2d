import { hashNumber } from '../../base/hash-number.js';
import type { ContextKind } from '../../model/context-kind.js';
import { DAY } from '../../model/time.js';
import type { ProfileView } from '../../profile/profile.js';
import { SETTLED } from '../established.js';
import type { FirstSeenItem } from './first-seen-items.js';
import { usesByKey } from './key-uses.js';
import { agentOf, isIndoors, networkOf } from './networks.js';
import type { RoleGroup } from './role-group.js';

/**
 * What a role group does for the first time: it reads an item, looks at one (`description`), is refused one, comes from a
 * network, uses a tool, uses a temporary key in a further network (`key`), or reads the list of secrets. Whether a call failed
 * does not matter for where it came from, nor whether a look was denied: who tries is there.
 */
export const FIRST_KINDS = ['item', 'description', 'refusal', 'network', 'tool', 'listing', 'key'] as const;

export type FirstKind = (typeof FIRST_KINDS)[number];

/** One of them. */
export type First = {
  /** Epoch seconds; of a refusal the start of its bucket. */
  readonly time: number;
  /** Index of the session that did it. */
  readonly session: number;
} & (
  | { readonly kind: 'item' | 'refusal' | 'listing' | 'key' }
  /** `item`: its number (`hashNumber`). */
  | { readonly kind: 'description'; readonly item: number }
  | { readonly kind: 'network' | 'tool'; readonly name: string }
);

/**
 * The firsts of a role group from two days after it began, in time order: before that everything is new.
 * @param items which items count
 */
export function firstsOf(roleGroup: RoleGroup, items: readonly FirstSeenItem[]): First[] {
  const { views, began, end } = roleGroup;
  const from = began + SETTLED;
  return [
    ...items.map(({ time, session }): First => ({ kind: 'item', time, session })),
    ...tried(
      views,
      (view) => view.origins(),
      (view) => view.failedOrigins(),
      ({ name, time }, session) => originFirsts(name, time, session),
    ),
    ...tried(
      views,
      (view) => lookups(view, 'description'),
      (view) => lookups(view, 'deniedDescription'),
      ({ item, time }, session) => [[`${item}`, { kind: 'description', item, time, session }]],
    ),
    // One listing of any account is enough: who has read one list knows how.
    ...tried(
      views,
      (view) => lookups(view, 'listing'),
      (view) => lookups(view, 'deniedListing'),
      ({ time }, session) => [['', { kind: 'listing', time, session }]],
    ),
    ...firstRefusals(roleGroup),
    ...movedKeys(roleGroup),
  ]
    .filter(({ time }) => time >= from && time < end)
    .sort((a, b) => a.time - b.time || a.session - b.session);
}

/**
 * The first success of each key, and the first failure where it came before: a call that failed must not hide one that
 * succeeds later.
 */
function tried<One>(
  views: readonly ProfileView[],
  succeeded: (view: ProfileView) => readonly One[],
  failed: (view: ProfileView) => readonly One[],
  firsts: (one: One, session: number) => readonly (readonly [key: string, First])[],
): First[] {
  const earliestOf = (all: typeof succeeded): Map<string, First> =>
    earliest(views.flatMap((view, session) => all(view).flatMap((one) => firsts(one, session))));
  const successes = earliestOf(succeeded);
  const failures = [...earliestOf(failed)].filter(
    ([key, { time }]) => time < (successes.get(key)?.time ?? Infinity),
  );
  return [...successes.values(), ...failures.map(([, first]) => first)];
}

/** The earliest of each by its key. */
function earliest(firsts: Iterable<readonly [string, First]>): Map<string, First> {
  const known = new Map<string, First>();
  for (const [key, first] of firsts) {
    const other = known.get(key);
    if (other === undefined || first.time < other.time) known.set(key, first);
  }
  return known;
}

function originFirsts(name: string, time: number, session: number): (readonly [string, First])[] {
  const network = networkOf(name);
  const tool = agentOf(name);
  const ofTool = [`tool ${tool}`, { kind: 'tool', name: tool, time, session }] as const;
  return isIndoors(network)
    ? [ofTool]
    : [ofTool, [`network ${network}`, { kind: 'network', name: network, time, session }]];
}

/** Items that a session looked at, or listed, and when first. */
function lookups(view: ProfileView, kind: ContextKind): { readonly item: number; readonly time: number }[] {
  const { hi, lo, time } = view.contextItems(kind);
  return Array.from(time, (first, at) => ({ item: hashNumber(hi[at]!, lo[at]!), time: first }));
}

/** The first use of each temporary key in each further network. */
function movedKeys({ views }: RoleGroup): First[] {
  return views.flatMap((view, session) =>
    [...usesByKey(view).values()].flatMap((uses) => {
      const networks = new Map<string, number>();
      for (const { network, time } of uses) {
        if (!isIndoors(network)) networks.set(network, Math.min(networks.get(network) ?? Infinity, time));
      }
      const times = [...networks.values()].sort((a, b) => a - b);
      return times.slice(1).map((time): First => ({ kind: 'key', time, session }));
    }),
  );
}

/** Refused items are numbered by session, so an item that two sessions are refused counts twice. */
function firstRefusals({ views, bucketDuration }: RoleGroup): First[] {
  return views.flatMap((view, session) => {
    const { buckets, starts, items, itemCount } = view.refusedItems();
    const known = new Uint8Array(itemCount);
    const firsts: First[] = [];
    for (let at = 0; at < buckets.length; at++) {
      for (const item of items.subarray(starts[at], starts[at + 1])) {
        if (known[item] === 1) continue;
        known[item] = 1;
        firsts.push({ kind: 'refusal', time: buckets[at]! * bucketDuration, session });
      }
    }
    return firsts;
  });
}

/** Length of the windows that firsts are counted in, seconds. */
export const FIRSTS_WINDOW = DAY;

/** The firsts of each window that has any, by the number of the window; windows begin `offset` seconds after midnight. */
export function byWindow(firsts: readonly First[], offset: number): ReadonlyMap<number, readonly First[]> {
  const windows = new Map<number, First[]>();
  for (const first of firsts) {
    const window = Math.floor((first.time - offset) / FIRSTS_WINDOW);
    const known = windows.get(window);
    if (known === undefined) windows.set(window, [first]);
    else known.push(first);
  }
  return windows;
}
