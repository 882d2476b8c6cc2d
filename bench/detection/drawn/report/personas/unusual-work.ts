import { poisson, sample } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { isAlive, type KnownSecret } from '../catalogue.js';
import { DAY, uniform, weighted } from '../draw.js';
import { callerOf, type Actor, type World } from '../world.js';

/** Ordinary work that is worth one look: about 0.8 times per 100 principals and month, by people and jobs that exist. */
export function addUnusualWork(random: Random, world: World): void {
  const days = (world.end - world.start) / DAY;
  const wanted = poisson(random, (0.8 * world.principals.length * days) / 3000);
  const people = world.actors.filter(({ kind, from }) => kind === 'workforce' && from < world.end - 2 * DAY);
  const jobs = world.actors.filter(
    ({ kind, from }) => (kind === 'batch' || kind === 'pipeline') && from < world.end - 2 * DAY,
  );
  for (let i = 0; i < wanted; i++) {
    const shape = weighted(random, [
      [3, wideDebugging],
      [2, handMadeMigration],
      [2, firstFullRun],
      [1, accessReview],
    ] as const);
    const pool = shape === firstFullRun ? jobs : people;
    if (pool.length > 0) shape(random, world, random.pick(pool));
  }
}

/** A working time within the actor's life. */
function officeTime(random: Random, actor: Actor): number {
  for (let tries = 0; tries < 200; tries++) {
    const time = uniform(random, actor.from, actor.to - 3 * 3600);
    if (random.chance(actor.team.office.intensity(time))) return time;
  }
  return uniform(random, actor.from, actor.to - 3 * 3600);
}

function readAndNote(
  random: Random,
  world: World,
  actor: Actor,
  time: number,
  list: readonly KnownSecret[],
  gap: number,
  why: string,
): void {
  const there = list.filter((known) => isAlive(known, time)).map(({ secret }) => secret);
  const after = world.recorder.read(random, callerOf(actor, time, 0), time, there, { style: 'gets', gap });
  world.notable.push({
    principal: actor.principal,
    from: Math.floor(time) - 1,
    to: Math.ceil(after) + 1,
    why,
  });
}

/** Somebody looks for a wrong password in dozens of other teams' secrets. */
function wideDebugging(random: Random, world: World, actor: Actor): void {
  const others = world.catalogue.all.filter(({ team }) => team !== actor.team.index);
  const list = sample(random, others, random.between(25, 70));
  readAndNote(
    random,
    world,
    actor,
    officeTime(random, actor),
    list,
    uniform(random, 8, 60),
    'a person debugs with the secrets of many other teams',
  );
}

function handMadeMigration(random: Random, world: World, actor: Actor): void {
  const list = sample(random, world.catalogue.account(actor.accountId), random.between(120, 500));
  readAndNote(
    random,
    world,
    actor,
    officeTime(random, actor),
    list,
    uniform(random, 0.5, 8),
    'a person copies much of an account by a script',
  );
}

function firstFullRun(random: Random, world: World, actor: Actor): void {
  const list = world.catalogue.account(actor.accountId);
  const time = actor.team.traffic.at(officeTime(random, actor), uniform(random, 0, 6));
  if (time < actor.from) return;
  readAndNote(
    random,
    world,
    actor,
    time,
    list,
    uniform(random, 0.1, 2),
    'a job reads everything of its account for the first time',
  );
}

function accessReview(random: Random, world: World, actor: Actor): void {
  const list = world.teams.flatMap((team) => sample(random, world.catalogue.team(team.index), 2));
  readAndNote(
    random,
    world,
    actor,
    officeTime(random, actor),
    list,
    uniform(random, 5, 40),
    'an auditor samples two secrets of each team',
  );
}
