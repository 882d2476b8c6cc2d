import type { LabCall, LabScenario, ScenarioFamily, ScenarioOptions } from '../lab-scenario.js';
import { Dice } from './base/dice.js';
import { DAY } from './base/time.js';
import { drawCompany } from './company/company.js';
import { compose } from './company/compose.js';
import { World } from './company/world.js';
import { planEvents } from './events/plan-events.js';
import { noteworthy } from './events/noteworthy.js';
import { commitThefts } from './thefts/commit-thefts.js';

/** Companies that are lived through by agents: teams, apps, hosts, pipelines and people. */
export const HOLDOUT: ScenarioFamily = { name: 'holdout', generate };

/** Midnight of 1 March 2024; companies begin up to 500 days later. */
const FIRST_START = Date.UTC(2024, 2, 1) / 1000;

function generate({ seed, identities, days, thefts }: ScenarioOptions): LabScenario {
  const start = FIRST_START + Dice.of(seed, 'start').between(0, 500) * DAY;
  const world = new World(drawCompany(seed, identities, start, start + days * DAY));
  const people = compose(world);
  planEvents(world, people);
  world.clock.run();
  const ordinary = world.ledger.calls.sort(byTime);
  const notable = noteworthy(world, ordinary);
  const committed = commitThefts(world, ordinary, thefts);
  return {
    name: `holdout/${seed}`,
    start,
    end: start + days * DAY,
    principals: world.registry.principals.map(({ arn, kind, accountId, persona }) => ({
      arn,
      kind,
      accountId,
      persona,
    })),
    calls: [...ordinary, ...committed.calls].sort(byTime),
    thefts: committed.thefts,
    notable,
  };
}

const byTime = (a: LabCall, b: LabCall): number => a.time - b.time;
