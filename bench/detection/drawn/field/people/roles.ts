import type { Builder } from '../company/builder.js';
import type { Actor, Person } from '../company/model.js';
import { dailyWork } from './daily-work.js';

const PERMISSION_SETS: readonly (readonly [string, Actor['reach'], number])[] = [
  ['DeveloperAccess', 'team', 5],
  ['PowerUserAccess', 'account', 2],
  ['AdministratorAccess', 'account', 1.5],
  ['DataAnalyst', 'team', 1],
  ['SupportEngineer', 'team', 1],
  ['ReadOnlyAccess', 'own', 1.5],
  ['SREAccess', 'account', 1],
  ['SecurityAudit', 'own', 0.6],
];

/** The people of the organisation with their roles of IAM Identity Center, and users of those who have keys. */
export function addPeople(b: Builder, count: number): void {
  const { org } = b;
  const r = org.rng.sub('people');
  const everyone = org.teams.flatMap((t) => t.people);
  const perTeam = r.chance(0.4);
  const wanted: {
    set: readonly [string, Actor['reach'], number];
    account: string;
    team: number | null;
    people: Person[];
  }[] = [];
  for (const p of everyone) {
    const n = r.weighted([
      [1, 3],
      [2, 4],
      [3, 2],
    ]);
    for (let i = 0; i < n; i++) {
      const set = i === 0 ? PERMISSION_SETS[0]! : r.weighted(PERMISSION_SETS.map((x) => [x, x[2]] as const));
      const team = org.teams[p.team]!;
      const account =
        team.services.length > 0 && r.chance(0.85)
          ? r.pick(team.services).accountId
          : r.pick(org.accounts).id;
      const own = perTeam && set[1] === 'team' ? p.team : null;
      const found = wanted.find((w) => w.set === set && w.account === account && w.team === own);
      if (found === undefined) wanted.push({ set, account, team: own, people: [p] });
      else if (!found.people.includes(p)) found.people.push(p);
    }
  }
  const users = Math.round(count * r.pick([0, 0.1, 0.2, 0.5]));
  for (const w of r.some(wanted, count - users)) {
    const label = org.teams[w.team ?? -1]?.name ?? '';
    const a = b.actor({
      persona: `sso-${w.set[0].toLowerCase().replace('access', '')}`,
      cls: 'person',
      name: `aws-reserved/sso.amazonaws.com/${org.regions[0] === 'us-east-1' ? '' : `${org.regions[0]!}/`}AWSReservedSSO_${label}${w.set[0]}_${r.hex(16)}`,
      accountId: w.account,
      region: org.regions[0]!,
      team: org.teams[w.people[0]!.team]!,
      reach: w.set[1],
      people: w.people,
    });
    for (const p of w.people) dailyWork(b, r.sub(`${a.index}/${p.email}`), a, p, 1 / r.int(1, 3));
  }
  for (const p of r.some(everyone, users)) {
    const a = b.actor({
      persona: 'user-person',
      cls: 'person',
      kind: 'user',
      name: p.email.split('@')[0]!,
      accountId: r.pick(org.accounts).id,
      region: org.regions[0]!,
      team: org.teams[p.team]!,
      reach: r.pick(['team', 'account']),
      people: [p],
    });
    dailyWork(b, r.sub(`u${a.index}`), a, p, 0.7);
  }
}
