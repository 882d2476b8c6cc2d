import type { Rng } from '../draw/rng.js';
import type { ScenarioOptions } from '../../lab-scenario.js';

/** Kinds of organisations. */
export type CompanyKind = 'startup' | 'scaleup' | 'merged' | 'agency' | 'platform' | 'research';

/** What makes a company this company: every figure comes from a wide prior around its kind. */
export interface Traits {
  readonly kind: CompanyKind;
  readonly accounts: number;
  readonly teams: number;
  readonly regions: number;
  /** Share of identities that people use, and of those: IAM users, and per-team roles that are assumed by hand. */
  readonly humanShare: number;
  readonly userShare: number;
  readonly assumedShare: number;
  /** People for each identity that people share. */
  readonly peoplePerRole: number;
  /** Wanted calls of all machines in the period. */
  readonly machineCalls: number;
  /** Spread of the machines' rates: the sigma of a lognormal. */
  readonly rateSpread: number;
  /** Reads a working day of a typical person, and its spread. */
  readonly personReads: number;
  readonly personSpread: number;
  readonly weekendWork: number;
  readonly nightWork: number;
  readonly remoteShare: number;
  readonly vpnShare: number;
  readonly travelRate: number;
  readonly ipv6Share: number;
  /** Share of networks with an endpoint for Secrets Manager. */
  readonly endpointShare: number;
  /** Changes a day for each 100 identities. */
  readonly changeRate: number;
  /** Share of machines that come, and that go, in the period. */
  readonly bornShare: number;
  readonly goneShare: number;
  /** Share of human reads that are denied or misspelt. */
  readonly slipShare: number;
  readonly namingStyle: number;
  readonly loginStyle: number;
  readonly secretsPerService: number;
  /** How often a service also reads secrets of other teams. */
  readonly sharing: number;
  readonly byArn: number;
  /** Whether a trail shows a read of each secret of a batch call, too. */
  readonly batchChildren: boolean;
  readonly homes: readonly [number, number][];
}

const ACCOUNTS: Record<CompanyKind, readonly [number, number]> = {
  startup: [1, 5],
  scaleup: [2, 10],
  merged: [3, 14],
  agency: [6, 30],
  platform: [3, 10],
  research: [1, 5],
};

const HUMANS: Record<CompanyKind, readonly [number, number]> = {
  startup: [0.15, 0.5],
  scaleup: [0.1, 0.4],
  merged: [0.15, 0.45],
  agency: [0.25, 0.6],
  platform: [0.05, 0.25],
  research: [0.3, 0.65],
};

/** Draws the traits of a company. */
export function drawTraits(rng: Rng, { identities, days }: ScenarioOptions): Traits {
  const kind = rng.weighted<CompanyKind>([
    ['startup', 2],
    ['scaleup', 2.5],
    ['merged', 2],
    ['agency', 1.5],
    ['platform', 1.5],
    ['research', 1],
  ]);
  const size = identities / 300;
  const [fewest, most] = ACCOUNTS[kind];
  const accounts = Math.max(1, Math.round(rng.logRange(fewest, most) * Math.min(1, size ** 0.5)));
  return {
    kind,
    accounts,
    teams: Math.max(2, Math.round(rng.logRange(4, 26) * Math.min(1.5, size ** 0.6))),
    regions: rng.weighted([
      [1, 3],
      [2, 4],
      [3, 2],
      [4, 1],
    ]),
    humanShare: rng.range(...HUMANS[kind]),
    userShare: kind === 'research' || kind === 'startup' ? rng.range(0.2, 0.9) : rng.range(0, 0.5),
    assumedShare: rng.range(0, 0.6),
    peoplePerRole: rng.logRange(1.2, 9),
    machineCalls: size * (days / 35) * rng.logRange(45_000, 300_000),
    rateSpread: rng.range(1.1, 2.2),
    personReads: rng.logRange(0.15, 4),
    personSpread: rng.range(0.7, 1.7),
    weekendWork: rng.logRange(0.02, 0.4),
    nightWork: rng.logRange(0.01, 0.2),
    remoteShare: rng.range(0.1, 1),
    vpnShare: rng.chance(0.35) ? 0 : rng.range(0.1, 1),
    travelRate: rng.logRange(0.005, 0.06),
    ipv6Share: rng.range(0, 0.5),
    endpointShare: rng.range(0, 1),
    changeRate: rng.logRange(0.3, 3),
    bornShare: rng.range(0.05, 0.4),
    goneShare: rng.range(0.02, 0.25),
    slipShare: rng.logRange(0.005, 0.08),
    namingStyle: rng.int(0, 4),
    loginStyle: rng.int(0, 2),
    secretsPerService: rng.logRange(1.3, 5),
    sharing: rng.range(0.02, 0.4),
    byArn: rng.range(0.1, 0.95),
    batchChildren: rng.chance(0.6),
    homes: drawHomes(rng),
  };
}

/** Weights of countries, by index: one home, some others. */
function drawHomes(rng: Rng): [number, number][] {
  const home = rng.int(0, 6);
  const others = rng.int(0, 4);
  return [
    [home, 10],
    ...Array.from({ length: others }, (): [number, number] => [rng.int(0, 11), rng.range(0.5, 6)]),
  ];
}
