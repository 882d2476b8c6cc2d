import type { Rng } from '../draw/rng.js';
import { RANGES, RANGES6, type Network } from './ranges.js';

/** A country where people live: its time zone, home networks and mobile networks. */
export interface Country {
  readonly name: string;
  readonly zone: number;
  readonly isps: readonly Network[];
  readonly mobile: readonly Network[];
}

/** Countries, by the offset from UTC that is used all the period. */
export const COUNTRIES: readonly Country[] = [
  { name: 'us-east', zone: -5, isps: ['comcast', 'verizon', 'spectrum'], mobile: ['tmobile', 'vzw'] },
  { name: 'us-west', zone: -8, isps: ['comcast', 'spectrum'], mobile: ['tmobile', 'vzw'] },
  { name: 'de', zone: 1, isps: ['telekom', 'vodafone'], mobile: ['telekommobile'] },
  { name: 'uk', zone: 0, isps: ['bt', 'sky'], mobile: ['eemobile'] },
  { name: 'fr', zone: 1, isps: ['orange', 'free'], mobile: ['orange'] },
  { name: 'nl', zone: 1, isps: ['kpn'], mobile: ['kpn'] },
  { name: 'pl', zone: 1, isps: ['orangepl'], mobile: ['orangepl'] },
  { name: 'in', zone: 5.5, isps: ['airtel', 'jio'], mobile: ['jiomobile'] },
  { name: 'br', zone: -3, isps: ['claro'], mobile: ['claro'] },
  { name: 'au', zone: 10, isps: ['telstra'], mobile: ['telstra'] },
  { name: 'ph', zone: 8, isps: ['pldt'], mobile: ['pldt'] },
  { name: 'ua', zone: 2, isps: ['kyivstar'], mobile: ['kyivstar'] },
];

/** A random address of a network. */
export function addressOf(rng: Rng, network: Network): string {
  const range = rng.pick(RANGES[network].split(' '));
  const [a, b, c] = range.split('.') as [string, string, string | undefined];
  const [low, high] = b.split('-').map(Number) as [number, number | undefined];
  const second = high === undefined ? low : rng.int(low, high);
  return `${a}.${second}.${c ?? rng.int(0, 255)}.${rng.int(1, 254)}`;
}

/** A random address in the same /24, or the same /64 for IPv6. */
export function neighbour(rng: Rng, address: string): string {
  if (address.includes(':')) return `${address.split(':').slice(0, 4).join(':')}:${tail6(rng)}`;
  return `${address.slice(0, address.lastIndexOf('.'))}.${rng.int(1, 254)}`;
}

/** A random IPv6 address of a network, or an IPv4 address where it has none. */
export function address6Of(rng: Rng, network: Network): string {
  const prefix = RANGES6[network];
  if (prefix === undefined) return addressOf(rng, network);
  const groups = prefix.split(':').filter((group) => group !== '');
  while (groups.length < 4) groups.push(group6(rng));
  return `${groups.join(':')}:${tail6(rng)}`;
}

/** A private address in a /16 such as `10.12`. */
export function privateAddress(rng: Rng, prefix: string): string {
  return `${prefix}.${rng.int(0, 255)}.${rng.int(4, 250)}`;
}

/** The network of an Amazon region; regions without a range of their own get another one. */
export function awsNetwork(region: string): Network {
  const network = `aws ${region}`;
  return network in RANGES ? (network as Network) : 'aws us-east-1';
}

function group6(rng: Rng): string {
  return rng.int(0x1000, 0xffff).toString(16);
}

function tail6(rng: Rng): string {
  return [group6(rng), group6(rng), group6(rng), group6(rng)].join(':');
}
