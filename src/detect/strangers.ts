import { lowerBound } from '../profile/lower-bound.js';
import type { OriginSight, ProfileView } from '../profile/profile.js';

/** An origin whose network was new to a family when it was first used. */
export interface Stranger {
  readonly name: string;
  /** Whether its agent was new too. */
  readonly isWhollyNew: boolean;
  /** Index of the member that used it first. */
  readonly member: number;
  /** Buckets within a day of its first use with retrievals from it, ascending, and how many. */
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * The origins of a family that came from a new network, in the order of their first use. A runner that comes from
 * anywhere has its usual agent, a person at home too: they are new, but not wholly. An SDK that was upgraded comes
 * from the usual network and is no stranger at all.
 */
export function strangersOf(members: readonly ProfileView[]): Stranger[] {
  const sights = members
    .flatMap((view, member) => view.origins().map((sight) => ({ ...sight, member, ...partsOf(sight) })))
    .sort((a, b) => a.time - b.time || a.member - b.member || (a.name < b.name ? -1 : 1));
  const networks = new Set<string>();
  const agents = new Set<string>();
  const strangers = new Map<string, { isWhollyNew: boolean; sightings: (typeof sights)[number][] }>();
  for (const sight of sights) {
    const known = strangers.get(sight.name);
    if (known !== undefined) known.sightings.push(sight);
    else if (!networks.has(sight.network)) {
      strangers.set(sight.name, { isWhollyNew: !agents.has(sight.agent), sightings: [sight] });
    }
    networks.add(sight.network);
    agents.add(sight.agent);
  }
  return Array.from(strangers, ([name, { isWhollyNew, sightings }]) => ({
    name,
    isWhollyNew,
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
