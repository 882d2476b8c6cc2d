import type { LabCall } from '../../lab-scenario.js';
import { rangeOf } from '../addresses.js';
import { DAY } from '../draw.js';
import { networkOf, type Usage } from './usage.js';

/** With so many networks of its own, one more is nothing new by itself. */
const MANY_NETWORKS = 8;

/**
 * How much the places of a theft stand out: 2 for a network that nobody in the organisation uses, 1 for one that only
 * others use. People travel, so that one more home or mobile line of a person is 1. Those with ever-changing addresses
 * stand out only by another kind of range, or by moving faster than ever.
 */
export function placePoints(stolen: readonly LabCall[], ordinary: readonly LabCall[], usage: Usage): number {
  const own = new Set(ordinary.map(network));
  const ranges = new Set(ordinary.map(range));
  const foreign = stolen.filter((call) => !own.has(network(call)));
  if (foreign.length === 0) return 0;
  if (hasty(stolen, ordinary)) return 2;
  const unknown = foreign.filter((call) => !usage.allNetworks.has(network(call)));
  const otherRange = foreign.some((call) => !ranges.has(range(call)));
  if (unknown.length === 0) return own.size >= MANY_NETWORKS && !otherRange ? 0 : 1;
  const people = ranges.has('home') || ranges.has('mobile');
  if (people && !otherRange) return own.size >= MANY_NETWORKS ? 0 : 1;
  return own.size < MANY_NETWORKS || otherRange ? 2 : 0;
}

/** More networks in one day than three times the most on any ordinary day, and five at least. */
function hasty(stolen: readonly LabCall[], ordinary: readonly LabCall[]): boolean {
  return mostInOneDay(stolen) >= Math.max(5, 3 * mostInOneDay(ordinary));
}

function mostInOneDay(calls: readonly LabCall[]): number {
  const days = new Map<number, Set<string>>();
  for (const call of calls) {
    const day = Math.floor(call.time / DAY);
    let networks = days.get(day);
    if (networks === undefined) days.set(day, (networks = new Set()));
    networks.add(network(call));
  }
  return Math.max(0, ...[...days.values()].map(({ size }) => size));
}

function network({ address, vpcEndpointId }: LabCall): string {
  return networkOf(address, vpcEndpointId);
}

function range({ address, vpcEndpointId }: LabCall): string {
  return vpcEndpointId === null ? rangeOf(address) : 'endpoint';
}
