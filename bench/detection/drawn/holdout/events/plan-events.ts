import type { Dice } from '../base/dice.js';
import { DAY, isWorkday, localDay, timeOf } from '../base/time.js';
import type { Person, World } from '../company/world.js';
import {
  cleanUp,
  crashLoop,
  incident,
  reorganise,
  openShell,
  borrowRole,
  wireUp,
  zoneOutage,
} from './operations.js';
import {
  accessReview,
  debugWidely,
  drill,
  failoverTest,
  leakSearch,
  migrateByHand,
  rotationCampaign,
} from './projects.js';

export type Event = (world: World, dice: Dice, time: number) => void;

/** What happens to a company besides its routine, and how often in a month for a hundred roles and users. */
const EVENTS: readonly (readonly [Event, number])[] = [
  [incident, 3],
  [crashLoop, 1.2],
  [zoneOutage, 0.15],
  [cleanUp, 1.5],
  [wireUp, 3],
  [openShell, 1.5],
  [borrowRole, 1],
  [reorganise, 0.3],
  [migrateByHand, 0.13],
  [accessReview, 0.13],
  [drill, 0.2],
  [leakSearch, 0.1],
  [rotationCampaign, 0.1],
  [debugWidely, 0.25],
  [failoverTest, 0.12],
];

export function planEvents(world: World, people: readonly Person[]): void {
  const { identities, start, end, culture, sites } = world.company;
  const months = ((end - start) / (30 * DAY)) * (identities / 100) * culture.turbulence;
  const [site] = sites;
  if (people.length === 0 || site === undefined) return;
  for (const [kind, [event, rate]] of EVENTS.entries()) {
    const dice = world.dice('event', kind);
    for (let i = dice.poisson(rate * dice.logNormal(1, 0.5) * months); i > 0; i--) {
      let day = localDay(dice.uniform(start, end), site);
      while (!isWorkday(day, site) && dice.chance(0.9)) day++;
      world.clock.at(timeOf(day, dice.uniform(8, 19), site), (time) => event(world, dice, time));
    }
  }
}
