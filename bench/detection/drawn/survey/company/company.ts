import type { RandomStream } from './random-stream.js';

/** Kinds of principals. */
export type Kind =
  | 'service'
  | 'lambda'
  | 'operator'
  | 'fleet'
  | 'batch'
  | 'tenant'
  | 'managed'
  | 'legacy'
  | 'sharedUser'
  | 'ci'
  | 'terraform'
  | 'rotation'
  | 'scanner'
  | 'backup'
  | 'airflow'
  | 'notebook'
  | 'human'
  | 'breakglass';

/** What a company is like: its archetypes, what principals it has, and its traits in numbers. */
export interface Company {
  readonly label: string;
  /** How many principals of each kind it has, as weights. */
  readonly shares: Readonly<Record<Kind, number>>;
  readonly numbers: Readonly<Record<Trait, number>>;
}

/** Traits of a company, each a number. */
type Trait =
  | 'accounts' // median number of accounts
  | 'regions'
  | 'iamPeople' // share of people who work as IAM users
  | 'peoplePerTeam'
  | 'secretsPerService'
  | 'tenants'
  | 'season' // height of seasonal bursts
  | 'endpoints' // share of accounts behind VPC endpoints
  | 'wild' // share of policies with secretsmanager:* on *
  | 'remote' // share of days away from the office
  | 'roam' // journeys per person and month
  | 'curiosity' // one-off reads of other people's secrets
  | 'slips'
  | 'audits' // audits, inventories and drills per month
  | 'night' // share of jobs in the night
  | 'turnover' // joiners, leavers and movers per person and month
  | 'change'; // deployments per service and week

const KINDS: readonly Kind[] = [
  'service',
  'lambda',
  'operator',
  'fleet',
  'batch',
  'tenant',
  'managed',
  'legacy',
  'sharedUser',
  'ci',
  'terraform',
  'rotation',
  'scanner',
  'backup',
  'airflow',
  'notebook',
  'human',
  'breakglass',
];

const TRAITS: readonly Trait[] = [
  'accounts',
  'regions',
  'iamPeople',
  'peoplePerTeam',
  'secretsPerService',
  'tenants',
  'season',
  'endpoints',
  'wild',
  'remote',
  'roam',
  'curiosity',
  'slips',
  'audits',
  'night',
  'turnover',
  'change',
];

/** Rows: shares in the order of KINDS, then numbers in the order of TRAITS. */
const ARCHETYPES: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  [
    'startup',
    [20, 14, 2, 3, 5, 1, 3, 3, 10, 7, 2, 2, 1, 0.5, 1, 3, 22, 0.3],
    [1, 1.2, 0.85, 5, 3, 25, 0.3, 0.15, 0.6, 0.7, 0.25, 0.9, 0.9, 0.4, 0.3, 0.12, 5],
  ],
  [
    'bank',
    [26, 9, 3, 3, 11, 0.5, 5, 4, 0.5, 6, 3, 9, 4, 1.5, 1.5, 1, 12, 2],
    [12, 2, 0.05, 9, 3, 20, 0.3, 0.95, 0.08, 0.3, 0.06, 0.25, 0.4, 3, 0.7, 0.05, 0.8],
  ],
  [
    'saas',
    [24, 16, 4, 3, 6, 9, 3, 0.5, 1, 7, 2, 4, 2, 1, 2, 2, 13, 0.5],
    [4, 2, 0.15, 7, 4, 280, 0.3, 0.5, 0.3, 0.8, 0.15, 0.6, 0.6, 1, 0.4, 0.08, 4],
  ],
  [
    'retailer',
    [20, 13, 2, 8, 18, 0.5, 5, 4, 1, 5, 2, 4, 2, 1, 4, 1, 10, 0.8],
    [5, 2, 0.25, 8, 3, 30, 1.3, 0.5, 0.25, 0.4, 0.1, 0.5, 0.6, 1, 0.8, 0.06, 1.5],
  ],
  [
    'consultancy',
    [12, 10, 2, 1, 4, 0.5, 3, 2, 4, 7, 6, 2, 2, 0.5, 2, 3, 38, 1],
    [9, 2.5, 0.3, 6, 3, 15, 0.2, 0.35, 0.45, 0.8, 1.6, 1.1, 0.9, 0.9, 0.3, 0.15, 2],
  ],
  [
    'data',
    [9, 9, 2, 1, 18, 0.5, 8, 2, 2, 5, 2, 3, 1.5, 1, 12, 14, 12, 0.4],
    [3, 1.5, 0.25, 7, 3, 20, 0.3, 0.4, 0.4, 0.7, 0.2, 0.9, 0.9, 0.8, 0.8, 0.08, 2],
  ],
  [
    'games',
    [16, 13, 4, 20, 6, 0.3, 3, 1, 2, 8, 3, 2, 1.5, 0.5, 2, 2, 12, 0.6],
    [4, 4, 0.2, 7, 3, 15, 0.9, 0.35, 0.35, 0.6, 0.2, 0.7, 0.7, 0.7, 0.3, 0.07, 4],
  ],
  [
    'hospital',
    [12, 6, 0.5, 1, 10, 0.2, 4, 26, 6, 2, 1, 2, 2, 2, 1, 1.5, 20, 1],
    [2, 1.2, 0.6, 7, 2, 15, 0.1, 0.4, 0.35, 0.15, 0.08, 0.4, 0.8, 1.2, 0.6, 0.04, 0.5],
  ],
  [
    'acquired',
    [18, 10, 3, 3, 8, 2, 4, 7, 4, 7, 4, 4, 2, 1.5, 2, 2, 16, 1],
    [7, 2, 0.45, 6, 3, 50, 0.3, 0.4, 0.4, 0.5, 0.25, 0.7, 0.8, 1.5, 0.5, 0.12, 2],
  ],
];

/** Draws a company: one archetype or a mixture of up to three, blended with drawn weights and noise. */
export function drawCompany(rng: RandomStream): Company {
  const n = rng.weighted([
    [1, 0.5],
    [2, 0.35],
    [3, 0.15],
  ] as const);
  const parts = rng.sample(ARCHETYPES, n).map((row) => ({ row, weight: rng.exp(1) + 0.25 }));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const blend = (value: (row: (typeof ARCHETYPES)[number]) => number): number =>
    parts.reduce((sum, { row, weight }) => sum + (weight / total) * value(row), 0);
  const shares = {} as Record<Kind, number>;
  KINDS.forEach((kind, i) => (shares[kind] = blend((row) => row[1][i]!) * rng.lognormal(1, 0.35)));
  const numbers = {} as Record<Trait, number>;
  TRAITS.forEach((name, i) => (numbers[name] = blend((row) => row[2][i]!) * rng.lognormal(1, 0.3)));
  return { label: parts.map(({ row }) => row[0]).join('+'), shares, numbers };
}
