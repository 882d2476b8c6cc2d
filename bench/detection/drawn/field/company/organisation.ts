import type { ScenarioOptions } from '../../lab-scenario.js';
import { DAY } from './calendar.js';
import type { Organisation, Secret } from './model.js';
import { makeNaming } from './naming.js';
import { makeNetworks } from './networks.js';
import { Random } from './random.js';
import { addSharedSecrets, addTeams } from './teams.js';
import { REGIONS } from './words.js';

/** Draws an organisation with its accounts, teams and secrets. */
export function makeOrganisation(o: ScenarioOptions): Organisation {
  const rng = new Random(`field/${o.seed}`);
  const r = rng.sub('org');
  const start = Date.UTC(2025, r.int(0, 11), r.int(1, 28)) / 1000;
  const end = start + o.days * DAY;
  const name = `${r.pick(['acme', 'nordic', 'blue', 'delta', 'terra', 'helio', 'river', 'pixel', 'quant', 'vita'])}${r.pick(['soft', 'pay', 'cart', 'health', 'works', 'bank', 'labs', 'go'])}`;
  const nAcc = r.weighted([
    [1, 2],
    [2, 2],
    [3, 3],
    [4, 2],
    [6, 2],
    [9, 1],
    [12, 1],
  ]);
  const labels =
    nAcc === 1
      ? ['main']
      : [
          'prod',
          'nonprod',
          'shared',
          'security',
          'data',
          'prod-eu',
          'dev',
          'staging',
          'tools',
          'prod-apac',
          'sandbox',
          'legacy',
        ];
  const accounts = Array.from({ length: nAcc }, (_, i) => ({
    id: r.digits(12).replace(/^0/, '3'),
    label: labels[i]!,
  }));
  const home = r.pick(REGIONS);
  const regions = [
    home,
    ...r.some(
      REGIONS.filter((x) => x !== home),
      r.weighted([
        [0, 3],
        [1, 3],
        [2, 2],
        [4, 1],
      ]),
    ),
  ];
  const zone = home.startsWith('us-w')
    ? -8
    : home.startsWith('us')
      ? -5
      : home.startsWith('eu')
        ? r.int(0, 2)
        : home.startsWith('sa')
          ? -3
          : r.pick([5, 9, 10]);
  const first = Math.floor(start / DAY);
  const holidays = new Set(Array.from({ length: r.int(0, 4) }, () => first + r.int(0, o.days - 1)));
  if (r.chance(0.15)) {
    const d = r.int(8, 22);
    for (let i = 0; i < 7; i++) holidays.add(first + d + i);
  }
  const { net, office, vpn } = makeNetworks(r, rng, start, home);
  const { secretName, roleName } = makeNaming(r, name);
  const secrets: Secret[] = [];
  const newSecret: Organisation['newSecret'] = (q, secret, s) => {
    const made: Secret = {
      ref: { name: secret, accountId: s.accountId, region: s.region, suffix: q.mixed(6) },
      team: s.team,
      service: s.service,
      env: s.env,
      born: s.born ?? 0,
    };
    secrets.push(made);
    return made;
  };
  const org: Organisation = {
    rng,
    name,
    start,
    end,
    days: o.days,
    identities: o.identities,
    accounts,
    regions,
    zone,
    holidays,
    net,
    secrets,
    teams: [],
    shared: [],
    hours: r.pick([
      [8, 17],
      [9, 18],
      [9, 19],
      [7, 16],
      [10, 20],
    ] as const),
    nights: r.real(0.05, 0.7),
    office,
    vpn,
    batchChildren: r.chance(0.8),
    newSecret,
    roleName,
  };
  addTeams(org, r, home, secretName);
  addSharedSecrets(org, r, home);
  return org;
}
