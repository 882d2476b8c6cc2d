import { drawPerson, type Person } from './person.js';
import type { RandomStream } from './random-stream.js';
import type { World } from './world.js';

/** Makes the roles and users of people, and the people who may use them. */
export function hireStaff(w: World, rng: RandomStream, count: number): Person[] {
  const n = w.company.numbers;
  const people: Person[] = [];
  w.teams.forEach((_, team) => {
    for (let i = Math.max(2, Math.round(n.peoplePerTeam * rng.lognormal(1, 0.5))); i > 0; i--)
      people.push(drawPerson(w, rng, team));
  });
  const users = Math.min(people.length, Math.round(count * Math.min(1, n.iamPeople)));
  const order = rng.shuffle(people);
  const sets = [
    'DeveloperAccess',
    'PowerUserAccess',
    'AdministratorAccess',
    'ReadOnlyPlus',
    'OnCall',
    'SupportAccess',
    'DataEngineer',
  ];
  const roles: { p: number; team: number }[] = [];
  const agency = w.company.label.includes('consultancy');
  for (let i = 0; i < count; i++) {
    const person = i < users ? order[i]! : null;
    const team = person?.team ?? i % w.teams.length;
    const account = rng.pick(w.teams[team]!.accounts);
    const region = w.accounts[account]!.regions[0]!;
    const set = rng.pick(sets);
    const own = rng.sample(
      w.secrets.filter(
        (s) => s.team === team && s.env !== 'tenant' && s.lab.accountId === w.accounts[account]!.id,
      ),
      rng.int(2, 14),
    );
    const reach = set === 'AdministratorAccess' || rng.chance(0.25 + n.wild) ? 'account' : 'team';
    const name =
      person !== null
        ? person.name
        : agency && rng.chance(0.6)
          ? `customer/${w.teams[team]!.name}-${rng.pick(['delivery', 'ops', 'admin'])}-${rng.hex(3)}`
          : rng.chance(0.7)
            ? `aws-reserved/sso.amazonaws.com/${w.homeRegion}/AWSReservedSSO_${set}_${rng.hex(16)}`
            : `${w.teams[team]!.name}-${set}`;
    const p = w.add(rng, name, person !== null ? 'user' : 'role', {
      kind: 'human',
      team,
      account,
      region,
      own,
      reach,
    });
    if (person !== null) person.access.push({ p, weight: 3 });
    else roles.push({ p, team });
  }
  for (const person of people) {
    const near = roles.filter((r) => r.team === person.team);
    for (const { p } of near) if (rng.chance(0.7)) person.access.push({ p, weight: rng.exp(1) + 0.1 });
    if (roles.length > 0 && (person.access.length === 0 || rng.chance(agency ? 0.7 : 0.1)))
      person.access.push({ p: rng.pick(roles).p, weight: agency ? 0.6 : 0.1 });
    const own = person.access.flatMap(({ p }) => w.profiles[p]!.own);
    person.mine = rng.sample([...new Set(own)], Math.round(rng.lognormal(6, 0.6)));
  }
  return people;
}
