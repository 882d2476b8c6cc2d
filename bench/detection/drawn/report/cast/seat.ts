import type { Random } from '../../../../../src/simulate/random.js';
import { weighted } from '../draw.js';
import type { Kind } from '../organisation.js';
import { roleName, stackSuffix } from '../role-names.js';
import type { Team } from '../teams.js';
import { GIVEN_NAMES, PARTS, SURNAMES } from '../words.js';
import type { World } from '../world.js';

/** A place in the cast that is to be filled. */
export interface Seat {
  readonly random: Random;
  readonly world: World;
  readonly kind: Kind;
  readonly team: Team;
  /** It works in `[from, to)`, epoch seconds. */
  readonly from: number;
  readonly to: number;
}

/** Adds a principal with an ARN of its own, and returns its index. */
export function addPrincipal(
  world: World,
  persona: string,
  accountId: string,
  kind: 'role' | 'user',
  name: string,
): number {
  let arn = `arn:aws:iam::${accountId}:${kind}/${name}`;
  for (let copy = 2; world.principals.some((one) => one.arn === arn); copy++)
    arn = `arn:aws:iam::${accountId}:${kind}/${name}-${copy}`;
  world.principals.push({ arn, kind, accountId, persona });
  return world.principals.length - 1;
}

/** What roles of a kind have in their names. */
const PURPOSES: Partial<Record<Kind, readonly string[]>> = {
  service: ['task', 'service', 'node', 'app'],
  function: ['lambda', 'fn', 'function'],
  operator: ['eso', 'external-secrets', 'csi', 'operator'],
  pipeline: ['ci', 'deploy', 'github', 'build'],
  batch: ['job', 'etl', 'glue', 'batch'],
  scanner: ['audit', 'config', 'posture'],
  'whole-account': ['backup', 'inventory', 'sync', 'secrets'],
  rotator: ['rotation', 'rotate', 'lambda'],
  terraform: ['terraform', 'infra', 'tf-plan'],
  broker: ['broker', 'vault', 'secrets-api'],
  notebook: ['notebook', 'sagemaker', 'research'],
  preview: ['preview', 'pr', 'review-app'],
  migration: ['migration', 'copy', 'import'],
  outside: ['partner', 'onprem', 'remote'],
  'break-glass': ['break-glass', 'emergency'],
  dormant: ['legacy', 'job', 'task', 'reports'],
};

export function addRole({ random, world, kind, team }: Seat): number {
  const naming = weighted(random, world.organisation.roleNamings);
  const what = random.pick(PURPOSES[kind] ?? [kind]);
  return addPrincipal(
    world,
    kind,
    team.accountId,
    'role',
    roleName(random, naming, team.name, what, stackSuffix(random)),
  );
}

export function functionName(random: Random, team: Team): string {
  return `${team.name}-${random.pick(PARTS)}${random.pick(['', '-prod', '-handler', '-v2', '-fn'])}`;
}

export function email(random: Random, { organisation }: World): string {
  const [given, surname] = [random.pick(GIVEN_NAMES), random.pick(SURNAMES)];
  const name = random.pick([
    `${given}.${surname}`,
    `${given[0]!}${surname}`,
    `${given}.${surname}${random.between(1, 9)}`,
  ]);
  return `${name}@${organisation.company}.example`;
}
