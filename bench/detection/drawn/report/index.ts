import type { LabScenario, ScenarioFamily, ScenarioOptions } from '../lab-scenario.js';
import { drawWorld } from './ordinary.js';
import { drawThefts } from './thefts/thefts.js';

/** Organisations for the figures that are reported. */
export const REPORT: ScenarioFamily = { name: 'report', generate };

function generate({ seed, identities, days, thefts }: ScenarioOptions): LabScenario {
  const world = drawWorld(seed, identities, days);
  const ordinary = world.recorder.calls.sort((a, b) => a.time - b.time);
  const stolen = drawThefts(seed, world, ordinary, thefts);
  return {
    name: `report/${seed}`,
    start: world.start,
    end: world.end,
    principals: world.principals,
    // The sort is stable, so that ordinary calls keep their order whether there are thefts or not.
    calls:
      stolen.calls.length === 0 ? ordinary : [...ordinary, ...stolen.calls].sort((a, b) => a.time - b.time),
    thefts: stolen.thefts,
    notable: world.notable,
  };
}
