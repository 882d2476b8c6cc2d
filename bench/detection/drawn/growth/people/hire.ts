import type { Secret, World } from '../company/world.js';
import { login } from '../draw/names.js';
import { change, DAY } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { COUNTRIES, type Country } from '../places/addresses.js';
import type { Tool } from '../places/user-agents.js';
import type { Badge, Person } from './person.js';
import { drawPremises, moveAround, usualPlaces, type Premises } from './places.js';

const SETS = [
  'AdministratorAccess',
  'PowerUser',
  'Developer',
  'ReadOnly',
  'DataEngineer',
  'Support',
  'OnCall',
  'Billing',
  'SecurityAudit',
  'ClientAdmin',
];
const JOBS = [
  'developer',
  'developer',
  'developer',
  'lead',
  'sre',
  'data',
  'support',
  'qa',
  'manager',
  'security',
  'consultant',
  'researcher',
];

/** Makes the identities that people use, and the people. */
export function hirePeople(w: World): Person[] {
  const rng = w.rng.stream('people');
  const { traits } = w;
  const humans = humanCount(w);
  const users = Math.round(humans * traits.userShare);
  const countries = Array.from({ length: 4 }, () => COUNTRIES[rng.weighted(traits.homes)]!);
  const premises = drawPremises(w, countries);
  const shared = sharedRoles(w, rng, humans - users);
  const people: Person[] = [];
  const hire = (badges: Badge[], name: string): void => {
    people.push(
      newPerson(w, rng.stream(`person/${people.length}`), {
        index: people.length,
        login: name,
        badges,
        countries,
        premises,
      }),
    );
  };
  for (let i = 0; i < users; i++) {
    const account = rng.favourite(w.accounts, 2).index;
    const name = login(rng, traits.loginStyle);
    const principal = w.addPrincipal('user', w.accounts[account]!.id, name, 'person');
    const extra = shared.length > 0 && rng.chance(0.3) ? [rng.pick(shared)] : [];
    hire([{ way: 'user', principal, account }, ...extra], name);
  }
  // Every shared role has somebody, and most have several.
  const count = Math.round(shared.length * Math.max(0.4, traits.peoplePerRole / 2));
  for (let i = 0; i < count; i++) {
    const first = i < shared.length ? shared[i]! : rng.pick(shared);
    hire(
      [first, ...rng.sample(shared, rng.geometric(Math.min(4, traits.peoplePerRole)) - 1)],
      login(rng, traits.loginStyle),
    );
  }
  for (const role of shared.slice(count)) rng.pick(people).badges.push(role);
  return people;
}

/** How many principals are for people. */
export function humanCount(w: World): number {
  return Math.max(4, Math.round(w.options.identities * w.traits.humanShare));
}

function sharedRoles(w: World, rng: Rng, count: number): Badge[] {
  const roles: Badge[] = [];
  for (let i = 0; i < count; i++) {
    const { index, id } = rng.favourite(w.accounts, 1.5);
    const way = rng.chance(w.traits.assumedShare) ? 'assumed' : 'sso';
    const set = rng.pick(SETS);
    const team = rng.pick(w.teams).name;
    const path =
      way === 'sso'
        ? `aws-reserved/sso.amazonaws.com/AWSReservedSSO_${rng.chance(0.4) ? team.charAt(0).toUpperCase() + team.slice(1) : ''}${set}_${rng.hex(16)}`
        : rng.pick([
            `${team}-admin`,
            `OrganizationAccountAccessRole`,
            `${team}-${set}`,
            `humans/${set}`,
            `break-glass-${team}`,
          ]);
    roles.push({
      way,
      principal: w.addPrincipal('role', id, path, way === 'sso' ? 'sso-people' : 'assumed-people'),
      account: index,
    });
  }
  return roles;
}

interface Newcomer {
  readonly index: number;
  readonly login: string;
  readonly badges: Badge[];
  readonly countries: readonly Country[];
  readonly premises: Premises;
}

