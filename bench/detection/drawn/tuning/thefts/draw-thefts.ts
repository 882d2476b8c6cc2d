import type { LabTheft } from '../../lab-scenario.js';
import { DAY, HOUR, workingTime, timeAt, localDay } from '../calendar.js';
import { logUniform, stream, uniform, weighted, wholeLogUniform } from '../draw.js';
import type { DrawnPrincipal, World } from '../world.js';
import { carryOut } from './carry-out.js';
import { History } from '../history.js';
import { judge } from './judge.js';
import type { Loot, Pace, Shape, TheftContext, TheftPlan } from './plan.js';
import { SHAPES } from './shapes.js';
import { drawTargets } from './targets.js';

/** Shortest and longest duration of each pace, seconds. */
const DURATIONS: Readonly<Record<Pace, readonly [number, number]>> = {
  seconds: [1, 40],
  minutes: [60, 45 * 60],
  hours: [HOUR, 8 * HOUR],
  day: [8 * HOUR, DAY],
  days: [DAY, 5 * DAY],
  weeks: [5 * DAY, 14 * DAY],
};

/** Share of thefts that lie in the first days, where there is little to compare with. */
const EARLY = 1 / 12;

/**
 * Draws thefts and adds their calls to the world, whose ordinary calls are complete and in time order. Each theft has a
 * stream of its own, and nothing ordinary depends on it.
 */
export function drawThefts(world: World, count: number): LabTheft[] {
  const thefts: LabTheft[] = [];
  if (count === 0) return thefts;
  const history = new History(world);
  const taken = new Set<number>();
  for (let attempt = 0; thefts.length < count && attempt < count * 30; attempt++) {
    const random = stream(world.seed, 'theft', attempt);
    const context: TheftContext = { world, history, random };
    const plan = drawPlan(context, `theft-${thefts.length + 1}`, taken);
    if (plan === null) continue;
    const calls = carryOut(context, plan);
    if (!calls.some(({ name }) => name === 'GetSecretValue' || name === 'BatchGetSecretValue')) continue;
    world.calls.push(...calls);
    for (const { principal } of plan.loot) taken.add(principal.index);
    thefts.push({ id: plan.id, shape: plan.shape.name, ...judge(history, calls) });
  }
  return thefts;
}

function drawPlan(context: TheftContext, id: string, taken: ReadonlySet<number>): TheftPlan | null {
  const { world, random } = context;
  const shape = weighted(
    random,
    SHAPES.map((one) => [one, one.weight] as const),
  );
  const [least, most] = DURATIONS[weighted(random, shape.pace)];
  const duration = Math.min(logUniform(random, least, most), (world.span.to - world.span.from) / 3);
  const early = shape.when !== 'first-day' && random.chance(EARLY);
  const rough = early
    ? uniform(random, world.span.from + DAY, world.span.from + 7 * DAY)
    : uniform(
        random,
        world.span.from + 8 * DAY,
        Math.max(world.span.from + 9 * DAY, world.span.to - duration - HOUR),
      );
  const usable = world.drawn.filter(
    (principal) =>
      !taken.has(principal.index) &&
      !world.principals[principal.index]!.arn.includes('/aws-service-role/') &&
      shape.victim(principal, context, rough),
  );
  if (usable.length === 0) return null;
  const first = random.pick(usable);
  const start = Math.floor(startOf(context, shape, first, rough, early));
  const loot = drawLoot(context, shape, first, usable, start, duration);
  if (loot.length === 0) return null;
  return {
    id,
    shape,
    start,
    duration,
    loot,
    where: weighted(random, shape.where),
    agent: weighted(random, shape.agent),
    credentials: weighted(random, shape.credentials),
    call: weighted(random, shape.call),
    reconnaissance: weighted(random, shape.reconnaissance),
    cover: weighted(random, shape.cover),
  };
}

function startOf(
  { world, history, random }: TheftContext,
  { when }: Shape,
  { index, team }: DrawnPrincipal,
  rough: number,
  early: boolean,
): number {
  const { office } = world.organisation.teams[team]!;
  if (when === 'first-day') return history.calls(index)[0]!.time + logUniform(random, 120, 20 * HOUR);
  const choice = when === 'any' ? random.pick(['night', 'work', 'anywhere'] as const) : when;
  if (choice === 'work')
    return workingTime(random, office, { from: rough, to: rough + (early ? 1 : 3) * DAY });
  return choice === 'night' ? timeAt(office, localDay(office, rough), uniform(random, 22, 29)) : rough;
}

function drawLoot(
  context: TheftContext,
  shape: Shape,
  first: DrawnPrincipal,
  usable: readonly DrawnPrincipal[],
  time: number,
  duration: number,
): Loot[] {
  const { world, random, history } = context;
  const roles = random.between(...shape.roles);
  const target = weighted(random, shape.target);
  // A chain goes on from a person or a key to roles of programs.
  const next =
    shape.name === 'role-chain'
      ? world.drawn.filter(
          ({ sort, index }) => sort === 'program' && history.before(index, time, 1).length > 0,
        )
      : usable;
  const victims = new Set([first]);
  for (let attempt = 0; victims.size < roles && attempt < 100 && next.length > 0; attempt++)
    victims.add(random.pick(next));
  // A slow theft of fresh secrets also takes those that are created while it lasts.
  const until = target === 'fresh' ? Math.min(time + duration, world.span.to - 1) : time;
  const loot: Loot[] = [];
  for (const principal of victims) {
    const count = Math.max(1, wholeLogUniform(random, ...shape.count));
    const secrets = drawTargets(context, shape, target, principal, until, count);
    if (secrets.length >= Math.min(shape.count[0], 6)) loot.push({ principal, secrets });
  }
  return loot.length >= Math.min(2, roles) ? loot : [];
}
