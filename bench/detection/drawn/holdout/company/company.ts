import { Dice } from '../base/dice.js';
import type { Account, Stage, Team } from '../base/model.js';
import { DAY, HOUR, type Site } from '../base/time.js';
import { COMPANIES, TEAMS } from './words.js';

/** Customs of a company, most of them between 0 and 1. */
export interface Culture {
  /** Share of VPCs with an endpoint of Secrets Manager. */
  readonly endpoints: number;
  readonly functionsInVpc: number;
  readonly ownRunners: number;
  readonly officeShare: number;
  readonly vpn: number;
  readonly console: number;
  readonly leastPrivilege: number;
  readonly batching: number;
  readonly blueGreen: number;
  /** Deploys of an app in production a working day. */
  readonly tempo: number;
  readonly trainDay: number | null;
  /** Reads a day of a typical machine. */
  readonly volume: number;
  /** Tasks with secrets of a typical person a working day. */
  readonly curiosity: number;
  /** Pace of events such as migrations and drills. */
  readonly turbulence: number;
  readonly rotationDays: number;
  readonly quietNights: number;
}

export interface Company {
  readonly name: string;
  readonly seed: number;
  readonly identities: number;
  readonly start: number;
  readonly end: number;
  readonly sites: readonly Site[];
  readonly accounts: readonly Account[];
  readonly regions: readonly string[];
  readonly teams: readonly Team[];
  readonly culture: Culture;
  /** Where the platform keeps its secrets for all accounts; null: in each account. */
  readonly central: Account | null;
  /** Days with more load than others: a sale, a load test, a launch. */
  readonly peaks: readonly { readonly from: number; readonly to: number; readonly factor: number }[];
}

const CITIES: readonly (readonly [string, number])[] = [
  ['seattle', -8],
  ['austin', -6],
  ['new-york', -5],
  ['sao-paulo', -3],
  ['london', 0],
  ['berlin', 1],
  ['warsaw', 1],
  ['tel-aviv', 2],
  ['dubai', 4],
  ['bengaluru', 5.5],
  ['singapore', 8],
  ['tokyo', 9],
  ['sydney', 10],
];
const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-northeast-1',
  'sa-east-1',
  'eu-north-1',
];

export function drawCompany(seed: number, identities: number, start: number, end: number): Company {
  const dice = Dice.of(seed, 'company');
  const sites = drawSites(dice, start, end);
  const teamCount = Math.max(
    2,
    Math.min(TEAMS.length, Math.round((identities / 12) * dice.logNormal(1, 0.5))),
  );
  const accounts = drawAccounts(dice);
  return {
    name: dice.pick(COMPANIES),
    seed,
    identities,
    start,
    end,
    sites,
    accounts,
    central: accounts.length > 2 && dice.chance(0.3) ? dice.pick(accounts) : null,
    peaks: Array.from({ length: dice.poisson(0.7) }, () => {
      const from = dice.uniform(start, end);
      return { from, to: from + dice.uniform(2, 60) * HOUR, factor: dice.uniform(1.5, 5) };
    }),
    regions: dice.sample(
      REGIONS,
      dice.weighted([
        [1, 5],
        [2, 4],
        [3, 2],
        [5, 1],
      ]),
    ),
    teams: dice
      .sample(TEAMS, teamCount)
      .map((name) => ({ name, site: dice.chance(0.6) ? sites[0]! : dice.pick(sites) })),
    culture: drawCulture(dice),
  };
}

function drawCulture(dice: Dice): Culture {
  return {
    endpoints: dice.float(),
    functionsInVpc: dice.float(),
    ownRunners: dice.float(),
    officeShare: dice.float() ** 1.5,
    vpn: dice.chance(0.4) ? dice.uniform(0.5, 1) : dice.uniform(0, 0.3),
    console: dice.float(),
    leastPrivilege: dice.float(),
    batching: dice.float() ** 3,
    blueGreen: dice.float() ** 3,
    tempo: dice.logNormal(0.4, 0.8),
    trainDay: dice.chance(0.25) ? dice.between(1, 4) : null,
    volume: dice.logNormal(9, 0.3),
    curiosity: dice.logNormal(0.35, 0.6),
    turbulence: dice.logNormal(1, 0.5),
    rotationDays: dice.pick([7, 14, 30, 30, 60, 90]),
    quietNights: dice.float(),
  };
}

function drawSites(dice: Dice, start: number, end: number): Site[] {
  return dice
    .sample(
      CITIES,
      dice.weighted([
        [1, 5],
        [2, 3],
        [4, 1],
      ]),
    )
    .map(([city, offset]) => {
      const holidays = new Set<number>();
      for (let day = start / DAY; day < end / DAY; day++) if (dice.chance(0.025)) holidays.add(day);
      const weekend = city === 'tel-aviv' ? [5, 6] : [0, 6];
      return { city, offset, weekend, holidays };
    });
}

function drawAccounts(dice: Dice): Account[] {
  const all: Stage[] = ['dev', 'staging', 'prod', 'shared'];
  const account = (alias: string, stages: readonly Stage[]): Account => ({
    id: dice.digits(12),
    alias,
    stages,
  });
  switch (
    dice.weighted([
      ['one', 2],
      ['two', 3],
      ['stages', 4],
      ['many', 3],
    ])
  ) {
    case 'one':
      return [account('main', all)];
    case 'two':
      return [account('prod', ['prod', 'shared']), account('nonprod', ['dev', 'staging'])];
    case 'stages':
      return [
        account('prod', ['prod']),
        account('staging', ['staging']),
        account('dev', ['dev']),
        account('shared-services', ['shared']),
      ];
    default: {
      const units = dice.between(2, 6);
      const own = Array.from({ length: units }, (_, n) => [
        account(`unit${n + 1}-prod`, ['prod']),
        account(`unit${n + 1}-nonprod`, ['dev', 'staging']),
      ]);
      return [...own.flat(), account('tooling', ['shared']), account('data', ['prod', 'shared'])];
    }
  }
}
