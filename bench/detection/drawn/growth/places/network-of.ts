import { RANGES, RANGES6, type Network } from './ranges.js';

/** Which network an address belongs to, as a look-up table would tell: `private` and `service` beside the public ones. */
export type Origin = Network | 'private' | 'service' | 'unknown';

const TABLE = new Map<string, Network>();
for (const [network, ranges] of Object.entries(RANGES) as [Network, string][])
  for (const range of ranges.split(' ')) {
    const [a, b, c] = range.split('.') as [string, string, string | undefined];
    const [low, high] = b.split('-').map(Number) as [number, number | undefined];
    for (let second = low; second <= (high ?? low); second++)
      TABLE.set(c === undefined ? `${a}.${second}` : `${a}.${second}.${c}`, network);
  }

/** Looks an address up. */
export function originOf(address: string): Origin {
  if (address.endsWith('.amazonaws.com')) return 'service';
  if (address.includes(':')) {
    for (const [network, prefix] of Object.entries(RANGES6) as [Network, string][])
      if (address.startsWith(prefix)) return network;
    return 'unknown';
  }
  const [a, b, c] = address.split('.') as [string, string, string];
  if (a === '10' || (a === '172' && Number(b) >= 16 && Number(b) <= 31) || (a === '100' && b === '64'))
    return 'private';
  return TABLE.get(`${a}.${b}.${c}`) ?? TABLE.get(`${a}.${b}`) ?? 'unknown';
}

const HOSTING = new Set<Origin>([
  'digitalocean',
  'hetzner',
  'ovh',
  'linode',
  'vultr',
  'm247',
  'datacamp',
  'mullvad',
  'tor',
  'azure',
  'gcp',
]);

/** Whether nobody lives there: a host, a cloud, an anonymous network. */
export function isHosting(origin: Origin): boolean {
  return HOSTING.has(origin) || origin.startsWith('aws ');
}
