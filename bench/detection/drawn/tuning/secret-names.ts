import type { Random } from '../../../../src/simulate/random.js';
import { hex, MIXED, text, UPPER, uuid } from './draw.js';
import type { Organisation, Stage } from './organisation.js';
import { APP_WORDS, FOREIGN_SECRET_WORDS, SECRET_WORDS, TEAM_WORDS } from './words.js';

/** What a secret's name is composed of. */
export interface NameParts {
  readonly stage: Stage;
  readonly team: string;
  readonly app: string;
  /** What it opens: `db`, `stripe`, … */
  readonly subject: string;
}

type Convention = (random: Random, parts: NameParts) => string;

const camel = (words: string): string =>
  words.replaceAll(/(?:^|[-_/])(\w)/g, (_, letter: string) => letter.toUpperCase());

/** In the order of `Team.convention`. */
const CONVENTIONS: readonly Convention[] = [
  (_, { stage, team, app, subject }) => `${stage}/${team}/${app}/${subject}`,
  (_, { stage, app, subject }) => `${app}/${stage}/${subject}`,
  (_, { stage, team, app, subject }) => `${team}-${app}-${subject}-${stage}`,
  (random, { team, app, subject }) =>
    `${camel(team)}${camel(app)}Stack-${camel(subject)}Secret-${text(random, MIXED, 12)}`,
  (random, { app, subject }) =>
    `${camel(`${app}-${subject}`)}${hex(random, 8).toUpperCase()}-${text(random, MIXED, 12)}`,
  (_, { stage, team, app, subject }) => `/${team}/${stage}/${app}_${subject.replaceAll('-', '_')}`,
  (_, { stage, app, subject }) =>
    `${stage.toUpperCase()}_${app}_${subject}`.replaceAll('-', '_').toUpperCase(),
  (random, { team }) => `${team}/${uuid(random)}`,
  (_, { team, app, subject }) => `${team}.${app}.${subject}`,
];

/** Names of no convention, as somebody typed them once. */
function messyName(random: Random, parts: NameParts): string {
  return random.pick<() => string>([
    () => `${parts.subject}${random.between(1, 99)}`,
    () => `test-${parts.subject}-${parts.app}`,
    () => `${camel(parts.subject)} `.trim() + random.pick(['New', 'Old', 'Copy', '_v2', '-backup']),
    () => text(random, MIXED, random.between(6, 18)),
    () => `tmp_${hex(random, 6)}`,
    () => `${random.pick(TEAM_WORDS)}_${random.pick(APP_WORDS)}_${random.pick(SECRET_WORDS)}`.toUpperCase(),
  ])();
}

export function drawSubject(random: Random, organisation: Organisation): string {
  const foreign = organisation.language === null ? null : FOREIGN_SECRET_WORDS[organisation.language]!;
  return random.pick(foreign !== null && random.chance(0.6) ? foreign : SECRET_WORDS);
}

/** A name as the team's convention gives it, or without any structure. */
export function secretName(
  random: Random,
  organisation: Organisation,
  team: number,
  parts: NameParts,
): string {
  if (random.chance(organisation.traits.mess)) return messyName(random, parts);
  return CONVENTIONS[organisation.teams[team]!.convention]!(random, parts);
}

/** A secret that an AWS service creates and manages. */
export function managedName(random: Random): string {
  return random.pick<() => string>([
    () => `rds!cluster-${uuid(random)}`,
    () => `rds!db-${uuid(random)}`,
    () => `eventbridge!connection/${random.pick(APP_WORDS)}-${random.pick(SECRET_WORDS)}/${uuid(random)}`,
    () => `AmazonMSK_${random.pick(APP_WORDS)}_${hex(random, 4)}`,
    () =>
      `appflow!${random.between(100_000, 999_999)}-${random.pick(APP_WORDS)}-${random.between(10 ** 12, 2 * 10 ** 12)}`,
    () => `redshift!${random.pick(TEAM_WORDS)}-admin`,
    () => `ecr-pullthroughcache/${random.pick(['docker-hub', 'quay', 'ghcr'])}-${text(random, UPPER, 4)}`,
  ])();
}

/** Name of the secret of the n-th tenant under a path. */
export function tenantName(random: Random, path: string, n: number, style: number): string {
  if (style === 0) return `${path}${uuid(random)}`;
  if (style === 1) return `${path}tenant-${String(n).padStart(5, '0')}/credentials`;
  if (style === 2) return `${path}${random.pick(APP_WORDS)}${random.pick(TEAM_WORDS)}-${hex(random, 4)}`;
  return `${path}${random.between(10_000_000, 99_999_999)}`;
}
