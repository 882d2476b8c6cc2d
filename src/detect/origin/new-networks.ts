import { lowerBound } from '../../base/lower-bound.js';
import { EARLY, type OriginObservation, type ProfileView } from '../../profile/profile.js';

export interface Reader {
  readonly session: number;
  readonly bucket: number;
  readonly count: number;
}

/** A network that was new to a family when it was first used. */
export interface NewNetwork {
  /** Whether an agent was new too: any that came from there in the first days. */
  readonly isWhollyNew: boolean;
  /** What each member had from it in each of those buckets. */
  readonly readers: readonly Reader[];
  /** Buckets within two days of its first use with retrievals from it, ascending, and how many. */
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * The networks that were new to a family, in the order of their first use, up to bucket `to`. A runner that comes
 * from anywhere has its usual agent, a person at home too: they are new, but not wholly. An SDK that was upgraded
 * comes from the usual network and is no stranger at all. Which agent comes first says nothing: whoever looks around
 * with one tool may read with another.
 */
export function newNetworksOf(
  sessions: readonly ProfileView[],
  bucketDuration: number,
  to: number,
): NewNetwork[] {
  const observations = sessions
    .flatMap((view, session) =>
      view.origins().map((observation) => ({ ...observation, session, ...partsOf(observation) })),
    )
    .filter(({ time }) => time < to * bucketDuration)
    .sort((a, b) => a.time - b.time || a.session - b.session || (a.name < b.name ? -1 : 1));
  const agents = new Set<string>();
  const newNetworks = new Map<
    string,
    { time: number; isWhollyNew: boolean; observations: (typeof observations)[number][] }
  >();
  for (const observation of observations) {
    const isNewAgent = !agents.has(observation.agent);
    agents.add(observation.agent);
    const known = newNetworks.get(observation.network);
    if (known === undefined) {
      newNetworks.set(observation.network, {
        time: observation.time,
        isWhollyNew: isNewAgent,
        observations: [observation],
      });
    } else if (observation.time < known.time + EARLY) {
      known.observations.push(observation);
      known.isWhollyNew ||= isNewAgent;
    }
  }
  return Array.from(newNetworks.values(), ({ isWhollyNew, observations }) => ({
    isWhollyNew,
    ...summed(observations, sessions, Math.ceil(EARLY / bucketDuration), to),
  })).filter(({ buckets }) => buckets.length > 0);
}

function partsOf({ name }: OriginObservation): { network: string; agent: string } {
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
  observations: readonly (OriginObservation & { readonly session: number })[],
  sessions: readonly ProfileView[],
  early: number,
  to: number,
): Pick<NewNetwork, 'buckets' | 'counts' | 'readers'> {
  let first = Infinity;
  for (const { buckets } of observations) first = Math.min(first, buckets[0] ?? Infinity);
  const readers = observations.flatMap(({ buckets, retrievals, session }) => {
    const view = sessions[session]!;
    return Array.from(buckets, (bucket, index): Reader => {
      const implied = view.unnamed[lowerBound(view.buckets, bucket)] ?? 0;
      return { session, bucket, count: retrievals[index]! + implied };
    }).filter(({ bucket }) => bucket < first + early && bucket < to);
  });
  const cells = new Map<number, number>();
  for (const { bucket, count } of readers) cells.set(bucket, (cells.get(bucket) ?? 0) + count);
  const buckets = Uint32Array.from(cells.keys()).sort();
  return { buckets, counts: buckets.map((bucket) => cells.get(bucket)!), readers };
}

/** The member that had most from a stranger in buckets `[start, end)`; of several the first. */
export function mainReader({ readers }: NewNetwork, start: number, end: number): number {
  const counts = new Map<number, number>();
  for (const { session, bucket, count } of readers) {
    if (bucket >= start && bucket < end) counts.set(session, (counts.get(session) ?? 0) + count);
  }
  let best = -1;
  for (const [session, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && session < best)) best = session;
  }
  return best;
}
