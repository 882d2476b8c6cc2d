import { Random } from '../../../../src/simulate/random.js';
import { logNormal } from '../../../../src/simulate/distributions.js';
import { drawAgent, serviceAgent, type Software } from './agents.js';
import { composeChooser } from './compose-chooser.js';
import { composeOrigin } from './compose-origin.js';
import { DAY, HOUR, logUniform, uniform, weighted } from './draw.js';
import type { Kind } from './organisation.js';
import type { OriginKind } from './origins.js';
import { MACHINE_PRIORS, type MachineKind } from './priors.js';
import { scannerWork, terraformWork } from './personas/keeper.js';
import { drawMachine } from './personas/machine.js';
import { breakGlassWork, migrationWork, previewWork } from './personas/passing.js';
import { drawPerson } from './personas/person.js';
import { rotatorWork } from './personas/rotator.js';
import { permissionSetRole, roleName, stackSuffix } from './role-names.js';
import { personSessions, roleSessions, userSessions, type SessionNaming } from './sessions.js';
import { walk, type Team } from './teams.js';
import { FOREIGN, GIVEN_NAMES, PARTS, SURNAMES } from './words.js';
import type { Actor, World } from './world.js';

/** Draws principals one by one until there are `count`, and the actors behind them. */
export function drawCast(random: Random, world: World, count: number): void {
  while (world.principals.length < count) {
    const kind = weighted(random, world.organisation.kinds);
    const own = new Random(random.uint32(), world.principals.length);
    const team = own.pick(world.teams);
    castOne(own, world, kind, team, count);
  }
}

function castOne(random: Random, world: World, kind: Kind, team: Team, count: number): void {
  const [from, to] = drawLifetime(random, world);
  switch (kind) {
    case 'workforce': {
      castPeople(random, world, team, from, to);
      return;
    }
    case 'key-user': {
      castUser(random, world, team, from, to);
      return;
    }
    case 'blue-green': {
      castStacks(random, world, team, count);
      return;
    }
    case 'rotator': {
      castSimple(
        random,
        world,
        kind,
        team,
        'boto3-lambda',
        ['lambda', 'endpoint'],
        from,
        to,
        rotatorWork(random),
      );
      return;
    }
    case 'terraform': {
      castSimple(
        random,
        world,
        kind,
        team,
        'terraform',
        ['runner', 'nat', 'runner'],
        from,
        to,
        terraformWork(random),
      );
      return;
    }
    case 'scanner': {
      const byAws = random.chance(0.4)
        ? random.pick(['config.amazonaws.com', 'securityhub.amazonaws.com', 'access-analyzer.amazonaws.com'])
        : null;
      castSimple(
        random,
        world,
        kind,
        team,
        'boto3',
        ['nat', 'other-cloud', 'lambda'],
        from,
        to,
        scannerWork(random),
        byAws,
      );
      return;
    }
    case 'preview': {
      castSimple(random, world, kind, team, 'cli', ['runner', 'nat'], from, to, previewWork(random));
      return;
    }
    case 'migration': {
      castSimple(
        random,
        world,
        kind,
        team,
        random.pick(['boto3', 'cli', 'go-v2'] as const),
        ['nat', 'runner', 'endpoint'],
        from,
        to,
        migrationWork(random),
      );
      return;
    }
    case 'break-glass': {
      castSimple(
        random,
        world,
        kind,
        team,
        random.pick(['cli', 'browser'] as const),
        ['roaming'],
        world.start,
        world.end,
        breakGlassWork(random),
      );
      return;
    }
    default: {
      const principal = addRole(random, world, kind, team);
      world.actors.push(
        drawMachine(random, world, {
          principal,
          kind,
          team,
          isUser: false,
          fixedName: functionName(random, team),
          from,
          to,
        }),
      );
    }
  }
}

/** Most principals are there all the time; some begin or end within the period. */
function drawLifetime(random: Random, { start, end }: World): [from: number, to: number] {
  const from = random.chance(0.1) ? start + random.float() * (end - start) : start;
  const to = random.chance(0.06) ? from + random.float() * (end - from) : end;
  return [from, to];
}

function functionName(random: Random, team: Team): string {
  return `${team.name}-${random.pick(PARTS)}${random.pick(['', '-prod', '-handler', '-v2', '-fn'])}`;
}

