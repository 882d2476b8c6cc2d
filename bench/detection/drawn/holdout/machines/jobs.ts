import type { Dice } from '../base/dice.js';
import type { Place, Principal, Seat, Secret } from '../base/model.js';
import { DAY, dayOfMonth, HOUR, localDay, MINUTE, type Site, timeOf, weekday } from '../base/time.js';
import type { World } from '../company/world.js';

export type Rhythm = 'often' | 'hourly' | 'daily' | 'workdays' | 'weekly' | 'month-end';

export interface JobPlan {
  readonly principal: Principal;
  readonly rhythm: Rhythm;
  readonly site: Site;
  /** Not before; null: it was there before the period. */
  readonly from: number | null;
  readonly secrets: (time: number) => readonly Secret[];
  readonly how: 'get' | 'describe and get' | 'batch' | 'describe';
  readonly lists: boolean;
  readonly pace: number;
  readonly agent: string;
  readonly by: 'arn' | 'name';
  readonly session: (dice: Dice, time: number) => string | null;
  /** Of a user; null: each run has a session. */
  readonly key: (time: number) => string | null;
  readonly place: (dice: Dice, time: number) => Place;
  /** Share of runs that somebody starts by hand at another time, or that fail and run again. */
  readonly fickle: number;
  readonly onRun?: (time: number, run: number) => void;
}

/** A job that runs by a timetable. */
export function addJob(world: World, dice: Dice, plan: JobPlan): void {
  const { clock } = world;
  const minute = dice.between(0, 59);
  const hour =
    dice.weighted([
      [dice.between(0, 5), 6],
      [dice.between(6, 23), 4],
    ]) +
    minute / 60;
  const day = dice.between(0, 6);
  const every = dice.pick([10, 15, 20, 30]) * MINUTE;
  const first = plan.from ?? world.company.start;
  let runs = 0;
  const run = (time: number): void => {
    runOnce(world, dice, plan, time);
    plan.onRun?.(time, runs++);
    if (dice.chance(plan.fickle))
      clock.at(time + dice.between(5, 300) * MINUTE, (when) => runOnce(world, dice, plan, when));
  };
  const next = (after: number): void => {
    const at = nextRun(plan, { after, hour, minute, day, every });
    clock.at(at + dice.between(0, 20), (time) => {
      run(time);
      next(at);
    });
  };
  if (plan.from !== null) clock.at(plan.from, run);
  next(first);
}

function nextRun(
  { rhythm, site }: JobPlan,
  {
    after,
    hour,
    minute,
    day,
    every,
  }: { after: number; hour: number; minute: number; day: number; every: number },
): number {
  if (rhythm === 'often') return (Math.floor(after / every) + 1) * every;
  if (rhythm === 'hourly') return (Math.floor(after / HOUR) + 1) * HOUR + minute * MINUTE;
  for (let local = localDay(after, site); ; local++) {
    const at = timeOf(local, hour, site);
    if (at <= after || !runsOn(rhythm, local, day)) continue;
    return at;
  }
}

function runsOn(rhythm: Rhythm, local: number, day: number): boolean {
  if (rhythm === 'workdays') return weekday(local) > 0 && weekday(local) < 6;
  if (rhythm === 'weekly') return weekday(local) === day;
  if (rhythm === 'month-end') {
    const month = dayOfMonth(local);
    return month.day === 1 || month.day === month.of;
  }
  return true;
}

/** One run. @returns when it is done */
function runOnce(world: World, dice: Dice, plan: JobPlan, time: number): number {
  const { principal, agent, by, session, key, place, how, pace, lists } = plan;
  const seat: Seat = {
    principal,
    agent,
    by,
    session: session(dice, time),
    key: key(time) ?? dice.accessKey('ASIA'),
    ...place(dice, time),
  };
  // What is gone is taken out of its settings after some days.
  const secrets = plan
    .secrets(time)
    .filter(({ made, gone }) => made <= time && (gone === null || gone > time - 3 * DAY));
  if (lists) world.ledger.list(seat, principal.region, time);
  if (how === 'batch') {
    if (secrets.length > 0) world.ledger.batch(seat, secrets, time);
    return time;
  }
  let when = time;
  for (const secret of secrets) {
    when += dice.exponential(pace);
    if (how !== 'get') world.ledger.call(seat, 'DescribeSecret', secret, when);
    if (how !== 'describe') world.ledger.read(seat, secret, when + dice.float());
    if (when > time + DAY) break;
  }
  return when;
}
