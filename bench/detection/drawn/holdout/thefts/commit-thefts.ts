import type { LabCall, LabTheft } from '../../lab-scenario.js';
import type { Dice } from '../base/dice.js';
import { Ledger } from '../base/ledger.js';
import type { Place, Seat, Secret } from '../base/model.js';
import { DAY, HOUR } from '../base/time.js';
import type { World } from '../company/world.js';
import { Judge } from './judge.js';
import { lootOf } from './loot.js';
import { agentOfThief, placeOfThief, seatOfThief } from './seats.js';
import type { Shape } from './shape.js';
import { SHAPES } from './shapes.js';
import { steal } from './steal.js';
import { chooseVictims, type Victim, victimsOf } from './victims.js';
import { type Start, startAt, startOf } from './when.js';

const MOST_ATTEMPTS = 40;
const SESSION = 8 * HOUR;

export interface Committed {
  readonly calls: LabCall[];
  readonly thefts: LabTheft[];
}

/** Thefts of drawn shapes from drawn victims; the ordinary calls stay as they are. */
export function commitThefts(world: World, ordinary: readonly LabCall[], count: number): Committed {
  const committed: Committed = { calls: [], thefts: [] };
  if (count === 0) return committed;
  const victims = victimsOf(world, ordinary);
  const judge = new Judge(world, victims);
  for (let n = 1; n <= count; n++) {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const dice = world.dice('theft', n, attempt);
      const shape = dice.weighted(SHAPES.map((one) => [one, one.weight]));
      const calls = commit(world, dice, shape, victims, ordinary, `T${n}`);
      if (calls.length === 0) continue;
      committed.calls.push(...calls);
      committed.thefts.push({ id: `T${n}`, shape: shape.name, ...judge.of(calls) });
      break;
    }
  }
  return committed;
}

function commit(
  world: World,
  dice: Dice,
  shape: Shape,
  all: readonly Victim[],
  ordinary: readonly LabCall[],
  id: string,
): LabCall[] {
  const { start, end } = world.company;
  const ledger = new Ledger(start, end);
  const plan = planOf(dice, shape);
  let shared: Place | null = null;
  let time: number | null = null;
  for (const victim of chooseVictims(dice, shape, all)) {
    // Further identities are used soon after the first.
    const begins: Start =
      time === null
        ? startOf(world, dice, victim, plan.when)
        : startAt(victim, time + dice.exponential(HOUR / 2));
    time = begins.time;
    const draw = (): Place => placeOfThief(world, dice, plan.place, begins.call, ordinary, begins.time);
    const place: Place = plan.place === 'same' ? draw() : (shared ?? draw());
    shared = place;
    const seat = seatOfThief(dice, victim, begins.call, plan.credential, place, plan.agent);
    const seats = renewing(dice, seat, time, plan.place === 'rotating' ? draw : null);
    let visit: number = time;
    for (let n = dice.between(...shape.visits); n > 0; n--) {
      const loot = dice.shuffled(lootOf(world, dice, plan.loot, plan.size, victim, visit));
      const secrets = plan.api === 'list' || plan.api === 'pages' ? [...loot].sort(byName) : loot;
      const { pace, api } = plan;
      steal(dice, ledger, {
        id,
        seats,
        secrets,
        time: visit,
        victim,
        end,
        pace,
        api,
        guesses: shape.guesses,
      });
      visit += dice.uniform(0.7, 5) * DAY;
    }
  }
  return ledger.calls.some(({ name }) => name === 'GetSecretValue') ? ledger.calls : [];
}

/** One of the alternatives of each choice. */
function planOf(dice: Dice, shape: Shape) {
  const [least, most] = shape.size;
  return {
    place: dice.pick(shape.place),
    credential: dice.pick(shape.credential),
    loot: dice.pick(shape.loot),
    pace: dice.pick(shape.pace),
    api: dice.pick(shape.api),
    agent: agentOfThief(dice, dice.pick(shape.tool)),
    when: dice.pick(shape.when),
    size: Math.round(least * (most / least) ** dice.float()),
  };
}

/** A session ends after some hours, and the thief opens another; a thief behind proxies changes place at will. */
function renewing(dice: Dice, seat: Seat, from: number, move: (() => Place) | null): (time: number) => Seat {
  const keys = new Map([[0, seat.key]]);
  return (time) => {
    const turn = seat.session === null ? 0 : Math.floor((time - from) / SESSION);
    const key = keys.get(turn) ?? dice.accessKey('ASIA');
    keys.set(turn, key);
    return { ...seat, key, ...(move !== null && dice.chance(0.3) ? move() : {}) };
  };
}

const byName = (a: Secret, b: Secret): number => (a.is.name < b.is.name ? -1 : 1);
