import { lowerBound } from '../../base/lower-bound.js';
import { CLOUD_SHELL } from '../../decode/cloudtrail/agent-family.js';
import { EARLY, type OriginObservation, type ProfileView } from '../../profile/profile.js';
import { agentOf, networkOf } from './networks.js';

/** Retrievals of one session in one bucket. */
interface SessionCount {
  readonly session: number;
  readonly bucket: number;
  readonly count: number;
}

/** A network that was new to a role group when it was first used. */
export interface NewNetwork {
  /** Such as `203.0.113.0/24`; `private` for all private addresses. */
  readonly network: string;
  /** Whether an agent was new too: any that was used from there in the first two days. */
  readonly isWhollyNew: boolean;
  /** Whether it was only used with the shell in the console. */
  readonly isCloudShell: boolean;
  /** Retrievals of each session from it in each of the buckets below. */
  readonly counted: readonly SessionCount[];
  /** Buckets within two days of its first use with retrievals from it, ascending, and their counts. */
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * The networks that were new to a role group, in the order of their first use, up to bucket `to`. A build runner that
 * comes from changing networks has its usual agent, and so has a person at home: their networks are new, but not
 * wholly. An upgraded SDK in the usual network is no new network at all. The order of the agents does not matter,
 * because an intruder may look around with one tool and retrieve with another.
 * @param isWanted networks that it rejects are left out
 */
export function newNetworksOf(
  views: readonly ProfileView[],
  bucketDuration: number,
  to: number,
  isWanted: (network: string) => boolean,
): NewNetwork[] {
  const observations = views
    .flatMap((view, session) =>
      view.origins().map((observation) => ({
        observation,
        session,
        time: observation.time,
        name: observation.name,
        ...partsOf(observation),
      })),
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
  return [...newNetworks]
    .filter(([network]) => isWanted(network))
    .map(([network, { isWhollyNew, observations }]) => ({
      network,
      isWhollyNew,
      isCloudShell: observations.every(({ agent }) => agent === CLOUD_SHELL),
      ...countsOf(observations, views, Math.ceil(EARLY / bucketDuration), to),
    }))
    .filter(({ buckets }) => buckets.length > 0);
}

function partsOf({ name }: OriginObservation): { network: string; agent: string } {
  return { network: networkOf(name), agent: agentOf(name) };
}

/**
 * The retrievals of all sessions from a network within its first `early` buckets, with those that batch calls imply in
 * the same buckets: no record says where they came from.
 */
function countsOf(
  observations: readonly { readonly observation: OriginObservation; readonly session: number }[],
  views: readonly ProfileView[],
  early: number,
  to: number,
): Pick<NewNetwork, 'buckets' | 'counts' | 'counted'> {
  let first = Infinity;
  for (const { observation } of observations) first = Math.min(first, observation.buckets[0] ?? Infinity);
  const counted = observations.flatMap(({ observation, session }) => {
    const { buckets, retrievals } = observation;
    const view = views[session]!;
    return Array.from(buckets, (bucket, index): SessionCount => {
      const implied = view.unnamed[lowerBound(view.buckets, bucket)] ?? 0;
      return { session, bucket, count: retrievals[index]! + implied };
    }).filter(({ bucket }) => bucket < first + early && bucket < to);
  });
  const cells = new Map<number, number>();
  for (const { bucket, count } of counted) cells.set(bucket, (cells.get(bucket) ?? 0) + count);
  const buckets = Uint32Array.from(cells.keys()).sort();
  return { buckets, counts: buckets.map((bucket) => cells.get(bucket)!), counted };
}

/** The session with most retrievals from the network in buckets `[start, end)`; of equal ones the first. */
export function mainSession({ counted }: NewNetwork, start: number, end: number): number {
  const counts = new Map<number, number>();
  for (const { session, bucket, count } of counted) {
    if (bucket >= start && bucket < end) counts.set(session, (counts.get(session) ?? 0) + count);
  }
  let best = -1;
  for (const [session, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && session < best)) best = session;
  }
  return best;
}
