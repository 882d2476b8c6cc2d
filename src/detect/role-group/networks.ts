import { DAY } from '../../model/time.js';
import { isPrivateNetwork } from '../../decode/cloudtrail/origin.js';
import type { ProfileView } from '../../profile/profile.js';

/** The one network that stands for all private addresses. */
const PRIVATE = 'private';
/** Days after the first use of a network that its mask covers, the first included. */
const MASK_DAYS = 32;

/** A network that a role group called from. */
export interface NetworkHistory {
  /** Such as `203.0.113.0/24`, `vpce-0a1b2c3d4e5f67890`, `lambda.amazonaws.com`, or `private`. */
  readonly network: string;
  /** First use by any session, epoch seconds. */
  readonly first: number;
  /** Days (since the epoch) of its first 32 there on which it was used, ascending. */
  readonly days: readonly number[];
}

/** @returns in the order of their first use; of equal ones by name */
export function networksOf(
  views: readonly ProfileView[],
  bucketDuration: number,
  to: number,
): NetworkHistory[] {
  const end = to * bucketDuration;
  const networks = new Map<string, { first: number; days: Set<number> }>();
  for (const view of views) {
    for (const { name, time, days } of view.origins()) {
      if (time >= end) continue;
      const network = networkOf(name);
      const known = networks.get(network) ?? { first: Infinity, days: new Set() };
      known.first = Math.min(known.first, time);
      for (const day of daysOfUse(time, days)) if (day * DAY < end) known.days.add(day);
      networks.set(network, known);
    }
  }
  return Array.from(networks, ([network, { first, days }]): NetworkHistory => ({
    network,
    first,
    days: [...days].sort((a, b) => a - b),
  })).sort(byFirst);
}

/** Days (since the epoch) on which an origin was used. @param days as `OriginObservation.days` @param first epoch seconds */
export function daysOfUse(first: number, days: number): number[] {
  const firstDay = Math.floor(first / DAY);
  return Array.from({ length: MASK_DAYS }, (_, day) => firstDay + day).filter((_, day) => (days >>> day) & 1);
}

/**
 * The networks of failed calls, each with the day of its first one alone.
 * @param end epoch seconds
 * @returns in the order of the first failed call; of equal ones by name
 */
export function failedNetworksOf(views: readonly ProfileView[], end: number): NetworkHistory[] {
  const networks = new Map<string, number>();
  for (const { name, time } of views.flatMap((view) => view.failedOrigins())) {
    if (time >= end) continue;
    const network = networkOf(name);
    networks.set(network, Math.min(networks.get(network) ?? Infinity, time));
  }
  return Array.from(networks, ([network, first]) => ({
    network,
    first,
    days: [Math.floor(first / DAY)],
  })).sort(byFirst);
}

function byFirst(a: NetworkHistory, b: NetworkHistory): number {
  return a.first - b.first || (a.network < b.network ? -1 : 1);
}

/** When the last known day of a network began, epoch seconds; Infinity where its days are known no longer. */
function lastUse({ first, days }: NetworkHistory): number {
  const last = days.at(-1)!;
  return last - Math.floor(first / DAY) >= MASK_DAYS - 1 ? Infinity : last * DAY;
}

/** Seconds within which networks are left that are left for another one. */
const LEAVING = 3 * DAY;

/** Whether a role group left all its networks from before a time, epoch seconds, and had any. */
export function hasLeft(networks: readonly NetworkHistory[], time: number): boolean {
  const before = networks.filter(({ first }) => first < time);
  return before.length > 0 && before.every((one) => lastUse(one) < time + LEAVING);
}

/** An agent that a role group called with. */
export interface AgentHistory {
  readonly agent: string;
  /** First use by any session, epoch seconds. */
  readonly first: number;
}

/** @returns those first used before `end` (epoch seconds), by name */
export function agentsOf(views: readonly ProfileView[], end: number): AgentHistory[] {
  const agents = new Map<string, number>();
  for (const view of views) {
    for (const { name, time } of view.origins()) {
      const agent = agentOf(name);
      if (time < end) agents.set(agent, Math.min(agents.get(agent) ?? Infinity, time));
    }
  }
  return Array.from(agents, ([agent, first]) => ({ agent, first })).sort((a, b) =>
    a.agent < b.agent ? -1 : 1,
  );
}

/** The network of an origin, `NETWORK|AGENT`; all private ones are one. */
export function networkOf(origin: string): string {
  const network = origin.slice(0, origin.indexOf('|'));
  return isPrivateNetwork(network) ? PRIVATE : network;
}

/** The agent of an origin, `NETWORK|AGENT`. */
export function agentOf(origin: string): string {
  return origin.slice(origin.indexOf('|') + 1);
}

/** The block of addresses that a network lies in, by the first part of its address: providers own whole blocks. */
export function blockOf(network: string): string {
  return /^[^.:]*/.exec(network)![0];
}

/** Whether a network is a VPC endpoint. */
export function isEndpoint(network: string): boolean {
  return network.startsWith('vpce-');
}

/** Whether a network says nothing about where a caller is: a private address, or an AWS service that calls for it. */
export function isIndoors(network: string): boolean {
  return (
    network === PRIVATE || network === '-' || network.endsWith('.amazonaws.com') || network === 'aws internal'
  );
}