function newPerson(w: World, rng: Rng, newcomer: Newcomer): Person {
  const { traits } = w;
  const job = rng.pick(JOBS);
  const span = w.end - w.start;
  const contractor = rng.chance(0.03 * traits.changeRate);
  const country = rng.chance(contractor ? 0.3 : 0.9) ? rng.pick(newcomer.countries) : rng.pick(COUNTRIES);
  const from =
    contractor || rng.chance(traits.bornShare * 0.4) ? w.start + rng.range(0, span * 0.95) : w.start;
  const to = contractor
    ? from + rng.range(2, 12) * DAY
    : rng.chance(0.05 * traits.changeRate)
      ? from + rng.range(0.3, 1) * (w.end - from)
      : w.end;
  const tools = drawTools(rng, job);
  const person: Person = {
    index: newcomer.index,
    login: newcomer.login,
    job: contractor ? 'contractor' : job,
    country,
    badges: newcomer.badges,
    places: [{ from: w.start, value: usualPlaces(w, rng, country, newcomer.premises) }],
    tools: [{ from: w.start, value: tools }],
    secrets: [{ from: w.start, value: favourites(w, rng, newcomer.badges, job) }],
    from,
    to: Math.min(to, w.end),
    reads:
      Math.min(60, rng.lognormal(traits.personReads, traits.personSpread)) *
      (job === 'manager' ? 0.3 : job === 'sre' ? 2 : 1),
    startsAt: rng.range(7, 11),
    hours: rng.range(6, 10),
    away: [],
    version: rng.int(8, 24),
    onboarding: rng.chance(0.6),
  };
  moveAround(w, rng, person, newcomer.countries, newcomer.premises);
  changeWork(w, rng, person, job);
  return person;
}

function changeWork(w: World, rng: Rng, person: Person, job: string): void {
  const when = (): number => w.start + rng.range(0, w.end - w.start);
  if (rng.chance(0.03 * w.traits.changeRate))
    change(person.secrets, when(), favourites(w, rng, person.badges, job));
  if (rng.chance(0.03 * w.traits.changeRate)) change(person.tools, when(), drawTools(rng, job));
  if (rng.chance(0.3)) {
    const from = when();
    person.away.push({ from, to: from + rng.range(1, 12) * DAY });
  }
}

/** Secrets that the holder of badges works with: of one or two teams in the badges' accounts. */
export function favourites(w: World, rng: Rng, badges: readonly Badge[], job: string): Secret[] {
  const accounts = new Set(badges.map(({ account }) => account));
  const near = w.secrets.filter(({ account }) => accounts.has(account));
  const teams = new Set(
    rng.sample(
      [...new Set(near.map(({ team }) => team))],
      job === 'sre' || job === 'security' ? 4 : rng.int(1, 2),
    ),
  );
  const own = rng.shuffled(near.filter(({ team }) => teams.has(team)));
  return own.length > 0 ? own.slice(0, Math.round(rng.logRange(3, 60))) : rng.sample(w.secrets, 5);
}

function drawTools(rng: Rng, job: string): [Tool, number][] {
  const system = rng.weighted<Tool>([
    ['cli-mac', 5],
    ['cli-linux', 3],
    ['cli-windows', 2],
  ]);
  const browser = rng.weighted<Tool>([
    ['chrome', 6],
    ['firefox', 2],
    ['safari', 1],
  ]);
  const tools: [Tool, number][] = [
    [browser, rng.logRange(0.1, 3)],
    [system, job === 'support' || job === 'manager' ? 0.1 : rng.logRange(0.1, 3)],
  ];
  if (rng.chance(0.3))
    tools.push([rng.pick<Tool>(['boto3', 'node', 'java', 'dotnet', 'go']), rng.logRange(0.05, 2)]);
  if (rng.chance(0.15)) tools.push(['terraform', rng.logRange(0.05, 1)]);
  if (rng.chance(0.15)) tools.push(['cloudshell', rng.logRange(0.02, 0.5)]);
  if (rng.chance(0.1))
    tools.push([rng.pick<Tool>(['vscode', 'mcp', 'pulumi', 'powershell', 'cdk']), rng.logRange(0.05, 1)]);
  return tools;
}