function addPrincipal(
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

function addRole(random: Random, world: World, kind: Kind, team: Team): number {
  const naming = weighted(random, world.organisation.roleNamings);
  const what = kind === 'service' ? random.pick(['task', 'service', 'node', 'app']) : kind;
  return addPrincipal(
    world,
    kind,
    team.accountId,
    'role',
    roleName(random, naming, team.name, what, stackSuffix(random)),
  );
}

function castSimple(
  random: Random,
  world: World,
  kind: Kind,
  team: Team,
  software: Software,
  origins: readonly OriginKind[],
  from: number,
  to: number,
  work: Actor['work'],
  service: string | null = null,
): void {
  const principal = addRole(random, world, kind, team);
  const naming: SessionNaming =
    kind === 'rotator' ? 'fixed' : random.pick(['runner', 'fixed', 'job', 'botocore', 'timestamp'] as const);
  const origin = composeOrigin(random, random.pick(origins), world, team);
  world.actors.push({
    principal,
    accountId: team.accountId,
    kind,
    team,
    random,
    origin:
      service === null
        ? origin
        : { kind: 'aws-service', at: () => ({ address: service, vpcEndpointId: null }) },
    agent:
      service === null
        ? drawAgent(random, software, world.start, logUniform(random, 10 * DAY, 100 * DAY))
        : serviceAgent(service),
    sessions:
      kind === 'break-glass'
        ? personSessions(random, email(random, world))
        : roleSessions(random, naming, functionName(random, team), random.pick([1, 6, 12]) * HOUR, false),
    from,
    to,
    work,
  });
}

export function email(random: Random, { organisation }: World): string {
  const [given, family] = [random.pick(GIVEN_NAMES), random.pick(SURNAMES)];
  const name = random.pick([
    `${given}.${family}`,
    `${given[0]!}${family}`,
    `${given}.${family}${random.between(1, 9)}`,
  ]);
  return `${name}@${organisation.company}.example`;
}

/** A permission set, or a federated role, that one to dozens of people share. */
function castPeople(random: Random, world: World, team: Team, from: number, to: number): void {
  const { identityCenter, perPermissionSet } = world.organisation.people;
  const set = random.pick([
    'AdministratorAccess',
    'PowerUserAccess',
    'DeveloperAccess',
    'ReadOnlyAccess',
    'DataEngineer',
    'SupportEngineer',
    'OnCall',
    'BillingOps',
  ]);
  const name = identityCenter ? permissionSetRole(random, team.region, set) : `federated/${team.name}-${set}`;
  const principal = addPrincipal(world, 'workforce', team.accountId, 'role', name);
  const people = Math.max(1, Math.min(60, Math.round(logNormal(random, perPermissionSet, 0.8))));
  const several = random.chance(0.5);
  for (let i = 0; i < people; i++) {
    const own = new Random(random.uint32());
    const joins = own.chance(0.08) ? uniform(own, world.start, world.end) : from;
    const home = several ? walk(own, world.teams, team, 0.5) : team;
    world.actors.push(
      drawPerson(own, world, {
        principal,
        kind: 'workforce',
        team: home,
        sessions: personSessions(own, email(own, world)),
        from: Math.max(from, joins),
        to,
      }),
    );
  }
}

/** A user with a long-lived key: a person, or a program. */
function castUser(random: Random, world: World, team: Team, from: number, to: number): void {
  const isPerson = random.chance(0.4);
  const name = isPerson
    ? email(random, world).split('@')[0]!
    : random.pick([
        `svc-${team.name}-${random.pick(PARTS)}`,
        `${team.name}_${random.pick(FOREIGN)}`,
        `${random.pick(PARTS)}user`,
        `legacy/${team.name}-${random.pick(PARTS)}`,
      ]);
  const principal = addPrincipal(
    world,
    isPerson ? 'key-person' : 'key-program',
    team.accountId,
    'user',
    name,
  );
  if (isPerson) {
    world.actors.push(
      drawPerson(random, world, {
        principal,
        kind: 'key-user',
        team,
        sessions: userSessions(random, Infinity),
        from,
        to,
      }),
    );
    return;
  }
  const kind = random.pick<MachineKind>(['service', 'batch', 'outside', 'pipeline', 'dormant', 'outside']);
  world.actors.push(
    drawMachine(random, world, { principal, kind, team, isUser: true, fixedName: '', from, to }),
  );
}

/** Stacks that replace each other: each has a role with a new suffix, and reads what the one before it read. */
function castStacks(random: Random, world: World, team: Team, count: number): void {
  const generations = Math.min(random.between(2, 6), count - world.principals.length);
  const kind = random.pick<MachineKind>(['service', 'service', 'function', 'batch']);
  const naming = random.chance(0.8) ? 'stack' : 'hyphens';
  const template = random.uint32();
  const chooser = weighted(random, MACHINE_PRIORS[kind].choosers);
  const choice = composeChooser(random, chooser, world, team);
  const cuts = Array.from({ length: generations - 1 }, () => uniform(random, world.start, world.end)).sort(
    (a, b) => a - b,
  );
  const bounds = [world.start, ...cuts, world.end];
  const design = random.uint32();
  for (let i = 0; i < generations; i++) {
    const name = roleName(new Random(template), naming, team.name, kind, stackSuffix(random));
    const principal = addPrincipal(
      world,
      'blue-green',
      team.accountId,
      'role',
      naming === 'stack' ? name : `${name}-${['blue', 'green'][i % 2]!}-${i}`,
    );
    const overlap = logUniform(random, 600, DAY);
    const seat = {
      principal,
      kind,
      team,
      isUser: false,
      fixedName: functionName(new Random(template), team),
      from: bounds[i]!,
      to: Math.min(world.end, bounds[i + 1]! + overlap),
      choice,
    };
    world.actors.push(drawMachine(new Random(design), world, seat));
  }
}
