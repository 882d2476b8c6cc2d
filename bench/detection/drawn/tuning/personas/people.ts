import { DAY } from '../calendar.js';
import { existing } from '../choosing.js';
import type { DrawnSecret } from '../catalogue.js';
import { logUniform, weighted, wholeLogUniform } from '../draw.js';
import { ssoRoleName } from '../principals.js';
import { selfExciting } from '../timing/random-times.js';
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

/** A role for those on call: one person a week, with incidents at any hour, each with some reads of any team. */
export function onCall(site: Site): void {
  const { world, random, deployment } = site;
  const { own, others } = poolsOf(site);
  const all = [...own, ...others];
  const caller = world.enrol({
    name: ssoRoleName(
      random,
      random.pick(['OnCall', 'ProductionSupport', 'IncidentResponder']),
      deployment.account.region,
    ),
    kind: 'role',
    persona: 'on-call',
    byArn: random.chance(0.3),
    account: deployment.account,
    team: deployment.team,
    permission: 'account',
    own: all,
    sort: 'people',
  });
  const people = Array.from({ length: random.between(3, 9) }, () =>
    drawPerson(random, { world, team: deployment.team, pool: all, user: false, perDay: 0 }),
  );
  const rate = logUniform(random, 0.1, 3);
  for (const time of selfExciting(random, world.span, rate).sort((a, b) => a - b)) {
    const person = people[Math.floor(time / (7 * DAY)) % people.length]!;
    doTask(random, caller, person, time, all, others);
  }
}
