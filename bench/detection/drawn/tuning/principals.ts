import type { Random } from '../../../../src/simulate/random.js';
import { hex, text, UPPER } from './draw.js';
import type { Organisation } from './organisation.js';

/** What a role's name is composed of. */
export interface RoleParts {
  readonly team: string;
  readonly app: string;
  readonly stage: string;
  readonly company: string;
}

const capital = (words: string): string =>
  words.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

type RoleConvention = (random: Random, parts: RoleParts) => string;

/** In the order of `Team.roleConvention`: path and name of a role. */
const CONVENTIONS: readonly RoleConvention[] = [
  (_, { team, app, stage }) => `${team}-${app}-${stage}`,
  (random, { team, app }) =>
    `${capital(team)}${capital(app)}-ServiceRole-${text(random, UPPER, random.between(12, 13))}`,
  (_, { app, stage }) => `service-role/${app}-role-${stage}`,
  (_, { team, app }) => `${team}/${capital(app)}ExecutionRole`,
  (_, { company, stage, app }) => `${company}-${stage}-${app}-irsa`,
  (random, { app, stage }) => `${app}-${stage}-${hex(random, 8)}`,
];

/** Path and name of a role of a team, below `:role/`. */
export function roleName(
  random: Random,
  organisation: Organisation,
  team: number,
  app: string,
  stage: string,
): string {
  const { name, roleConvention } = organisation.teams[team]!;
  return CONVENTIONS[roleConvention]!(random, { team: name, app, stage, company: organisation.company });
}

/** The role of a permission set of IAM Identity Center. */
export function ssoRoleName(random: Random, permissionSet: string, region: string): string {
  return `aws-reserved/sso.amazonaws.com/${region}/AWSReservedSSO_${permissionSet}_${hex(random, 16)}`;
}

/** The name of a CloudFormation role with a new random end, as each stack gets one. */
export function stackRoleName(random: Random, stem: string): string {
  return `${stem}-${text(random, UPPER, random.between(12, 13))}`;
}
