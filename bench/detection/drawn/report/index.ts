import type { LabCall, LabScenario, ScenarioFamily, ScenarioOptions } from '../lab-scenario.js';
import { drawWorld } from './ordinary.js';

/** Organisations for the figures that are reported. */
export const REPORT: ScenarioFamily = { name: 'report', generate };

function generate({ seed, identities, days }: ScenarioOptions): LabScenario {
  const world = drawWorld(seed, identities, days);
  const calls: LabCall[] = [...world.recorder.calls].sort((a, b) => a.time - b.time);
  return {
    name: `report/${seed}`,
    start: world.start,
    end: world.end,
    principals: world.principals,
    calls,
    thefts: [],
    notable: world.notable,
  };
}
