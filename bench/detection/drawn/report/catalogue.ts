import type { Random } from '../../../../src/simulate/random.js';
import { logNormal, poisson } from '../../../../src/simulate/distributions.js';
import type { LabSecret } from '../lab-scenario.js';
import { ALNUM, characters, DAY, geometric, logUniform } from './draw.js';
import type { Organisation } from './organisation.js';
import { secretName } from './secret-names.js';
import type { Team } from './teams.js';

/** A secret, and what its organisation knows about it. */
export interface KnownSecret {
  readonly secret: LabSecret;
  /** Index of the team that owns it. */
  readonly team: number;
  /** Epoch seconds; before the period for most. */
  readonly created: number;
  /** When its first reader wants it: the release that it was created for. */
  readonly wanted: number;
  /** Epoch seconds; infinite where it stays. */
  deleted: number;
  readonly tags: readonly string[];
}

const TAGS = [
  'tier-1',
  'tier-2',
  'pci',
  'gdpr',
  'rotated',
  'shared',
  'external',
  'terraform',
  'legacy',
  'edge',
];

/** All secrets, by what they are looked up by. Lists are in order of creation, except for those of the first day. */
export class Catalogue {
  readonly all: KnownSecret[] = [];
  /** Read by many teams: monitoring keys, registries, certificates. */
  readonly shared: KnownSecret[] = [];
  readonly #byTeam = new Map<number, KnownSecret[]>();
  readonly #names = new Set<string>();

  team(index: number): KnownSecret[] {
    let list = this.#byTeam.get(index);
    if (list === undefined) this.#byTeam.set(index, (list = []));
    return list;
  }

  account(accountId: string): KnownSecret[] {
    return this.all.filter(({ secret }) => secret.accountId === accountId);
  }

  add(
    random: Random,
    team: Team,
    company: string,
    times: { created: number; wanted: number; deleted?: number },
  ): KnownSecret {
    const list = this.team(team.index);
    const naming = random.chance(0.8) ? team.namings[0]! : team.namings[1]!;
    const context = { company, team: team.name, environment: team.environment };
    let name = secretName(random, naming, context, list.length);
    while (this.#names.has(`${team.accountId} ${name}`)) name += String(random.between(0, 9));
    this.#names.add(`${team.accountId} ${name}`);
    const { accountId, region } = team;
    const known: KnownSecret = {
      secret: { name, accountId, region, suffix: characters(random, ALNUM, 6) },
      team: team.index,
      created: times.created,
      wanted: times.wanted,
      deleted: times.deleted ?? Infinity,
      tags: Array.from({ length: random.between(0, 3) }, () => random.pick(TAGS)),
    };
    list.push(known);
    this.all.push(known);
    return known;
  }
}

export function isAlive({ created, deleted }: KnownSecret, time: number): boolean {
  return created <= time && time < deleted;
}

/** The secrets of the first day, those that releases add, tenants that grow, and those that are deleted. */
export function drawCatalogue(
  random: Random,
  organisation: Organisation,
  teams: readonly Team[],
  start: number,
  end: number,
): Catalogue {
  const catalogue = new Catalogue();
  const { company } = organisation;
  for (const team of teams) {
    const owned = Math.min(1500, Math.round(logNormal(random, organisation.secretsPerTeam, 0.9)) + 2);
    for (let i = 0; i < owned; i++) {
      const created = start - random.float() * 400 * DAY;
      catalogue.add(random, team, company, { created, wanted: created });
    }
    for (const release of team.releases) {
      const lead = random.chance(0.3) ? logUniform(random, DAY, 18 * DAY) : logUniform(random, 120, 6 * 3600);
      for (let births = burst(random, organisation.births); births > 0; births--)
        catalogue.add(random, team, company, {
          created: Math.max(start + 60, release - lead) + births * 3,
          wanted: release,
        });
    }
    if (team.namings[0] === 'tenants') growTenants(random, catalogue, team, company, start, end);
    const removed = poisson(random, owned * 0.01 * random.float() * 2);
    for (let i = 0; i < removed; i++)
      random.pick(catalogue.team(team.index)).deleted = start + random.float() * (end - start);
  }
  const central = random.pick(teams);
  for (let i = random.between(1, 8); i > 0; i--) {
    const created = start - 100 * DAY;
    catalogue.shared.push(catalogue.add(random, central, company, { created, wanted: created }));
  }
  return catalogue;
}

/** Most releases add none or one; a few add a whole service's set. */
function burst(random: Random, mean: number): number {
  return random.chance(0.04) ? random.between(5, 30) : geometric(random, mean);
}

function growTenants(
  random: Random,
  catalogue: Catalogue,
  team: Team,
  company: string,
  start: number,
  end: number,
): void {
  const perWeek = logUniform(random, 0.5, 25);
  const count = poisson(random, (perWeek * (end - start)) / (7 * DAY));
  const times = Array.from({ length: count }, () => start + random.float() * (end - start)).sort(
    (a, b) => a - b,
  );
  for (const created of times) catalogue.add(random, team, company, { created, wanted: created + 300 });
}
