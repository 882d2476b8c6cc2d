import type { Random } from '../../../../src/simulate/random.js';
import { hex } from './draw.js';

/** First octets, or first two, of the ranges that addresses are drawn from. */
const RANGES = {
  aws: [
    '3',
    '13.48',
    '13.53',
    '15.188',
    '16.16',
    '18',
    '34.240',
    '34.248',
    '35.156',
    '35.180',
    '44',
    '52',
    '54',
  ],
  azure: ['4.180', '4.227', '13.64', '13.91', '20', '40.74', '51.104', '52.160', '172.176', '172.183'],
  google: ['34.23', '34.74', '34.138', '35.185', '35.196', '35.237', '104.196'],
  home: [
    '24',
    '62.155',
    '71',
    '73',
    '78.94',
    '84.115',
    '86.12',
    '91.64',
    '98',
    '106.51',
    '122.171',
    '177.32',
    '188.98',
    '201.17',
  ],
  mobile: [
    '2.200',
    '37.84',
    '46.114',
    '80.187',
    '92.40',
    '100.128',
    '166.137',
    '172.56',
    '174.192',
    '179.102',
  ],
  company: ['62.96', '80.146', '132.147', '156.54', '193.108', '194.25', '203.116', '212.184', '217.5'],
  hosting: [
    '5.9',
    '45.32',
    '45.76',
    '51.38',
    '51.77',
    '88.198',
    '95.216',
    '104.131',
    '116.202',
    '135.181',
    '138.68',
    '139.162',
    '146.59',
    '149.28',
    '159.65',
    '165.22',
    '167.99',
    '172.104',
    '185.220',
    '193.32',
    '206.189',
  ],
} as const;

export type Range = keyof typeof RANGES;

/** The first two octets of a network in a range: `52.17`. */
export function network16(random: Random, range: Range): string {
  const start = random.pick(RANGES[range]);
  return start.includes('.') ? start : `${start}.${random.between(1, 254)}`;
}

/** The first three octets of a network in a range: `52.17.8`. */
export function network24(random: Random, range: Range): string {
  return `${network16(random, range)}.${random.between(0, 255)}`;
}

/** An address in a network that is given by its first two or three octets. */
export function addressIn(random: Random, network: string): string {
  let address = network;
  for (let octets = network.split('.').length; octets < 4; octets++) address += `.${random.between(1, 254)}`;
  return address;
}

export function publicAddress(random: Random, range: Range): string {
  return addressIn(random, network16(random, range));
}

/** The first 64 bits of an IPv6 network of a home line. */
export function network64(random: Random): string {
  const start = random.pick([
    '2003:e1',
    '2a02:8109',
    '2a01:c23',
    '2601:1c2',
    '2600:1700',
    '2804:14c',
    '2401:4900',
  ]);
  return `${start}:${hex(random, 4)}:${hex(random, 4)}`.replaceAll(/:0+(?=[0-9a-f])/g, ':');
}

/** An address in a /64, with the random end of privacy extensions. */
export function addressIn64(random: Random, network: string): string {
  const end = Array.from({ length: 4 }, () => random.between(0x1000, 0xffff).toString(16));
  return `${network}:${end.join(':')}`;
}

export function endpointId(random: Random): string {
  return `vpce-0${hex(random, 16)}`;
}

/** The range that an address was drawn from; `other` for private addresses and names of services. */
export function rangeOf(address: string): Range | 'other' {
  if (address.includes(':')) return 'home';
  const ranges = Object.entries(RANGES) as [Range, readonly string[]][];
  // Longer starts first: some ranges of other providers lie within a first octet of AWS.
  for (const octets of [2, 1]) {
    const start = address.split('.').slice(0, octets).join('.');
    const found = ranges.find(([, starts]) => starts.includes(start));
    if (found !== undefined) return found[0];
  }
  return 'other';
}
