import type { Random } from '../../../../src/simulate/random.js';
import { logNormal, sample } from '../../../../src/simulate/distributions.js';
import { ZONES, type Zone } from './calendar.js';
import { characters, logUniform, perturbed, share, uniform, weighted, type Weighted } from './draw.js';
import { ROLE_NAMINGS, type RoleNaming } from './role-names.js';
import { SECRET_NAMINGS, type SecretNaming } from './secret-names.js';
import { COMPANIES, REGIONS } from './words.js';

/** What principals are, roughly; everything else about them is drawn. */
export type Kind =
  | 'service'
  | 'function'
  | 'operator'
  | 'pipeline'
  | 'batch'
  | 'workforce'
  | 'key-user'
  | 'scanner'
  | 'whole-account'
  | 'rotator'
  | 'terraform'
  | 'broker'
  | 'notebook'
  | 'preview'
  | 'blue-green'
  | 'migration'
  | 'outside'
  | 'break-glass'
  | 'dormant';

export interface Account {
  readonly id: string;
  /** Region of most of its work. */
  readonly region: string;
}

/** Hyper-parameters: what differs from organisation to organisation. Shares and probabilities are in [0, 1]. */
export interface Organisation {
  readonly company: string;
  readonly accounts: readonly Account[];
  readonly regions: readonly string[];
  /** One to three; people and traffic belong to one each. */
  readonly zones: readonly Zone[];
  readonly kinds: Weighted<Kind>;
  readonly secretNamings: Weighted<SecretNaming>;
  readonly roleNamings: Weighted<RoleNaming>;
  /** Principals per team. */
  readonly teamSize: number;
  /** Median number of secrets of a team. */
  readonly secretsPerTeam: number;
  /** How workloads reach Secrets Manager. */
  readonly endpointShare: number;
  readonly proxyShare: number;
  /** Share of workloads that also read what all share. */
  readonly sharing: number;
  /** Probability that a step in the walk leaves the team. */
  readonly wander: number;
  readonly crossAccount: number;
  readonly batchShare: number;
  /** Whether a trail also has the GetSecretValue records of batches. */
  readonly batchChildren: boolean;
  /** Median calls per principal and day of machines. */
  readonly volume: number;
  readonly volumeSigma: number;
  /** Releases per team and week. */
  readonly releases: number;
  /** Mean number of secrets that a release adds. */
  readonly births: number;
  readonly incidentsPerWeek: number;
  /** Share of principals with a misconfiguration that is refused over and over. */
  readonly misconfigured: number;
  readonly people: PeopleStyle;
}

export interface PeopleStyle {
  readonly perPermissionSet: number;
  /** Episodes of work per person and day. */
  readonly eagerness: number;
  readonly console: number;
  readonly vpn: number;
  readonly ipv6: number;
  readonly travel: number;
  readonly identityCenter: boolean;
}

const KINDS: Weighted<Kind> = [
  [24, 'service'],
  [18, 'function'],
  [4, 'operator'],
  [9, 'pipeline'],
  [8, 'batch'],
  [7, 'workforce'],
  [4, 'key-user'],
  [2, 'scanner'],
  [1.5, 'whole-account'],
  [3, 'rotator'],
  [4, 'terraform'],
  [1.5, 'broker'],
  [2, 'notebook'],
  [1.5, 'preview'],
  [4, 'blue-green'],
  [1, 'migration'],
  [3, 'outside'],
  [0.7, 'break-glass'],
  [3, 'dormant'],
];

export function drawOrganisation(random: Random): Organisation {
  const accountCount = weighted(random, [
    [2, 1],
    [2, 2],
    [3, 3],
    [2, 5],
    [1, 8],
  ]);
  const regionCount = weighted(random, [
    [3, 1],
    [3, 2],
    [1, 4],
  ]);
  const regions = sample(random, REGIONS, regionCount);
  const naming = uniform(random, 0.4, 1.8);
  return {
    company: random.pick(COMPANIES),
    regions,
    accounts: Array.from({ length: accountCount }, () => ({
      id: String(random.between(1, 9)) + characters(random, '0123456789', 11),
      region: random.chance(0.65) ? regions[0]! : random.pick(regions),
    })),
    zones: sample(
      random,
      ZONES,
      weighted(random, [
        [2, 1],
        [4, 2],
        [2, 3],
      ]),
    ),
    kinds: perturbed(random, KINDS, uniform(random, 0.35, 1)),
    secretNamings: perturbed(random, SECRET_NAMINGS, naming),
    roleNamings: perturbed(random, ROLE_NAMINGS, naming),
    teamSize: logUniform(random, 4, 20),
    secretsPerTeam: logUniform(random, 10, 60),
    endpointShare: share(random, 0.35, 1.3),
    proxyShare: share(random, 0.08, 1.2),
    sharing: share(random, 0.35, 1.2),
    wander: share(random, 0.12, 0.9),
    crossAccount: accountCount > 1 ? share(random, 0.1, 1) : 0,
    batchShare: share(random, 0.15, 1),
    batchChildren: random.chance(0.85),
    volume: logUniform(random, 3, 16),
    volumeSigma: uniform(random, 0.9, 1.5),
    releases: logUniform(random, 0.3, 5),
    births: logUniform(random, 0.1, 1.2),
    incidentsPerWeek: logUniform(random, 0.3, 6),
    misconfigured: share(random, 0.06, 0.8),
    people: {
      perPermissionSet: logNormal(random, 7, 0.7),
      eagerness: logUniform(random, 0.15, 1.5),
      console: share(random, 0.5, 1.2),
      vpn: share(random, 0.4, 1.5),
      ipv6: share(random, 0.2, 1),
      travel: share(random, 0.1, 0.8),
      identityCenter: random.chance(0.75),
    },
  };
}
