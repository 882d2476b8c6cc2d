import { lowerBound } from '../profile/lower-bound.js';
import type { OriginSight, ProfileView } from '../profile/profile.js';

/** An origin that was wholly new to a family when it was first used: its network and its agent alike. */
export interface Stranger {
  readonly name: string;
  /** Index of the member that used it first. */
  readonly member: number;
  /** Buckets within a day of its first use with retrievals from it, ascending, and how many. */
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * The wholly new origins of a family, in the order of their first use. A runner that comes from anywhere has its
 * usual agent, a person at home too, and an SDK that was upgraded comes from the usual network: none of these is
 * wholly new.
 */
export function strangersOf(members: readonly ProfileView[]): Stranger[] {
  const sights = members
    .flatMap((view, member) => view.origins().map((sight) => ({ ...sight, member, ...partsOf(sight) })))
    .sort((a, b) => a.time - b.time || a.member - b.member || (a.name < b.name ? -1 : 1));
  const networks = new Set<string>();
  const agents = new Set<string>();
  const strangers = new Map<string, (typeof sights)[number][]>();
  for (const sight of sights) {
    const known = strangers.get(sight.name);
    if (known !== undefined) known.push(sight);
    else if (!networks.has(sight.network) && !agents.has(sight.agent)) strangers.set(sight.name, [sight]);
    networks.add(sight.network);
    agents.add(sight.agent);
  }
  return Array.from(strangers, ([name, sightings]) => ({
    name,
    member: sightings[0]!.member,
    ...summed(sightings, members),
  }));
}

function partsOf({ name }: OriginSight): { network: string; agent: string } {
  const bar = name.indexOf('|');
  return { network: name.slice(0, bar), agent: name.slice(bar + 1) };
}

/** With what batch calls imply in the same buckets, which no record says more of. */
function summed(
  sightings: readonly (OriginSight & { readonly member: number })[],
  members: readonly ProfileView[],
): { buckets: Uint32Array; counts: Uint32Array } {
  const cells = new Map<number, number>();
  for (const { buckets, retrievals, member } of sightings) {
    const view = members[member]!;
    for (const [index, bucket] of buckets.entries()) {
      const implied = view.unnamed[lowerBound(view.buckets, bucket)] ?? 0;
      cells.set(bucket, (cells.get(bucket) ?? 0) + retrievals[index]! + implied);
    }
  }
  const buckets = Uint32Array.from(cells.keys()).sort();
  return { buckets, counts: buckets.map((bucket) => cells.get(bucket)!) };
}
