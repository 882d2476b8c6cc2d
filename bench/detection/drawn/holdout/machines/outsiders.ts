import type { Dice } from '../base/dice.js';
import { publicAddress } from '../company/addresses.js';
import { programAgent } from '../company/agents.js';
import { VENDORS } from '../company/words.js';
import type { World } from '../company/world.js';
import { addJob } from './jobs.js';
import { drawScope } from './lone.js';
import { markFirst } from './sweeps.js';

const RHYTHMS = [
  'often',
  'hourly',
  'hourly',
  'hourly',
  'daily',
  'daily',
  'daily',
  'workdays',
  'workdays',
  'weekly',
] as const;

/** Programs with long-lived keys: in a data centre, on an old build server, at a contractor's. */
export function addKeyProgram(world: World, dice: Dice): void {
  const team = dice.chance(0.8) ? dice.pick(world.company.teams) : null;
  const account = dice.pick(world.company.accounts);
  const scope = drawScope(world, dice, account, team, Math.max(1, Math.round(dice.logNormal(3, 0.8))));
  const what = dice.pick(['onprem', 'jenkins', 'svc', 'legacy', 'etl', 'sap', 'mainframe', 'contractor']);
  const principal = world.registry.add(dice, {
    persona: 'program with a key',
    nature: 'key',
    account,
    region: scope[0]!.is.region,
    team,
    kind: 'user',
    path: '',
    reach: dice.weighted([
      ['own', 4],
      ['team', 2],
      ['account', 3],
    ]),
    granted: scope,
    name: `${what}-${team?.name ?? 'shared'}-${dice.between(1, 9)}`,
  });
  if (principal === null) return;
  const { start, end } = world.company;
  const drawAddresses = (): string[] =>
    Array.from({ length: dice.pick([1, 1, 1, 1, 2, 2, 5]) }, () => publicAddress(dice, 'business'));
  const [addresses, later] = [drawAddresses(), drawAddresses()];
  const moves = dice.chance(0.08) ? dice.uniform(start, end) : Infinity;
  const [key, next] = [dice.accessKey('AKIA'), dice.accessKey('AKIA')];
  const changes = dice.chance(0.12) ? dice.uniform(start, end) : Infinity;
  const isInside = dice.chance(0.2);
  addJob(world, dice, {
    principal,
    rhythm: scope.length > 5 ? dice.pick(['daily', 'workdays', 'hourly']) : dice.pick(RHYTHMS),
    site: team?.site ?? world.company.sites[0]!,
    from: null,
    secrets: () => scope,
    how: 'get',
    lists: dice.chance(0.05),
    pace: 2,
    agent: programAgent(dice, null),
    by: 'name',
    session: () => null,
    key: (time) => (time < changes ? key : next),
    place: (own, time) =>
      isInside
        ? world.networks.inVpc(own, account, principal.region, 'data centre', time)
        : { address: own.pick(time < moves ? addresses : later), vpce: null },
    fickle: 0.15,
  });
}

/** Roles of others: connectors, posture scanners, backups in the cloud. */
export function addVendor(world: World, dice: Dice): void {
  const vendor = dice.pick(VENDORS);
  const account = dice.pick(world.company.accounts);
  const looksOnly = dice.chance(0.45);
  const scope = looksOnly
    ? []
    : drawScope(world, dice, account, null, Math.max(1, Math.round(dice.logNormal(4, 1))));
  const late = dice.chance(0.25) ? dice.uniform(world.company.start, world.company.end) : null;
  const principal = world.registry.add(dice, {
    persona: 'vendor',
    nature: 'vendor',
    account,
    region: world.company.regions[0]!,
    team: null,
    reach: looksOnly || dice.chance(0.5) ? 'account' : 'own',
    granted: scope,
    name: `${vendor}-${dice.pick(['integration', 'connector', 'access', 'role'])}`,
  });
  if (principal === null) return;
  const addresses = Array.from({ length: dice.between(1, 6) }, () =>
    publicAddress(dice, dice.chance(0.6) ? 'cloud' : 'rented'),
  );
  addJob(world, dice, {
    principal,
    rhythm: looksOnly
      ? dice.pick(['daily', 'weekly'])
      : dice.pick(['hourly', 'hourly', 'daily', 'daily', 'daily', 'weekly']),
    site: world.company.sites[0]!,
    from: late,
    secrets: (time) =>
      looksOnly ? world.vault.at(time, ({ is }) => is.accountId === account.id).slice(0, 60) : scope,
    how: looksOnly ? 'describe' : 'get',
    lists: looksOnly,
    pace: 1,
    agent: programAgent(dice, null),
    by: 'arn',
    session: () => `${vendor}-${dice.chance(0.5) ? 'session' : dice.hex(8)}`,
    key: () => null,
    place: (own) => ({ address: own.pick(addresses), vpce: null }),
    fickle: 0.1,
    onRun: markFirst(world, principal, late, scope.length),
  });
}
