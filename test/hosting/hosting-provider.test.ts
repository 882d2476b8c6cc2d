import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeRanges,
  encodeRanges,
  hostingProviderOf,
  ipv4Number,
  ipv6Number,
  withHostingProvider,
} from '../../src/hosting/hosting-provider.js';
import { HOSTING_PROVIDERS } from '../../src/hosting/providers.js';
import { HOSTING_RANGES } from '../../src/hosting/ranges.js';

const VERSIONS = ['ipv4', 'ipv6'] as const;
const LAST = { ipv4: 2 ** 24 - 1, ipv6: 2 ** 48 - 1 };

describe('the hosting provider of a network', () => {
  // Ranges that have been announced by the provider for years.
  test.each([
    ['167.99.180.0/24', 'DigitalOcean'],
    ['159.89.0.0/24', 'DigitalOcean'],
    ['167.99.255.0/24', 'DigitalOcean'],
    ['2604:a880:2::/48', 'DigitalOcean'],
    ['5.9.0.0/24', 'Hetzner'],
    ['88.198.77.0/24', 'Hetzner'],
    ['2a01:4f8:1::/48', 'Hetzner'],
    ['51.38.1.0/24', 'OVH'],
    ['139.162.9.0/24', 'Linode'],
    ['45.32.24.0/24', 'Vultr'],
    ['146.70.123.0/24', 'M247'],
  ])('%s is of %s', (network, provider) => {
    expect(hostingProviderOf(network)).toBe(provider);
    expect(withHostingProvider(network)).toBe(`${network} (${provider})`);
  });

  test.each([
    // A resolver, access providers, clouds, documentation, private and shared addresses.
    '8.8.8.0/24',
    '73.81.20.0/24',
    '84.189.67.0/24',
    '52.94.76.0/24',
    '20.109.136.0/24',
    '203.0.113.0/24',
    '198.51.100.0/24',
    '192.0.2.0/24',
    '198.18.0.0/24',
    '100.64.0.0/24',
    '127.0.0.0/24',
    '0.0.0.0/24',
    '255.255.255.0/24',
    '2001:db8:1::/48',
    'fd00::/48',
    '::/48',
    'private',
    '-',
    'vpce-0a1b2c3d4e5f67890',
    'lambda.amazonaws.com',
  ])('%s has none', (network) => {
    expect(hostingProviderOf(network)).toBeUndefined();
    expect(withHostingProvider(network)).toBe(network);
  });

  test('numbers of networks', () => {
    expect(ipv4Number('203.0.113.0/24')).toBe(0xcb0071);
    expect(ipv6Number('2001:db8:1::/48')).toBe(0x20010db80001);
    expect(ipv6Number('2001:db8::/48')).toBe(0x20010db80000);
    expect(ipv6Number('::/48')).toBe(0);
  });

  test('is that of the range that it lies in: the ends of every range, and the networks beside it', () => {
    for (const [at, { name }] of HOSTING_PROVIDERS.entries()) {
      for (const [first, last] of decodeRanges(HOSTING_RANGES[at]!.ipv4)) {
        expect([providerOfNumber(first), providerOfNumber(last)], name).toEqual([name, name]);
        for (const beside of [first - 1, last + 1]) expect(providerOfNumber(beside), name).not.toBe(name);
      }
    }
  });
});

function providerOfNumber(number: number): string | undefined {
  return hostingProviderOf(`${number >>> 16}.${(number >>> 8) & 255}.${number & 255}.0/24`);
}

describe('the table', () => {
  test('has an entry for each provider, with networks; names and systems are unique', () => {
    expect(HOSTING_RANGES).toHaveLength(HOSTING_PROVIDERS.length);
    for (const [at, { name, asns }] of HOSTING_PROVIDERS.entries()) {
      expect(HOSTING_RANGES[at]!.ipv4, name).not.toBe('');
      expect(asns.length, name).toBeGreaterThan(0);
    }
    const names = HOSTING_PROVIDERS.map(({ name }) => name);
    const asns = HOSTING_PROVIDERS.flatMap((one) => one.asns);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(asns).size).toBe(asns.length);
  });

  test.each(VERSIONS)('its ranges of %s are apart, and no two providers have the same network', (version) => {
    const all = HOSTING_RANGES.flatMap((ranges) => decodeRanges(ranges[version])).sort(([a], [b]) => a - b);
    expect(all.length).toBeGreaterThan(500);
    for (const [at, [first, last]] of all.entries()) {
      expect(first).toBeGreaterThan(all[at - 1]?.[1] ?? -1);
      expect(last).toBeGreaterThanOrEqual(first);
      expect(last).toBeLessThanOrEqual(LAST[version]);
    }
  });

  test('is small beside all addresses', () => {
    const networks = HOSTING_RANGES.flatMap(({ ipv4 }) => decodeRanges(ipv4)).reduce(
      (sum, [first, last]) => sum + last - first + 1,
      0,
    );
    expect(networks).toBeLessThan(LAST.ipv4 / 50);
  });
});

test('ranges are the same after they were written as text', () => {
  const ranges = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 2 ** 20 })), {
      maxLength: 40,
    })
    .map((gaps) => {
      let end = 0;
      return gaps.map(([gap, length]): [number, number] => {
        const first = end + gap;
        end = first + length;
        return [first, end - 1];
      });
    });
  fc.assert(
    fc.property(ranges, (all) => {
      expect(decodeRanges(encodeRanges(all))).toEqual(all);
    }),
  );
});
