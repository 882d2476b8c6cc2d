import { lowerBound } from '../base/lower-bound.js';
import { HOSTING_PROVIDERS } from './providers.js';
import { HOSTING_RANGES } from './ranges.js';

/** Ranges of networks, ascending and apart, each with the index of its provider. */
interface Ranges {
  /** Last network of each range. */
  readonly last: Float64Array;
  readonly first: Float64Array;
  readonly provider: Uint8Array;
}

/** Networks of IPv4 are numbered by 24 bits, those of IPv6 by 48. */
type Version = 'ipv4' | 'ipv6';

const known: Partial<Record<Version, Ranges>> = {};

/**
 * Name of the hosting provider that announces a network; undefined where none of those that are known does.
 * @param network as in origins: `203.0.113.0/24`, `2001:db8:1::/48`; anything else has no provider
 */
export function hostingProviderOf(network: string): string | undefined {
  const version = network.endsWith('/24') ? 'ipv4' : network.endsWith('/48') ? 'ipv6' : undefined;
  if (version === undefined) return undefined;
  const { first, last, provider } = (known[version] ??= decode(version));
  const number = version === 'ipv4' ? ipv4Number(network) : ipv6Number(network);
  const at = lowerBound(last, number);
  return at < last.length && first[at]! <= number ? HOSTING_PROVIDERS[provider[at]!]!.name : undefined;
}

/** A network with its hosting provider, if one is known: `167.99.180.0/24 (DigitalOcean)`. */
export function withHostingProvider(network: string): string {
  const provider = hostingProviderOf(network);
  return provider === undefined ? network : `${network} (${provider})`;
}

/** `203.0.113.0/24` → 0xcb0071 */
export function ipv4Number(network: string): number {
  const [a, b, c] = network.split('.', 3).map(Number);
  return (a! << 16) | (b! << 8) | c!;
}

/** `2001:db8:1::/48` → 0x20010db80001 */
export function ipv6Number(network: string): number {
  const groups = network.split('::', 1)[0]!.split(':');
  return [0, 1, 2].reduce((sum, at) => sum * 65_536 + Number.parseInt(groups[at] || '0', 16), 0);
}

/** Ranges as text: for each how far it begins after the end of the last one, and how long it is if it is no single network. */
export function encodeRanges(ranges: readonly (readonly [first: number, last: number])[]): string {
  let end = 0;
  return ranges
    .map(([first, last]) => {
      const gap = (first - end).toString(36);
      const length = last - first + 1;
      end = last + 1;
      return length === 1 ? gap : `${gap}+${length.toString(36)}`;
    })
    .join(' ');
}

export function decodeRanges(text: string): [first: number, last: number][] {
  let end = 0;
  return text
    .split(' ')
    .filter((token) => token !== '')
    .map((token) => {
      const [gap, length = '1'] = token.split('+');
      const first = end + Number.parseInt(gap!, 36);
      end = first + Number.parseInt(length, 36);
      return [first, end - 1];
    });
}

function decode(version: Version): Ranges {
  const all = HOSTING_RANGES.flatMap((ranges, provider) =>
    decodeRanges(ranges[version]).map(([first, last]) => ({ first, last, provider })),
  ).sort((a, b) => a.first - b.first);
  return {
    first: Float64Array.from(all, ({ first }) => first),
    last: Float64Array.from(all, ({ last }) => last),
    provider: Uint8Array.from(all, ({ provider }) => provider),
  };
}
