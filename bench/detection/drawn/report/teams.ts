import type { Random } from '../../../../src/simulate/random.js';
import { poisson } from '../../../../src/simulate/distributions.js';
import { officeCalendar, trafficCalendar, type Calendar } from './calendar.js';
import { DAY, HOUR, weighted } from './draw.js';
import type { Organisation } from './organisation.js';
import type { SecretNaming } from './secret-names.js';
import { DOMAINS_OF_WORK, ENVIRONMENTS } from './words.js';

/** A group that owns applications and secrets, a node of the graph on which people and programs wander. */
export interface Team {
  readonly index: number;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Its people's hours. */
  readonly office: Calendar;
  /** Its customers' hours, perhaps in another time zone. */
  readonly traffic: Calendar;
  readonly environment: string;
  readonly namings: readonly SecretNaming[];
  /** Indices of the teams that it works with. */
  readonly neighbours: number[];
  /** Epoch seconds, ascending. */
  readonly releases: readonly number[];
}

/**
 * Teams with a graph that grows by preferential attachment: a new team works with one to three earlier ones, the more
 * probably the more neighbours those have.
 */
export function drawTeams(
  random: Random,
  organisation: Organisation,
  count: number,
  start: number,
  end: number,
): Team[] {
  const teams: Team[] = [];
  for (let index = 0; index < count; index++) {
    const account = random.pick(organisation.accounts);
    const office = officeCalendar(random, random.pick(organisation.zones));
    const base = DOMAINS_OF_WORK[(index * 7 + 3) % DOMAINS_OF_WORK.length]!;
    teams.push({
      index,
      name:
        index < DOMAINS_OF_WORK.length ? base : `${base}-${Math.floor(index / DOMAINS_OF_WORK.length) + 1}`,
      accountId: account.id,
      region: random.chance(0.85) ? account.region : random.pick(organisation.regions),
      office,
      traffic: trafficCalendar(random, random.pick(organisation.zones)),
      environment: random.pick(ENVIRONMENTS),
      namings: [weighted(random, organisation.secretNamings), weighted(random, organisation.secretNamings)],
      neighbours: [],
      releases: drawReleases(random, organisation.releases, office, start, end),
    });
    attach(random, teams, index);
  }
  return teams;
}

function attach(random: Random, teams: readonly Team[], index: number): void {
  if (index === 0) return;
  for (let links = random.between(1, 3); links > 0; links--) {
    const other = weighted(
      random,
      teams.slice(0, index).map((team) => [team.neighbours.length + 1, team] as const),
    );
    other.neighbours.push(index);
    teams[index]!.neighbours.push(other.index);
  }
}

function drawReleases(
  random: Random,
  perWeek: number,
  office: Calendar,
  start: number,
  end: number,
): number[] {
  const wanted = poisson(random, (perWeek * (end - start)) / (7 * DAY));
  const releases: number[] = [];
  for (let tries = 0; releases.length < wanted && tries < 50 * wanted; tries++) {
    const time = start + random.float() * (end - start);
    if (random.chance(office.intensity(time))) releases.push(time);
  }
  return releases.filter((time) => time > start + HOUR).sort((a, b) => a - b);
}

/** A random walk on the graph: it goes on to a neighbour with the probability `wander` at each step. */
export function walk(random: Random, teams: readonly Team[], from: Team, wander: number): Team {
  let team = from;
  while (team.neighbours.length > 0 && random.chance(wander)) team = teams[random.pick(team.neighbours)]!;
  return team;
}
