import type { Random } from '../../../../src/simulate/random.js';
import { sample } from '../../../../src/simulate/distributions.js';
import { DAY, drawOffice, HOUR, type Office, type Span } from './calendar.js';
import { beta, gamma, logUniform, stream, text, uniform, weighted, wholeLogUniform } from './draw.js';
import { COMPANY_WORDS, TEAM_WORDS } from './words.js';

export type Stage = 'prod' | 'staging' | 'dev' | 'data' | 'shared';

export interface Account {
  readonly id: string;
  readonly stage: Stage;
  readonly region: string;
}

export interface Team {
  readonly name: string;
  readonly office: Office;
  /** Index of the naming convention of its secrets, see secret-names.ts. */
  readonly convention: number;
  /** Index of the naming convention of its roles, see principals.ts. */
  readonly roleConvention: number;
}

/** Where programs run. */
export type Runtime = 'eks' | 'ecs' | 'ec2' | 'lambda' | 'on-premises';

export type CiProvider = 'github' | 'gitlab' | 'self-hosted' | 'codebuild';

/** Shares from 0 to 1 unless another unit is given. */
export interface Traits {
  /** Traffic that goes through VPC endpoints, with private addresses. */
  readonly privateShare: number;
  /** Lambda functions in a VPC. */
  readonly lambdaInVpcShare: number;
  /** Programs that read by BatchGetSecretValue. */
  readonly batchShare: number;
  /** Batches that are followed by a record for each secret. */
  readonly childShare: number;
  /** Programs that name secrets by ARN. */
  readonly arnShare: number;
  /** Principals that begin or end within the period. */
  readonly churn: number;
  /** Releases that add secrets, per deployment and 30 days. */
  readonly releases: number;
  /** Applications whose secrets all move to other names, share in 30 days. */
  readonly renamings: number;
  /** Secrets that are deleted while some still read them, share in 30 days. */
  readonly deletions: number;
  /** Episodes of misconfiguration, per principal and 30 days. */
  readonly errors: number;
  /** Tasks of people that go beyond their own team's secrets. */
  readonly curiosity: number;
  /** People who work from home networks rather than through office or VPN. */
  readonly remoteShare: number;
  readonly ipv6Share: number;
  /** Mean days between two versions of one program's SDK. */
  readonly upgradeDays: number;
  /** Factor on how often programs read. */
  readonly volume: number;
  /** Principals that also read one of the secrets that all share. */
  readonly sharedShare: number;
  /** Secrets that nobody reads, as a share of all. */
  readonly coldShare: number;
  /** Secrets without any convention. */
  readonly mess: number;
  /** Renames of template roles per 30 days, of those that are deployed blue/green. */
  readonly blueGreen: number;
}

export interface PlatformMove {
  readonly teams: ReadonlySet<number>;
  readonly to: Runtime;
  /** The first program moves at `from`, the last before `to`. */
  readonly span: Span;
}

/** What is drawn before any principal: one company's way of working. */
export interface Organisation {
  readonly company: string;
  readonly accounts: readonly Account[];
  readonly offices: readonly Office[];
  readonly teams: readonly Team[];
  readonly traits: Traits;
  readonly runtimes: readonly (readonly [Runtime, number])[];
  readonly ci: readonly CiProvider[];
  /** Teams that move their programs to another runtime around one day, if any do. */
  readonly platformMove: PlatformMove | null;
  /** Weight of each persona, by name. */
  readonly mix: ReadonlyMap<string, number>;
  /** Index into FOREIGN_SECRET_WORDS, or null for English. */
  readonly language: number | null;
}

const REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1', 'eu-north-1', 'ap-southeast-1',
  'ap-southeast-2', 'ap-northeast-1', 'sa-east-1', 'ca-central-1',
]; // prettier-ignore

/** Conventions that exist, see secret-names.ts and principals.ts. */
export const SECRET_CONVENTIONS = 9;
export const ROLE_CONVENTIONS = 6;

