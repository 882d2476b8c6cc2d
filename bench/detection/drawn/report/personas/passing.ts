import { logNormal, sample } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { isAlive } from '../catalogue.js';
import { DAY, HOUR, logUniform, uniform } from '../draw.js';
import { hawkes } from '../stochastic.js';
import { callerOf, type Actor } from '../world.js';
import { listPages } from './keeper.js';

/** Preview environments: each pull request creates a few secrets, reads them for hours to days, and deletes them. */
export function previewWork(random: Random): Actor['work'] {
  return (world, actor) => {
    const { catalogue, recorder, organisation } = world;
    const perDay = logUniform(random, 0.3, 8);
    const shared = sample(random, catalogue.team(actor.team.index), random.between(0, 6));
    const rhythm = hawkes(perDay * 3, 0.4, 2 * HOUR, (time) => actor.team.office.intensity(time));
    let lane = 0;
    for (const { time } of rhythm(random, actor.from, actor.to)) {
      const caller = callerOf(actor, time, ++lane);
      const until = time + logNormal(random, 20 * HOUR, 1);
      const own = Array.from({ length: random.between(1, 5) }, () =>
        catalogue.add(random, actor.team, organisation.company, {
          created: time,
          wanted: Infinity,
          deleted: until,
        }),
      );
      for (const [i, { secret }] of own.entries()) recorder.call(caller, 'CreateSecret', time + i, secret);
      const secrets = [...own, ...shared.filter((known) => isAlive(known, time))].map(({ secret }) => secret);
      for (let read = time + 60; read < until; read += logNormal(random, 5 * HOUR, 1))
        recorder.read(random, callerOf(actor, read, lane), read, secrets, { style: 'gets', gap: 0.3 });
      for (const { secret } of own)
        recorder.call(callerOf(actor, until, lane), 'DeleteSecret', until, secret);
    }
  };
}

/** A migration by a role of its own: reads hundreds in waves and creates the copies in another account or region. */
export function migrationWork(random: Random): Actor['work'] {
  return (world, actor) => {
    const { recorder, teams, catalogue, organisation } = world;
    const target = random.pick(teams);
    const source = sample(
      random,
      catalogue.account(actor.accountId),
      Math.round(logUniform(random, 40, 800)),
    );
    const waves = random.between(1, 8);
    const size = Math.ceil(source.length / waves);
    let begin = actor.from + random.float() * Math.max(1, actor.to - actor.from - waves * DAY);
    const first = begin;
    let last = begin;
    let copied = 0;
    for (let wave = 0; wave < waves; wave++, begin += DAY * random.between(1, 4)) {
      const time = actor.team.office.at(begin, uniform(random, 8, 18));
      const caller = callerOf(actor, time, wave);
      let now = random.chance(0.5) ? listPages(random, world, caller, time, source.length) : time;
      for (const known of source.slice(wave * size, (wave + 1) * size)) {
        if (!isAlive(known, now)) continue;
        recorder.call(caller, 'GetSecretValue', now, known.secret, { by: 'arn' });
        const copy = catalogue.add(random, target, organisation.company, { created: now, wanted: now + DAY });
        recorder.call(caller, 'CreateSecret', now + 1, copy.secret);
        copied++;
        now += uniform(random, 0.5, 6);
      }
      last = now;
    }
    if (copied >= 100)
      world.notable.push({
        principal: actor.principal,
        from: Math.floor(first - DAY),
        to: Math.ceil(last + 1),
        why: 'a migration reads hundreds of secrets once',
      });
  };
}

/** A break-glass role: never, or one drill in which somebody reads what the runbook names. */
export function breakGlassWork(random: Random): Actor['work'] {
  return (world, actor) => {
    if (!random.chance(0.4)) return;
    const day = world.start + random.float() * (world.end - world.start);
    const time = actor.team.office.at(day, uniform(random, 9, 17));
    const caller = callerOf(actor, time, 0);
    const list = world.catalogue.account(actor.accountId).filter((known) => isAlive(known, time));
    const secrets = sample(random, list, random.between(3, 60)).map(({ secret }) => secret);
    const after = world.recorder.read(random, caller, time, secrets, {
      style: 'gets',
      gap: uniform(random, 2, 60),
    });
    world.notable.push({
      principal: actor.principal,
      from: Math.floor(time) - 1,
      to: Math.ceil(after) + 1,
      why: 'a break-glass drill',
    });
  };
}
