import type { Random } from '../../../../src/simulate/random.js';
import { ALNUM, characters, guid, hex } from './draw.js';
import { CREDENTIALS, ENVIRONMENTS, FOREIGN, ODD, PARTS } from './words.js';

export const SECRET_NAMINGS = [
  [5, 'path'],
  [3, 'deep-path'],
  [3, 'hyphens'],
  [2, 'stack'],
  [1.5, 'managed-database'],
  [1, 'event-connection'],
  [1, 'guid'],
  [1.5, 'foreign'],
  [1.5, 'odd'],
  [1, 'upper'],
  [1, 'dotted'],
  [2, 'tenants'],
] as const;

export type SecretNaming = (typeof SECRET_NAMINGS)[number][1];

/** The environment of a team, and the start of the names of its secrets where they have a hierarchy. */
export interface SecretNameContext {
  readonly company: string;
  readonly team: string;
  readonly environment: string;
}

/** A secret's name; `index` grows within the team, so that names do not repeat. */
export function secretName(
  random: Random,
  naming: SecretNaming,
  context: SecretNameContext,
  index: number,
): string {
  const { company, team, environment } = context;
  const part = random.pick(PARTS);
  const credential = random.pick(CREDENTIALS);
  switch (naming) {
    case 'path':
      return `${environment}/${team}/${part}/${credential}${index}`;
    case 'deep-path':
      return `/${company}/${random.pick(ENVIRONMENTS)}/${team}/${part}/${random.pick(['config', 'secrets', 'creds'])}/${credential}-${index}`;
    case 'hyphens':
      return `${team}-${part}-${credential}-${index}`;
    case 'stack':
      return `${title(team)}${title(environment)}-${title(part)}${title(credential)}Secret-${characters(random, ALNUM, 12)}`;
    case 'managed-database':
      return `rds!${random.pick(['cluster', 'db'])}-${guid(random)}`;
    case 'event-connection':
      return `events!connection/${team}-${part}-${index}/${guid(random)}`;
    case 'guid':
      return random.chance(0.5) ? guid(random) : `${team}/${guid(random)}`;
    case 'foreign':
      return `${random.pick(FOREIGN)}${random.pick(['-', '_', '/'])}${random.pick(FOREIGN)}-${index}`;
    case 'odd':
      return `${random.pick(ODD)}${random.pick(['', '-', '_', '.'])}${random.pick(ODD)}${index}-${hex(random, 3)}`;
    case 'upper':
      return `${team}_${part}_${credential}_${index}`.toUpperCase().replaceAll('-', '_');
    case 'dotted':
      return `com.${company}.${team}.${part}.${credential}.${index}`;
    case 'tenants':
      return `${environment}/${team}/tenants/${hex(random, 8)}${index}/${random.pick(['db', 'api-key', 'oauth'])}`;
  }
}

/** `order-api` as `OrderApi`. */
export function title(text: string): string {
  return text
    .split(/[-_/]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
