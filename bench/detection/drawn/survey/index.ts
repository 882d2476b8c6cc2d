import type { LabScenario, ScenarioFamily, ScenarioOptions } from '../lab-scenario.js';
import { PersonAtWork } from './activity/person-at-work.js';
import { runPrograms } from './activity/run-programs.js';
import { buildOrganisation } from './company/organisation.js';
import { World } from './company/world.js';
import { comeAndGo } from './events/come-and-go.js';
import { oddities } from './events/oddities.js';
import { renumber } from './events/renumber.js';
import { runEvents } from './events/run-events.js';
import { handOver, planSuccessors } from './events/successors.js';
import { commitThefts } from './thefts/commit-thefts.js';
import { Judge } from './thefts/judge.js';

/** Organisations drawn from a survey of kinds of companies: see `company/company.ts`. */
function generate(options: ScenarioOptions): LabScenario {
  const w = new World(options);
  const { planned, people } = buildOrganisation(w);
  const successors = planSuccessors(w, planned);
  runPrograms(w, planned);
  for (const person of people)
    new PersonAtWork(w, w.rng.stream(`person/${people.indexOf(person)}`), person).live();
  runEvents(w, people);
  comeAndGo(w, new Set(successors.flatMap(({ a, b }) => [a, b])));
  oddities(w);
  handOver(w, successors);
  renumber(w);
  w.calls.sort((a, b) => a.time - b.time);
  const judge = new Judge(w);
  const thefts = options.thefts > 0 ? commitThefts(w, people, judge) : [];
  w.calls.sort((a, b) => a.time - b.time);
  w.notable.sort((a, b) => a.from - b.from);
  return {
    name: `survey/${options.seed}`,
    start: w.start,
    end: w.end,
    principals: w.principals,
    calls: w.calls,
    thefts,
    notable: w.notable,
  };
}

/** The family of organisations that are drawn from a survey. */
export const SURVEY: ScenarioFamily = { name: 'survey', generate };
