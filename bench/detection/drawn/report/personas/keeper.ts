import { sample } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { isAlive } from '../catalogue.js';
import { composeProcess } from '../compose-process.js';
import { logUniform, uniform, weighted } from '../draw.js';
import type { ProcessName } from '../dimensions.js';
import type { Caller } from '../recorder.js';
import { callerOf, type Actor, type World } from '../world.js';

/** Pages of ListSecrets over `count` secrets. */
export function listPages(random: Random, world: World, caller: Caller, time: number, count: number): number {
  let now = time;
  for (let page = 0; page <= Math.floor(count / 100); page++) {
    world.recorder.call(caller, 'ListSecrets', now, null);
    now += uniform(random, 0.1, 1.5);
  }
  return now;
}

/** Terraform: each plan describes and reads all that it manages, releases now and then change a value. */
export function terraformWork(random: Random): Actor['work'] {
  return (world, actor) => {
    const { team } = actor;
    const teams = [team.index, ...sample(random, team.neighbours, random.between(0, 2))];
    const managed = teams.flatMap((index) => world.catalogue.team(index));
    const readShare = random.chance(0.75) ? 1 : uniform(random, 0.1, 0.7);
    const most = Math.round(logUniform(random, 20, 400));
    const stable = sample(
      random,
      managed,
      Math.max(1, Math.min(most, Math.round(managed.length * readShare))),
    );
    const name = weighted<ProcessName>(random, [
      [3, 'hawkes'],
      [2, 'rolling'],
      [2, 'nightly'],
      [1, 'periodic'],
      [1, 'markov'],
    ]);
    const perDay = Math.min(logUniform(random, 0.3, 20), 220 / (stable.length * 2));
    const drifts = random.chance(0.5) ? 0.1 : 0.01;
    for (const { time, lane } of composeProcess(random, name, perDay, team, {
      incidents: [],
      patches: world.patches,
    })(random, actor.from, actor.to)) {
      const caller = callerOf(actor, time, lane);
      const list = stable.filter((known) => isAlive(known, time)).map(({ secret }) => secret);
      const after = world.recorder.read(random, caller, time, list, {
        style: 'describe-first',
        gap: 0.15,
        byArn: true,
      });
      if (list.length > 0 && random.chance(drifts))
        world.recorder.call(caller, 'PutSecretValue', after + 20, random.pick(list));
    }
  };
}

/** Security scanners and AWS Config: they list and describe, and never read. */
export function scannerWork(random: Random): Actor['work'] {
  return (world, actor) => {
    const name = weighted<ProcessName>(random, [
      [3, 'nightly'],
      [2, 'periodic'],
      [1, 'sparse'],
      [1, 'month-end'],
    ]);
    const describes = random.chance(0.7);
    const list = world.catalogue.account(actor.accountId);
    const perDay = Math.min(logUniform(random, 0.1, 8), 130 / (list.length + 1));
    // Large accounts are scanned slice by slice.
    const slice = Math.min(list.length, Math.round(logUniform(random, 100, 1200)));
    let next = 0;
    for (const { time, lane } of composeProcess(random, name, perDay, actor.team, {
      incidents: [],
      patches: world.patches,
    })(random, actor.from, actor.to)) {
      const caller = callerOf(actor, time, lane);
      let now = listPages(random, world, caller, time, list.length);
      if (!describes) continue;
      next = next + slice > list.length ? 0 : next;
      const part = list.slice(next, next + slice);
      next += slice;
      for (const known of part)
        if (isAlive(known, time))
          world.recorder.call(caller, 'DescribeSecret', (now += 0.1 + random.float() * 0.2), known.secret, {
            by: 'arn',
          });
    }
  };
}
