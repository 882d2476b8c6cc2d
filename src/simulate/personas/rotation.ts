import { HOUR } from '../../model/time.js';
import type { Actor, PersonaContext } from '../persona.js';
import { makeSession } from '../principal.js';
import { teamRole, vpcOrigin } from './work.js';
import { userAgent } from '../user-agents.js';

/**
 * A function that rotates its 2 to 6 secrets, each every 7 or every 30 days. A rotation requests the pending version,
 * which does not exist yet, and then three times the versions that it creates and tests.
 */
export function rotation(context: PersonaContext): Actor {
  const { random, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'rotation', 'secrets-rotation');
  const session = makeSession(principal, principal.name, 'service');
  const origin = vpcOrigin(context, userAgent(random, 'python', 1, 'AWS_Lambda_python3.12'));
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(2, 6));
  const caller = { session, origin, reference: 'arn' as const };
  const period = random.pick([7, 7, 30]);
  const plan = secrets.map((secret) => ({
    secret,
    due: random.between(0, period - 1),
    at: random.between(0, 23),
  }));
  return {
    principal,
    secrets,
    reference: 'arn',
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      const number = Math.round((day.start - setting.start) / (24 * HOUR));
      for (const { secret, due, at } of plan) {
        if (((number % period) + period) % period !== due) continue;
        const time = day.start + at * HOUR + random.float() * HOUR;
        emitter.get(time, caller, secret, null, 'AWSCURRENT');
        emitter.get(time + 1, caller, secret, 'ResourceNotFoundException', 'AWSPENDING');
        for (const wait of [4, 9, 15]) emitter.get(time + wait, caller, secret, null, 'AWSPENDING');
      }
    },
  };
}
