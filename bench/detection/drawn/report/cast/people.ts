import { Random } from '../../../../../src/simulate/random.js';
import { logNormal } from '../../../../../src/simulate/distributions.js';
import { uniform } from '../draw.js';
import type { MachineKind } from '../machine-priors.js';
import { drawMachine } from '../personas/machine.js';
import { drawPerson } from '../personas/person.js';
import { permissionSetRole } from '../role-names.js';
import { personSessions, userSessions } from '../sessions.js';
import { walk } from '../teams.js';
import { FOREIGN, PARTS } from '../words.js';
import { addPrincipal, email, type Seat } from './seat.js';

const PERMISSION_SETS = [
  'AdministratorAccess',
  'PowerUserAccess',
  'DeveloperAccess',
  'ReadOnlyAccess',
  'DataEngineer',
  'SupportEngineer',
  'OnCall',
  'BillingOps',
];

/** A permission set, or a federated role, that one to dozens of people share. */
export function castPeople({ random, world, team, from, to }: Seat): void {
  const { identityCenter, perPermissionSet } = world.organisation.people;
  const set = random.pick(PERMISSION_SETS);
  const name = identityCenter ? permissionSetRole(random, team.region, set) : `federated/${team.name}-${set}`;
  const principal = addPrincipal(world, 'workforce', team.accountId, 'role', name);
  const people = Math.max(1, Math.min(60, Math.round(logNormal(random, perPermissionSet, 0.8))));
  const several = random.chance(0.5);
  for (let i = 0; i < people; i++) {
    const own = new Random(random.uint32());
    const joins = own.chance(0.08) ? uniform(own, world.start, world.end) : from;
    const leaves = own.chance(0.04) ? uniform(own, world.start, world.end) : to;
    const home = several ? walk(own, world.teams, team, 0.5) : team;
    const sessions = personSessions(own, email(own, world));
    const life = { from: Math.max(from, joins), to: Math.min(to, leaves) };
    world.actors.push(
      drawPerson(own, world, { principal, kind: 'workforce', team: home, sessions, ...life }),
    );
  }
}

/** A user with a long-lived key: a person, or a program. */
export function castUser({ random, world, team, from, to }: Seat): void {
  const isPerson = random.chance(0.4);
  const name = isPerson
    ? email(random, world).split('@')[0]!
    : random.pick([
        `svc-${team.name}-${random.pick(PARTS)}`,
        `${team.name}_${random.pick(FOREIGN)}`,
        `${random.pick(PARTS)}user`,
        `legacy/${team.name}-${random.pick(PARTS)}`,
      ]);
  const persona = isPerson ? 'key-person' : 'key-program';
  const principal = addPrincipal(world, persona, team.accountId, 'user', name);
  if (isPerson) {
    const sessions = userSessions(random, Infinity);
    world.actors.push(drawPerson(random, world, { principal, kind: 'key-user', team, sessions, from, to }));
    return;
  }
  const kind = random.pick<MachineKind>(['service', 'batch', 'outside', 'pipeline', 'dormant', 'outside']);
  world.actors.push(
    drawMachine(random, world, { principal, kind, team, isUser: true, fixedName: '', from, to }),
  );
}
