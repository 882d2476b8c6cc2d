import type { LabCall, LabScenario, ScenarioFamily, ScenarioOptions } from '../lab-scenario.js';
import { DAY, type Span } from './calendar.js';
import { drawCatalogue } from './catalogue.js';
import { drawDeletions } from './changes/deletions.js';
import { drawReleases } from './changes/releases.js';
import { stream, weighted } from './draw.js';
import { CompanyNetworks } from './networks/offices.js';
import { Vpcs } from './networks/vpc.js';
import { addNotable } from './notable.js';
import { drawOrganisation } from './organisation.js';
import { addDeployers } from './personas/pipelines.js';
import { PERSONAS } from './personas/registry.js';
import { drawThefts } from './thefts/draw-thefts.js';
import { World } from './world.js';

/** Organisations whose principals are drawn from wide priors; each seed is another company. */
export const TUNING: ScenarioFamily = { name: 'tuning', generate };

/** Midnight of 6 January 2025, a Monday; organisations begin up to 300 days later. */
const FIRST_START = Date.UTC(2025, 0, 6) / 1000;

function generate(options: ScenarioOptions): LabScenario {
  const world = drawWorld(options);
  world.calls.sort(byTime);
  addNotable(world);
  world.calls.sort(byTime);
  const thefts = drawThefts(world, options.thefts);
  return {
    name: `tuning/${options.seed}`,
    start: world.span.from,
    end: world.span.to,
    principals: world.principals,
    calls: world.calls.sort(byTime),
    thefts,
    notable: world.notable,
  };
}

const byTime = (a: LabCall, b: LabCall): number => a.time - b.time;

/** An organisation with all of its ordinary work. */
function drawWorld({ seed, identities, days }: ScenarioOptions): World {
  const from = FIRST_START + stream(seed, 'start').between(0, 300) * DAY;
  const span: Span = { from, to: from + days * DAY };
  const weights = [...PERSONAS].map(([name, { weight }]) => [name, weight] as const);
  const organisation = drawOrganisation(seed, identities, span, weights);
  const catalogue = drawCatalogue(seed, organisation, span, identities);
  const world = new World(
    seed,
    span,
    identities,
    organisation,
    catalogue,
    new Vpcs(seed, organisation, span),
    new CompanyNetworks(seed, organisation),
  );
  addDeployers(world);
  const releases = drawReleases(world);
  drawDeletions(world);
  const mix = [...organisation.mix];
  const counts = new Map<string, number>();
  for (let turn = 0; world.room > 0; turn++) {
    const random = stream(seed, 'principal', turn);
    const name = weighted(random, mix);
    const { draw, most = 100 } = PERSONAS.get(name)!;
    const count = counts.get(name) ?? 0;
    if (count >= Math.max(1, Math.round((most / 100) * identities))) continue;
    counts.set(name, count + 1);
    draw({ world, random, deployment: random.pick(catalogue.deployments), releases });
  }
  return world;
}
