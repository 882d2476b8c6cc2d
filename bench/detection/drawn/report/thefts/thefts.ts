import { Random } from '../../../../../src/simulate/random.js';
import type { LabCall, LabTheft } from '../../lab-scenario.js';
import { DAY, uniform, weighted } from '../draw.js';
import { Recorder } from '../recorder.js';
import type { World } from '../world.js';
import { CROWD_SHAPES } from './crowd-shapes.js';
import { INSIDE_SHAPES } from './inside-shapes.js';
import { judge } from './judge.js';
import { ODD_SHAPES } from './odd-shapes.js';
import { Lookalikes } from './lookalikes.js';
import { OUTSIDE_SHAPES } from './outside-shapes.js';
import { Scene } from './scene.js';
import type { Shape } from './shape.js';
import { Usage } from './usage.js';

/** Purpose of the stream of random numbers. */
const THEFTS = 101;
/** Share of thefts within the first days. */
const EARLY = 1 / 12;
/** Days at the beginning that only early thefts use. */
const QUIET_DAYS = 8;

export const SHAPES: readonly Shape[] = [...OUTSIDE_SHAPES, ...INSIDE_SHAPES, ...CROWD_SHAPES, ...ODD_SHAPES];

export interface Drawn {
  readonly thefts: LabTheft[];
  readonly calls: LabCall[];
}

/** Draws thefts into a world whose ordinary work is done; it changes none of that work. */
export function drawThefts(seed: number, world: World, ordinary: readonly LabCall[], count: number): Drawn {
  const drawn: Drawn = { thefts: [], calls: [] };
  if (count === 0) return drawn;
  const usage = new Usage(ordinary, world.catalogue.all);
  const lookalikes = new Lookalikes(usage.calls, world.notable);
  for (let index = 0; index < count; index++) {
    const id = `theft-${index + 1}`;
    for (let attempt = 0; attempt < 20; attempt++) {
      const random = new Random(seed, THEFTS, index, attempt);
      const shape = weighted(
        random,
        SHAPES.map((one) => [one.weight, one] as const),
      );
      const early = random.chance(EARLY);
      const calls = runShape(random, world, usage, id, shape, early);
      if (calls.length < 2) continue;
      drawn.calls.push(...calls);
      drawn.thefts.push({
        id,
        shape: early ? `${shape.name} (early)` : shape.name,
        ...judge(calls, usage, lookalikes, world.start, world.notable),
      });
      break;
    }
  }
  return drawn;
}

/** The calls of one theft in time order; none where too few values were given out. */
function runShape(
  random: Random,
  world: World,
  usage: Usage,
  id: string,
  shape: Shape,
  early: boolean,
): LabCall[] {
  const { start, end } = world;
  const quiet = Math.min(QUIET_DAYS * DAY, (end - start) / 2);
  const begin = early
    ? start + uniform(random, 0.05, 0.9) * quiet
    : uniform(random, start + quiet, Math.max(start + quiet + 1, end - 1.5 * DAY));
  const recorder = new Recorder(
    early ? start : Math.floor(start + quiet),
    end,
    world.organisation.batchChildren,
  );
  shape.run(new Scene(random, world, usage, id, recorder, begin));
  const calls = recorder.calls.sort((a, b) => a.time - b.time);
  const given = calls.filter(
    (call) => call.error === null && (call.name === 'GetSecretValue' || call.name === 'BatchGetSecretValue'),
  );
  return given.length === 0 ? [] : calls;
}
