import { sample } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { isAlive, type KnownSecret } from '../catalogue.js';
import { DAY, HOUR, logUniform, weighted } from '../draw.js';
import { callerOf, type Actor, type World } from '../world.js';

/** A rotation function: each of its secrets comes due by its own schedule, or all in one night of the month. */
export function rotatorWork(random: Random): Actor['work'] {
  return (world, actor) => {
    const owned = world.catalogue.team(actor.team.index);
    const nearby = actor.team.neighbours.flatMap((index) => world.catalogue.team(index));
    const pool = random.chance(0.6) ? owned : [...owned, ...nearby];
    const secrets = sample(random, pool, Math.round(logUniform(random, 1, 120)));
    const every = weighted(random, [
      [1, DAY],
      [4, 7 * DAY],
      [8, 30 * DAY],
      [2, 90 * DAY],
      [0.3, 4 * HOUR],
    ]);
    const together = random.chance(0.25);
    const phase = random.float() * every;
    const failing = random.chance(0.1) ? random.float() * 0.5 : 0;
    for (const known of secrets) {
      const own = together ? phase : random.float() * every;
      for (let due = world.start + own; due < world.end; due += every) {
        const time = due + random.float() * (together ? 900 : HOUR);
        if (time < actor.from || time >= actor.to || !isAlive(known, time)) continue;
        rotate(random, world, actor, known, time, random.chance(failing));
      }
    }
  };
}

/** The four steps of a rotation, as the sample functions of AWS do them. */
function rotate(
  random: Random,
  { recorder }: World,
  actor: Actor,
  { secret }: KnownSecret,
  time: number,
  fails: boolean,
): void {
  const caller = callerOf(actor, time, random.between(0, 3));
  const service = {
    ...caller,
    place: { address: 'secretsmanager.amazonaws.com', vpcEndpointId: null },
    userAgent: 'secretsmanager.amazonaws.com',
  };
  recorder.call(service, 'RotateSecret', time - 2, secret, { by: 'arn' });
  const arn = { by: 'arn' } as const;
  let now = time;
  for (const step of ['create', 'set', 'test', 'finish'] as const) {
    recorder.call(caller, 'DescribeSecret', now, secret, arn);
    if (step === 'finish') break;
    recorder.call(caller, 'GetSecretValue', now, secret, arn);
    if (step === 'create') {
      recorder.call(caller, 'GetSecretValue', now, secret, { by: 'arn', error: 'ResourceNotFoundException' });
      recorder.call(caller, 'PutSecretValue', now + 1, secret, arn);
    } else if (step === 'set') {
      recorder.call(caller, 'GetSecretValue', now, secret, arn);
      if (fails) return;
    }
    now += 1 + random.float() * 4;
  }
}
