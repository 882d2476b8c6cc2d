import { Random } from '../../../../src/simulate/random.js';
import { drawCast } from './cast/cast.js';
import { drawCatalogue } from './catalogue.js';
import { DAY } from './draw.js';
import { drawFailovers, drawIncidents, drawPatches, drawSoftwareMove } from './events.js';
import { Network } from './network.js';
import { drawOrganisation } from './organisation.js';
import { addUnusualWork } from './personas/unusual-work.js';
import { Recorder } from './recorder.js';
import { drawTeams } from './teams.js';
import { recordUpkeep } from './upkeep.js';
import type { World } from './world.js';

/** Purposes of streams of random numbers. */
const [ORGANISATION, TEAMS, CATALOGUE, NETWORK, EVENTS, CAST, UPKEEP, UNUSUAL, DATE] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9,
];

/** 2024-01-01, the first day on which a period may begin. */
const FIRST_DAY = 1_704_067_200;

/** Draws an organisation and records all of its ordinary work. */
export function drawWorld(seed: number, identities: number, days: number): World {
  const start = FIRST_DAY + new Random(seed, DATE).between(0, 600) * DAY;
  const end = start + days * DAY;
  const organisation = drawOrganisation(new Random(seed, ORGANISATION));
  const teamCount = Math.max(3, Math.round(identities / organisation.teamSize));
  const teams = drawTeams(new Random(seed, TEAMS), organisation, teamCount, start, end);
  const events = new Random(seed, EVENTS);
  const world: World = {
    start,
    end,
    organisation,
    teams,
    catalogue: drawCatalogue(new Random(seed, CATALOGUE), organisation, teams, start, end),
    network: new Network(new Random(seed, NETWORK), organisation.accounts, start, end),
    incidents: drawIncidents(events, organisation, teams, start, end),
    failovers: drawFailovers(events, organisation, teams, start, end),
    softwareMove: drawSoftwareMove(events, start, end),
    patches: drawPatches(events, start, end),
    recorder: new Recorder(start, end, organisation.batchChildren),
    principals: [],
    actors: [],
    notable: [],
  };
  const known = [...world.catalogue.all];
  drawCast(new Random(seed, CAST), world, identities);
  for (const actor of world.actors) actor.work(world, actor);
  recordUpkeep(new Random(seed, UPKEEP), world, known);
  addUnusualWork(new Random(seed, UNUSUAL), world);
  return world;
}
