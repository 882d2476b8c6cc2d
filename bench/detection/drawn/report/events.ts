import { poisson } from '../../../../src/simulate/distributions.js';
import type { Random } from '../../../../src/simulate/random.js';
import { DAY, HOUR, logUniform, uniform } from './draw.js';
import type { Organisation } from './organisation.js';
import type { Team } from './teams.js';
import type { Failover, Incident, SoftwareMove } from './world.js';

/** What happens to many at once. */

export function drawIncidents(
  random: Random,
  { incidentsPerWeek }: Organisation,
  teams: readonly Team[],
  start: number,
  end: number,
): Incident[] {
  const count = poisson(random, (incidentsPerWeek * (end - start)) / (7 * DAY));
  return Array.from({ length: count }, () => ({
    time: start + random.float() * (end - start),
    team: random.pick(teams).index,
  }));
}

export function drawFailovers(
  random: Random,
  { regions }: Organisation,
  teams: readonly Team[],
  start: number,
  end: number,
): Failover[] {
  if (regions.length < 2 || random.chance(0.5)) return [];
  const drill = start + random.float() * (end - start);
  const lasts = random.chance(0.5) ? Infinity : logUniform(random, 3600, 3 * DAY);
  const region = random.pick(regions);
  const share = random.float() * 0.3;
  return teams
    .filter((team) => team.region !== region && random.chance(share))
    .map((team) => ({ team: team.index, from: drill, to: drill + lasts, region }));
}

/** In a quarter of the organisations, machines move to another kind of software on one day. */
export function drawSoftwareMove(random: Random, start: number, end: number): SoftwareMove | null {
  const time = start + uniform(random, 0.25, 0.95) * (end - start);
  const software = random.pick([
    'external-secrets',
    'csi-provider',
    'go-v2',
    'java-v2',
    'js-v3',
    'boto3',
  ] as const);
  const share = logUniform(random, 0.05, 0.8);
  return random.chance(0.25) ? { time, software, share } : null;
}

/** Nodes are patched every one to four weeks, or never all at once. */
export function drawPatches(random: Random, start: number, end: number): number[] {
  const every = random.pick([7, 14, 28]) * DAY;
  const patches: number[] = [];
  for (let time = start + random.float() * every; time < end; time += every)
    patches.push(time + random.float() * HOUR);
  return random.chance(0.6) ? patches : [];
}
