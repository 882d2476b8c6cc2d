import type { LabScenario, ScenarioFamily, ScenarioOptions } from '../lab-scenario.js';
import { runEpisodes } from './changes/episodes.js';
import { planCompanyWide } from './changes/company-wide.js';
import { changeMachines } from './changes/machine-changes.js';
import { addForgotten, foundEstate } from './company/estate.js';
import { World } from './company/world.js';
import { buildMachines } from './machines/build.js';
import { runMachines } from './machines/run-machines.js';
import { live } from './people/at-work.js';
import { hirePeople, humanCount } from './people/hire.js';
import { commitThefts } from './thefts/commit.js';

/** Organisations that change quickly and are uneven: see `company/traits.ts` and `changes/`. */
function generate(options: ScenarioOptions): LabScenario {
  const w = new World(options);
  foundEstate(w);
  const renewed = Math.round(w.room * w.traits.bornShare * 0.15);
  const machines = buildMachines(w, humanCount(w) + renewed);
  addForgotten(w);
  const people = hirePeople(w);
  changeMachines(w, machines);
  planCompanyWide(w, machines, people);
  runMachines(w, machines);
  for (const person of people) live(w, person);
  runEpisodes(w, people, machines);
  w.calls.sort((a, b) => a.time - b.time);
  const thefts = commitThefts(w);
  w.calls.sort((a, b) => a.time - b.time);
  w.notable.sort((a, b) => a.from - b.from);
  const { start, end, principals, calls, notable } = w;
  return { name: `growth/${options.seed}`, start, end, principals, calls, thefts, notable };
}

/** The family of organisations that grow, merge and change. */
export const GROWTH: ScenarioFamily = { name: 'growth', generate };
