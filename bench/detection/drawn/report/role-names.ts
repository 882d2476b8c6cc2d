import type { Random } from '../../../../src/simulate/random.js';
import { characters, hex, UPPER } from './draw.js';
import { title } from './secret-names.js';
import { ENVIRONMENTS, PARTS } from './words.js';

export const ROLE_NAMINGS = [
  [5, 'hyphens'],
  [4, 'stack'],
  [3, 'service-role'],
  [3, 'pod'],
  [2, 'path'],
  [1, 'camel'],
  [1, 'numbered'],
] as const;

export type RoleNaming = (typeof ROLE_NAMINGS)[number][1];

/** A role's name with its path. A stack's name has `suffix` at its end: a new one for each copy of the stack. */
export function roleName(
  random: Random,
  naming: RoleNaming,
  team: string,
  what: string,
  suffix: string,
): string {
  const part = random.pick(PARTS);
  switch (naming) {
    case 'hyphens':
      return `${team}-${part}-${what}-${random.pick(ENVIRONMENTS)}`;
    case 'stack':
      return `${title(team)}${title(part)}Stack-${title(what)}${random.pick(['Role', 'ServiceRole', 'ExecutionRole'])}${hex(random, 8).toUpperCase()}-${suffix}`;
    case 'service-role':
      return `service-role/${team}-${part}-role-${hex(random, 8)}`;
    case 'pod':
      return `eks-${random.pick(ENVIRONMENTS)}-${team}-${part}-irsa`;
    case 'path':
      return `${team}/${random.pick(ENVIRONMENTS)}/${part}-${what}`;
    case 'camel':
      return `${title(team)}${title(part)}${title(what)}Role`;
    case 'numbered':
      return `app${random.between(100, 9999)}-${what}`;
  }
}

/** The random end that CloudFormation gives to a physical id: 12 or 13 upper-case characters. */
export function stackSuffix(random: Random): string {
  return characters(random, UPPER, random.chance(0.6) ? 12 : 13);
}

/** The role of a permission set of IAM Identity Center. */
export function permissionSetRole(random: Random, region: string, name: string): string {
  return `aws-reserved/sso.amazonaws.com/${region}/AWSReservedSSO_${name}_${hex(random, 16)}`;
}
