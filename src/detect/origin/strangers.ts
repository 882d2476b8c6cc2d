import { lowerBound } from '../../profile/lower-bound.js';
import { EARLY, type OriginSight, type ProfileView } from '../../profile/profile.js';

export interface Reader {
  readonly member: number;
  readonly bucket: number;
  readonly count: number;
}

/** An origin whose network was new to a family when it was first used. */
export interface Stranger {
  readonly name: string;
  /** Whether its agent was new too. */
  readonly isWhollyNew: boolean;
  /** What each member had from it in each of those buckets. */
  readonly readers: readonly Reader[];
  /** Buckets within two days of its first use with retrievals from it, ascending, and how many. */
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * The origins of a family that came from a new network, in the order of their first use. A runner that comes from
 * anywhere has its usual agent, a person at home too: they are new, but not wholly. An SDK that was upgraded comes
 * from the usual network and is no stranger at all.
 */
export function strangersOf(members: readonly ProfileView[], bucketDuration: number): Stranger[] {
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
    ...summed(sightings, members, Math.ceil(EARLY / bucketDuration)),
  }));
}

function partsOf({ name }: OriginSight): { network: string; agent: string } {
  const bar = name.indexOf('|');
  const network = name.slice(0, bar);
  return { network: PRIVATE.test(network) ? 'private' : network, agent: name.slice(bar + 1) };
}

/** Networks inside VPCs (RFC 1918): a service that moves to another subnet is where it was. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/**
 * The first days of all members' sightings together, with what batch calls imply in the same buckets, which no
 * record says more of.
 */
function summed(
  sightings: readonly (OriginSight & { readonly member: number })[],
  members: readonly ProfileView[],
  early: number,
): Pick<Stranger, 'buckets' | 'counts' | 'readers'> {
  const first = Math.min(...sightings.map(({ buckets }) => buckets[0] ?? Infinity));
  const readers = sightings.flatMap(({ buckets, retrievals, member }) => {
    const view = members[member]!;
    return Array.from(buckets, (bucket, index): Reader => {
      const implied = view.unnamed[lowerBound(view.buckets, bucket)] ?? 0;
      return { member, bucket, count: retrievals[index]! + implied };
    }).filter(({ bucket }) => bucket < first + early);
  });
  const cells = new Map<number, number>();
  for (const { bucket, count } of readers) cells.set(bucket, (cells.get(bucket) ?? 0) + count);
  const buckets = Uint32Array.from(cells.keys()).sort();
  return { buckets, counts: buckets.map((bucket) => cells.get(bucket)!), readers };
}

/** The member that had most from a stranger in buckets `[start, end)`; of several the first. */
export function mainReader({ readers }: Stranger, start: number, end: number): number {
  const counts = new Map<number, number>();
  for (const { member, bucket, count } of readers) {
    if (bucket >= start && bucket < end) counts.set(member, (counts.get(member) ?? 0) + count);
  }
  let best = -1;
  for (const [member, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && member < best)) best = member;
  }
  return best;
}
