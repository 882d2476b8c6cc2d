import { existing } from '../choosing.js';
import type { DrawnSecret } from '../catalogue.js';
import { logUniform, weighted, wholeLogUniform } from '../draw.js';
import { ssoRoleName } from '../principals.js';
import type { Permission } from '../world.js';
import { doTask, drawPerson, emailOf, taskTimes } from './person.js';
import type { Site } from './site.js';

interface Pools {
  readonly own: readonly DrawnSecret[];
  readonly others: readonly DrawnSecret[];
}

/** Secrets of a team in an account, and those of other teams. */
function poolsOf({ world, deployment }: Site): Pools {
  const local = existing(
    world.catalogue.all.filter(
      ({ secret, use }) => secret.accountId === deployment.account.id && use !== 'cold',
    ),
    world.span.from,
  );
  const own = local.filter(({ team }) => team === deployment.team);
  return {
    own: own.length > 0 ? own : deployment.secrets,
    others: local.filter(({ team }) => team !== deployment.team),
  };
}

const PERMISSION_SETS = [
  'AdministratorAccess', 'PowerUserAccess', 'Developer', 'DataEngineer', 'ReadOnly', 'SupportEngineer', 'DevOps',
  'BillingOps', 'SRE', 'Backend',
]; // prettier-ignore

/** A permission set of IAM Identity Center, or a federated role: one role, many people. */
export function permissionSet(site: Site): void {
  const { world, random, deployment } = site;
  const { own, others } = poolsOf(site);
  const wide = random.chance(0.35);
  const name = random.pick(PERMISSION_SETS);
  const caller = world.enrol({
    name: random.chance(0.8)
      ? ssoRoleName(
          random,
          `${world.organisation.teams[deployment.team]!.name}-${name}`,
          deployment.account.region,
        )
      : `federated/${world.organisation.teams[deployment.team]!.name}-${name}`,
    kind: 'role',
    persona: 'people',
    byArn: random.chance(0.3),
    account: deployment.account,
    team: deployment.team,
    permission: weighted<Permission>(random, [
      ['team', 3],
      ['account', 4],
      ['everything', 1],
    ]),
    own,
    sort: 'people',
  });
  const count = wholeLogUniform(random, 2, 40);
  const pace = logUniform(random, 0.03, 1.2);
  for (let i = 0; i < count; i++) {
    // A wide permission set has people of all teams.
    const mine = wide && others.length > 0 ? [...own, ...others] : own;
    const perDay = pace * logUniform(random, 0.2, 3);
    const person = drawPerson(random, { world, team: deployment.team, pool: mine, user: false, perDay });
    const joins = random.chance(0.06)
      ? world.span.from + random.float() * (world.span.to - world.span.from)
      : 0;
    for (const time of taskTimes(random, person, world.span))
      if (time >= joins) doTask(random, caller, person, time, mine, others);
  }
}

/** A role or an IAM user that one person has for themself. */
export function individual(site: Site): void {
  const { world, random, deployment } = site;
  const { own, others } = poolsOf(site);
  const user = random.chance(0.4);
  const email = emailOf(random, world.organisation.company);
  const name = email.split('@')[0]!;
  const caller = world.enrol({
    name: user ? (random.chance(0.5) ? email : name) : `people/${name}`,
    kind: user ? 'user' : 'role',
    persona: user ? 'individual/user' : 'individual/role',
    byArn: random.chance(0.2),
    account: deployment.account,
    team: deployment.team,
    permission: weighted<Permission>(random, [
      ['team', 3],
      ['account', 3],
      ['everything', 0.5],
    ]),
    own,
    sort: user ? 'user' : 'person',
  });
  const person = drawPerson(random, {
    world,
    team: deployment.team,
    pool: own,
    user,
    perDay: logUniform(random, 0.03, 5),
  });
  for (const time of taskTimes(random, person, world.span)) doTask(random, caller, person, time, own, others);
}
