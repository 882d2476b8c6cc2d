import { hashNumber } from '../../base/hash-number.js';
import { DAY } from '../../model/time.js';
import { SETTLED } from '../established.js';
import type { FirstSeenItem } from './first-seen-items.js';
import { isIndoors, networkOf } from './networks.js';
import type { RoleGroup } from './role-group.js';

/**
 * What a role group does for the first time: it reads an item, looks at one (`description`), is refused one, comes from a
 * network, uses a tool, or reads the list of secrets.
 */
export const FIRST_KINDS = ['item', 'description', 'refusal', 'network', 'tool', 'listing'] as const;

export type FirstKind = (typeof FIRST_KINDS)[number];

/** One of them. */
export type First = {
  /** Epoch seconds; of a refusal the start of its bucket. */
  readonly time: number;
  /** Index of the session that did it. */
  readonly session: number;
} & (
  | { readonly kind: 'item' | 'refusal' | 'listing' }
  /** `item`: its number (`hashNumber`). */
  | { readonly kind: 'description'; readonly item: number }
  | { readonly kind: 'network' | 'tool'; readonly name: string }
);

/**
 * The firsts of a role group from two days after it began, in time order: before that everything is new.
 * @param items which items count
 */
export function firstsOf(roleGroup: RoleGroup, items: readonly FirstSeenItem[]): First[] {
  const from = roleGroup.began + SETTLED;
  return [
    ...items.map(({ time, session }): First => ({ kind: 'item', time, session })),
    ...firstOrigins(roleGroup),
    ...earliest(lookups(roleGroup, 'description').map((one) => [one.item, { ...one, kind: 'description' }])),
    // One listing of any account is enough: who has read one list knows how.
    ...earliest(
      lookups(roleGroup, 'listing').map(({ time, session }) => [0, { kind: 'listing', time, session }]),
    ),
    ...firstRefusals(roleGroup),
  ]
    .filter(({ time }) => time >= from && time < roleGroup.end)
    .sort((a, b) => a.time - b.time || a.session - b.session);
}

/** The earliest of each by its key. */
function earliest(firsts: Iterable<readonly [string | number, First]>): First[] {
  const known = new Map<string | number, First>();
  for (const [key, first] of firsts) {
    const other = known.get(key);
    if (other === undefined || first.time < other.time) known.set(key, first);
  }
  return [...known.values()];
}

function firstOrigins({ views }: RoleGroup): First[] {
  const networks: [string, First][] = [];
  const tools: [string, First][] = [];
  for (const [session, view] of views.entries()) {
    for (const { name, time } of view.origins()) {
      const network = networkOf(name);
      const tool = name.slice(name.indexOf('|') + 1);
      if (!isIndoors(network)) networks.push([network, { kind: 'network', name: network, time, session }]);
      tools.push([tool, { kind: 'tool', name: tool, time, session }]);
    }
  }
  return [...earliest(networks), ...earliest(tools)];
}

/** Items that a role group looked at, or listed, and when each session first did. */
function lookups(
  { views }: RoleGroup,
  kind: 'description' | 'listing',
): { readonly item: number; readonly time: number; readonly session: number }[] {
  return views.flatMap((view, session) => {
    const { hi, lo, time } = view.contextItems(kind);
    return Array.from(time, (first, at) => ({ item: hashNumber(hi[at]!, lo[at]!), time: first, session }));
  });
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
