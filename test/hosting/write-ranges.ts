/**
 * Writes src/hosting/ranges.ts from the tables of the package @ip-location-db/asn:
 *
 *     npm pack @ip-location-db/asn && tar xzf ip-location-db-asn-*.tgz && npm run data:hosting -- package
 *
 * A network of IPv4 is a provider's if one of its autonomous systems announces all of it, one of IPv6 if it announces any of it:
 * providers give a customer less than a /48.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeRanges } from '../../src/hosting/hosting-provider.js';
import { HOSTING_PROVIDERS } from '../../src/hosting/providers.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: write-ranges.ts <folder of the unpacked package>');
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };

type Range = [first: bigint, last: bigint];
const providerOf = new Map(
  HOSTING_PROVIDERS.flatMap(({ asns }, at) => asns.map((asn) => [asn, at] as const)),
);

/**
 * By provider the networks of a table of addresses.
 * @param bits of an address after its network
 * @param partly whether a network counts of which only a part is announced
 */
function networksOf(file: string, bits: bigint, partly: boolean): string[] {
  const ranges = HOSTING_PROVIDERS.map((): Range[] => []);
  const seen = new Set<number>();
  for (const line of readFileSync(join(folder!, file), 'utf8').split('\n')) {
    const match = /^(\d+),(\d+),(\d+),/.exec(line);
    const provider = match === null ? undefined : providerOf.get(Number(match[3]));
    if (provider === undefined) continue;
    seen.add(Number(match![3]));
    ranges[provider]!.push([BigInt(match![1]!), BigInt(match![2]!)]);
  }
  for (const asn of providerOf.keys())
    if (!seen.has(asn)) console.warn(`${file}: AS${asn} announces nothing`);
  return ranges.map((all) => {
    const joined: Range[] = [];
    for (const [first, last] of all.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const before = joined.at(-1);
      if (before !== undefined && first <= before[1] + 1n) before[1] = last > before[1] ? last : before[1];
      else joined.push([first, last]);
    }
    const size = 1n << bits;
    const networks: [number, number][] = [];
    for (const [start, end] of joined) {
      const first = Number(partly ? start / size : (start + size - 1n) / size);
      const last = Number(partly ? end / size : (end + 1n) / size - 1n);
      const before = networks.at(-1);
      if (first > last) continue;
      if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
      else networks.push([first, last]);
    }
    return encodeRanges(networks);
  });
}

const ipv4 = networksOf('asn-ipv4-num.csv', 8n, false);
const ipv6 = networksOf('asn-ipv6-num.csv', 80n, true);
/** Text as lines of a literal. */
const literal = (text: string): string => {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > 100) {
    const cut = rest.lastIndexOf(' ', 100) + 1;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...lines, rest].map((line) => `      '${line}'`).join(' +\n');
};
const entries = HOSTING_PROVIDERS.map(
  ({ name }, at) => `  {
    // ${name}
    ipv4:
${literal(ipv4[at]!)},
    ipv6:
${literal(ipv6[at]!)},
  },`,
);
writeFileSync(
  fileURLToPath(new URL('../../src/hosting/ranges.ts', import.meta.url)),
  `/**
 * The networks of each provider of \`HOSTING_PROVIDERS\`, in that order: /24 of IPv4, /48 of IPv6, as \`encodeRanges\` writes them.
 * Written by test/hosting/write-ranges.ts from @ip-location-db/asn ${version} (RouteViews, DB-IP and the NRO; CC BY 4.0).
 */
export const HOSTING_RANGES: readonly { readonly ipv4: string; readonly ipv6: string }[] = [
${entries.join('\n')}
];
`,
);
