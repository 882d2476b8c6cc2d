import { cloudAddress, publicAddress } from './addresses.js';
import type { Company } from './company.js';
import type { Account, Team } from './model.js';
import { ROLE_SCHEMES, SECRET_SCHEMES } from './names.js';
import type { RandomStream } from './random-stream.js';
import { TEAMS } from './words.js';

const REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-north-1',
  'sa-east-1',
  'ca-central-1',
  'ap-south-1',
  'us-east-2',
  'eu-west-2',
] as const;

/** What the accounts are for, in the order in which a company opens them. */
const ENVIRONMENTS = [
  'prod',
  'dev',
  'staging',
  'shared',
  'data',
  'security',
  'prod',
  'dev',
  'sandbox',
  'prod',
  'backup',
  'dr',
] as const;

/** Draws the days, by number, on which nobody of the company works. */
export function drawHolidays(rng: RandomStream, days: number): Set<number> {
  const holidays = new Set<number>();
  for (let d = 0; d < days; d++) if (rng.chance(0.025)) holidays.add(d);
  return holidays;
}

/** Draws the busy days, by number, each with the factor by which it is busier. */
export function drawBursts(rng: RandomStream, days: number, season: number): Map<number, number> {
  const bursts = new Map<number, number>();
  for (let d = 0; d < days; d++)
    if (rng.chance(0.04 + 0.05 * Math.min(1, season))) {
      const height = 1 + season * rng.range(0.4, 2);
      for (let k = 0, long = rng.int(1, 3); k < long; k++) bursts.set(d + k, height);
    }
  return bursts;
}

/** Draws the regions of the company; the first is its home. */
export function drawRegions(rng: RandomStream, median: number): string[] {
  return rng.sample(REGIONS, Math.max(1, Math.min(7, Math.round(median + rng.range(-0.4, 0.9)))));
}

/** Draws the accounts of the company with their networks. */
export function drawAccounts(
  rng: RandomStream,
  numbers: Company['numbers'],
  regions: readonly string[],
): Account[] {
  const count = Math.max(1, Math.min(12, Math.round(numbers.accounts * rng.range(0.7, 1.25))));
  return Array.from({ length: count }, (_, i) => {
    const endpoint: Record<string, string | null> = {};
    for (const region of regions)
      endpoint[region] = rng.chance(numbers.endpoints) ? `vpce-0${rng.hex(16)}` : null;
    return {
      id: rng.chars('123456789', 1) + rng.chars('0123456789', 11),
      env: count === 1 ? 'all' : ENVIRONMENTS[i]!,
      regions,
      nat: Array.from({ length: rng.int(1, 3) }, () => cloudAddress(rng)),
      octets: rng.pick([`10.${rng.int(0, 250)}`, `172.${rng.int(16, 31)}`, `10.${rng.int(0, 250)}`]),
      endpoint,
    };
  });
}

/** Addresses of the offices, addresses of the gates of the VPN, and the teams. */
interface Sites {
  readonly offices: string[][];
  readonly vpn: string[];
  readonly teams: Team[];
}

/** Draws the offices, the gates of the VPN and the teams that work there. */
export function drawSites(rng: RandomStream, accounts: readonly Account[], identities: number): Sites {
  const home = rng.int(-8, 9);
  const scheme = rng.pick(SECRET_SCHEMES);
  const role = rng.pick(ROLE_SCHEMES);
  const offices: string[][] = [];
  for (let i = 0, count = rng.int(1, 4); i < count; i++)
    offices.push(Array.from({ length: rng.int(1, 2) }, () => publicAddress(rng)));
  const vpn: string[] = [];
  for (let i = 0, gates = rng.int(1, 3); i < gates; i++) vpn.push(publicAddress(rng));
  const count = Math.max(2, Math.min(18, Math.round((identities / 22) * rng.lognormal(1, 0.35))));
  const teams = rng.sample(TEAMS, count).map((name): Team => {
    const all = accounts.map((_, a) => a);
    const used = rng.sample(all, Math.min(accounts.length, rng.int(1, 4)));
    const far = rng.chance(0.2);
    return {
      name,
      accounts: used,
      tz: far ? rng.int(-8, 9) : home + rng.int(0, 1),
      scheme: rng.chance(0.75) ? scheme : rng.pick(SECRET_SCHEMES),
      role: rng.chance(0.75) ? role : rng.pick(ROLE_SCHEMES),
      office: far ? rng.int(0, offices.length - 1) : 0,
    };
  });
  return { offices, vpn, teams };
}