export function drawOrganisation(
  seed: number,
  identities: number,
  span: Span,
  personas: readonly (readonly [string, number])[],
): Organisation {
  const random = stream(seed, 'organisation');
  const offices = Array.from({ length: random.between(1, 3) }, () => drawOffice(random, span));
  const conventions = sample(random, range(SECRET_CONVENTIONS), random.between(1, 3));
  const roleConventions = sample(random, range(ROLE_CONVENTIONS), random.between(1, 3));
  const teamCount = Math.max(2, Math.round(identities / logUniform(random, 7, 30)));
  const teams = sample(random, TEAM_WORDS, teamCount).map((name) => ({
    name,
    office: random.pick(offices),
    convention: random.chance(0.9) ? random.pick(conventions) : random.between(0, SECRET_CONVENTIONS - 1),
    roleConvention: random.pick(roleConventions),
  }));
  return {
    company: random.pick(COMPANY_WORDS),
    accounts: drawAccounts(random),
    offices,
    teams,
    traits: drawTraits(random),
    runtimes: (['eks', 'ecs', 'ec2', 'lambda', 'on-premises'] as const).map((runtime) => [
      runtime,
      gamma(random, runtime === 'on-premises' ? 0.15 : 0.8) + 0.01,
    ]),
    ci: sample(random, ['github', 'gitlab', 'self-hosted', 'codebuild'] as const, random.chance(0.3) ? 2 : 1),
    platformMove: random.chance(0.3) ? drawPlatformMove(random, teams.length, span) : null,
    mix: new Map(personas.map(([name, weight]) => [name, weight * (gamma(random, 0.9) + 0.04)])),
    language: random.chance(0.25) ? random.between(0, 5) : null,
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function drawPlatformMove(random: Random, teams: number, span: Span): PlatformMove {
  const from = uniform(random, span.from, span.to);
  const share = uniform(random, 0.1, 0.8);
  return {
    teams: new Set(range(teams).filter(() => random.chance(share))),
    to: random.pick(['eks', 'ecs', 'lambda', 'ec2'] as const),
    span: { from, to: from + logUniform(random, HOUR, 10 * DAY) },
  };
}

function drawAccounts(random: Random): Account[] {
  const home = random.pick(REGIONS);
  const second = random.pick(REGIONS);
  const stages: readonly (readonly [Stage, number])[] = [
    ['prod', 4],
    ['staging', 2],
    ['dev', 2],
    ['data', 1],
    ['shared', 1],
  ];
  return Array.from({ length: wholeLogUniform(random, 1, 8) }, (_, i) => ({
    id: String(random.between(1, 9)) + text(random, '0123456789', 11),
    stage: i === 0 ? 'prod' : weighted(random, stages),
    region: random.chance(0.8) ? home : second,
  }));
}

function drawTraits(random: Random): Traits {
  return {
    privateShare: beta(random, 0.6, 0.9),
    lambdaInVpcShare: beta(random, 0.7, 0.9),
    batchShare: beta(random, 0.5, 2),
    childShare: random.chance(0.6) ? 1 : beta(random, 0.6, 0.6),
    arnShare: beta(random, 0.6, 0.8),
    churn: beta(random, 1, 6),
    releases: logUniform(random, 0.05, 2.5),
    renamings: logUniform(random, 0.002, 0.06),
    deletions: logUniform(random, 0.0003, 0.01),
    errors: logUniform(random, 0.01, 0.3),
    curiosity: beta(random, 0.7, 5),
    remoteShare: beta(random, 0.8, 0.8),
    ipv6Share: beta(random, 0.5, 2),
    upgradeDays: logUniform(random, 15, 200),
    volume: logUniform(random, 0.35, 1.5),
    sharedShare: beta(random, 0.5, 1),
    coldShare: beta(random, 1, 4),
    mess: beta(random, 0.5, 4),
    blueGreen: logUniform(random, 0.3, 8),
  };
}
