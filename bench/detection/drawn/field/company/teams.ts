import type { Environment, Organisation, Person, Service, Team } from './model.js';
import type { Naming } from './naming.js';
import { makePerson } from './person.js';
import type { Random } from './random.js';
import { SECRET_TYPES, SERVICE_PARTS, SERVICE_WORDS, SHARED_SECRETS } from './words.js';

function accountOf({ accounts }: Organisation, env: Environment, team: number): string {
  const fit = accounts.filter(
    ({ label }) =>
      label === 'main' ||
      (env === 'prod'
        ? label.startsWith('prod') || label === 'legacy'
        : label === 'nonprod' ||
          (env === 'dev' ? label === 'dev' || label === 'sandbox' : label === 'staging')),
  );
  return (fit[team % fit.length] ?? accounts[accounts.length - 1]!).id;
}

/** Draws the teams of an organisation with their people, services and secrets. */
export function addTeams(org: Organisation, r: Random, home: string, secretName: Naming['secretName']): void {
  const size = org.identities / 300;
  const nTeams = Math.max(3, Math.round(r.log(9, 0.5) * Math.sqrt(size)));
  const words = r.some(SERVICE_WORDS, SERVICE_WORDS.length);
  const nServices = Math.max(6, Math.round(org.identities * r.real(0.2, 0.42)));
  const remote = r.next();
  for (let id = 0; id < nTeams; id++) {
    const people: Person[] = [];
    const team: Team = { id, name: words[id % words.length]!, services: [], people };
    org.teams.push(team);
    const n = Math.max(2, Math.round(r.log(6, 0.5)));
    for (let i = 0; i < n; i++) people.push(makePerson(org, r.sub(`p${id}/${i}`), id, home, remote));
  }
  const weights = org.teams.map((t) => [t, r.log(1, 0.7)] as const);
  for (let i = 0; i < nServices; i++) {
    const team = r.weighted(weights);
    const base = `${team.services.length > 0 && r.chance(0.4) ? team.name : r.pick(words)}-${r.pick(SERVICE_PARTS)}${i > 40 && r.chance(0.3) ? `-${r.int(2, 9)}` : ''}`;
    const types = r.some(SECRET_TYPES, Math.max(1, Math.round(r.log(3.2, 0.7))));
    for (const env of r.weighted<Environment[]>([
      [['prod', 'staging', 'dev'], 4],
      [['prod', 'dev'], 3],
      [['prod'], 3],
    ])) {
      const service: Service = {
        name: base,
        team: team.id,
        env,
        accountId: accountOf(org, env, team.id),
        region: r.chance(0.75) ? home : r.pick(org.regions),
        secrets: [],
      };
      for (const type of types)
        service.secrets.push(org.newSecret(r, secretName(base, env, type), { ...service, service: base }));
      team.services.push(service);
    }
  }
}

/** Draws the secrets that the whole organisation shares. */
export function addSharedSecrets(org: Organisation, r: Random, home: string): void {
  const { accounts } = org;
  const hub = accounts.find(({ label }) => label === 'shared')?.id;
  for (const type of r.some(SHARED_SECRETS, r.int(4, 10)))
    for (const a of hub === undefined ? accounts : accounts.filter(({ id }) => id === hub))
      org.shared.push(
        org.newSecret(r, `shared/${type}`, {
          team: 0,
          service: 'shared',
          env: 'prod',
          accountId: a.id,
          region: home,
        }),
      );
}
