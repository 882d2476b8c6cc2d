import type { LabScenario, ScenarioFamily, ScenarioOptions } from '../lab-scenario.js';
import { Builder } from './company/builder.js';
import { makeOrganisation } from './company/organisation.js';
import { DATA_PROGRAMS } from './machines/data-programs.js';
import type { WeightedMakers } from './machines/maker.js';
import { addOperations } from './machines/operations.js';
import { PIPELINES } from './machines/pipelines.js';
import { WORKLOADS } from './machines/workloads.js';
import { markNotableTimes } from './people/notable-times.js';
import { rareEvents } from './people/rare-events.js';
import { addPeople } from './people/roles.js';
import { hideThefts } from './thefts/hide-thefts.js';

/** Organisations built from the documented behaviour of the usual technology. */
export const FIELD: ScenarioFamily = { name: 'field', generate };

function generate(o: ScenarioOptions): LabScenario {
  const org = makeOrganisation(o);
  const b = new Builder(org);
  const r = org.rng.sub('mix');
  const n = o.identities;
  const services = org.teams.flatMap((t) => t.services);
  const fill = (kinds: WeightedMakers, until: number, name: string): void => {
    const mix = kinds.map(
      ([make, weight, spread]) => [make, weight * Math.exp(spread * r.normal())] as const,
    );
    const queue = r.some(services, services.length);
    for (let i = 0; b.actors.length < until && i < 3 * n; i++)
      r.weighted(mix)(b, r.sub(`${name}${i}`), queue[i % queue.length]!);
  };
  const ci = Math.round(n * r.real(0.06, 0.16));
  const humans = Math.round(n * r.real(0.08, 0.18));
  const tools = Math.round(n * r.real(0.04, 0.09));
  const data = Math.round(n * r.real(0.05, 0.2));
  fill(PIPELINES, ci, 'ci');
  fill(DATA_PROGRAMS, ci + data, 'data');
  addPeople(b, humans);
  addOperations(b, tools);
  fill(WORKLOADS, n, 'run');
  rareEvents(b);
  const calls = b.out.calls;
  calls.sort((x, y) => x.time - y.time);
  markNotableTimes(b);
  const stolen = hideThefts(b, o.thefts);
  calls.sort((x, y) => x.time - y.time);
  return {
    name: `field/${o.seed}`,
    start: org.start,
    end: org.end,
    principals: b.actors.map(({ principal }) => principal),
    calls,
    thefts: stolen,
    notable: b.notable.sort((x, y) => x.from - y.from || x.principal - y.principal),
  };
}
