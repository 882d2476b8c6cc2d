import type { Dice } from '../base/dice.js';
import type { Reach, Team } from '../base/model.js';
import { FIRST_NAMES, LAST_NAMES } from '../company/names.js';
import type { Person, World } from '../company/world.js';
import { Worker } from './worker.js';

/** All people of a company who have to do with its accounts. */
export function drawPeople(world: World): Person[] {
  const dice = world.dice('people');
  const { identities, teams } = world.company;
  const count = Math.max(4, Math.round(identities * dice.logNormal(0.35, 0.6)));
  const names = new Set<string>();
  const people: Person[] = [];
  for (let n = 0; n < count; n++) {
    const base = `${dice.pick(FIRST_NAMES)}.${dice.pick(LAST_NAMES)}`;
    const name = names.has(base) ? `${base}${n}` : base;
    names.add(name);
    people.push({ name, team: dice.pick(teams) });
  }
  return people;
}

const SETS: readonly (readonly [string, Reach, number])[] = [
  ['AdministratorAccess', 'account', 0.15],
  ['PowerUserAccess', 'account', 0.3],
  ['DeveloperAccess', 'account', 0.4],
  ['Developers', 'account', 0.5],
  ['PlatformEngineer', 'account', 0.15],
  ['DataEngineering', 'account', 0.25],
  ['SupportL2', 'account', 0.1],
  ['SecurityAudit', 'account', 0.06],
  ['OnCall', 'account', 0.3],
];

/** A role that people sign in to, of IAM Identity Center or of an older federation. */
export function addPeopleRole(world: World, dice: Dice, people: readonly Person[]): void {
  const account = dice.pick(world.company.accounts);
  const isOfTeam = dice.chance(0.35);
  const team: Team | null = isOfTeam ? dice.pick(world.company.teams) : null;
  const [set, reach, share] = isOfTeam
    ? [`${pascal(team!.name)}Team`, dice.pick(['account', 'team'] as const), 1]
    : dice.pick(SETS);
  const members = people
    .filter((person) => (team === null || person.team === team) && dice.chance(share))
    .slice(0, 60);
  const isOld = dice.chance(0.12);
  const role = world.registry.add(dice, {
    persona: isOld ? 'federated people' : 'identity center people',
    nature: 'person',
    account,
    region: dice.chance(0.85) ? world.company.regions[0]! : dice.pick(world.company.regions),
    team,
    reach,
    name: isOld ? `okta-${set}` : `AWSReservedSSO_${set}_${dice.hex(16)}`,
    path: isOld ? '' : 'aws-reserved/sso.amazonaws.com/',
  });
  if (role === null) return;
  for (const person of members) {
    const own = world.dice('work', role.index, person.name);
    // Some hold a role that they hardly use.
    const part = own.chance(0.5) ? own.uniform(0.3, 1) : own.uniform(0, 0.08);
    addWorker(world, new Worker(world, person, role, `${person.name}@${world.company.name}.com`, part, own));
  }
}

/** A person with a key of an IAM user. */
export function addPersonWithKey(world: World, dice: Dice, people: readonly Person[]): void {
  const person = dice.pick(people);
  const account = dice.pick(world.company.accounts);
  const user = world.registry.add(dice, {
    persona: 'person with a key',
    nature: 'person',
    account,
    region: world.company.regions[0]!,
    team: person.team,
    reach: dice.chance(0.6) ? 'account' : 'team',
    kind: 'user',
    path: '',
    name: person.name,
  });
  if (user === null) return;
  addWorker(
    world,
    new Worker(world, person, user, null, dice.uniform(0.2, 1.5), world.dice('key', user.index)),
  );
}

/** A role for emergencies; nobody uses it but in drills and incidents. */
export function addEmergencyRole(world: World, dice: Dice, people: readonly Person[]): void {
  const account = dice.pick(world.company.accounts);
  const role = world.registry.add(dice, {
    persona: 'emergency role',
    nature: 'emergency',
    account,
    region: world.company.regions[0]!,
    team: null,
    reach: 'account',
    name: dice.pick([
      'break-glass',
      'BreakGlassAdmin',
      'emergency-access',
      'OrganizationAccountAccessRole',
      'oncall-escalation',
    ]),
    path: '',
  });
  if (role === null) return;
  for (const person of dice.sample(people, 4))
    world.staff.push(
      new Worker(world, person, role, person.name, 0, world.dice('emergency', role.index, person.name)),
    );
}

function addWorker(world: World, worker: Worker): void {
  world.staff.push(worker);
  worker.live();
}

function pascal(text: string): string {
  return text.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
