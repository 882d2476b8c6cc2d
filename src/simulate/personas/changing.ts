import { DAY, HOUR } from '../../model/time.js';
import { exponential } from '../distributions.js';
import type { Actor, PersonaContext } from '../persona.js';
import { makeSession } from '../principal.js';
import { userAgent } from '../user-agents.js';
import { chooseReference, retrieveAll, teamRole, vpcOrigin } from './work.js';

/**
 * A service that grows. It restarts once or twice a day and retrieves all its secrets. About every nine days a
 * release in working hours needs more secrets: usually one or two, one time in twenty as many as ten.
 */
export function growing(context: PersonaContext): Actor {
  const { random, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'growing', 'backend');
  const session = makeSession(principal, 'backend', 'webIdentity');
  const origin = vpcOrigin(context, userAgent(random, 'node', 1));
  const caller = { session, origin, reference: chooseReference(random) };
  // The secrets of later releases are chosen in advance, so that they are all different and do not run out early.
  const plan = setting.catalogue.pick(random, accountId, region, team, 90);
  const secrets = plan.slice(0, random.between(4, 10));
  let release = setting.start + 2 * DAY + exponential(random, 9 * DAY);
  return {
    principal,
    secrets,
    reference: caller.reference,
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      const restarts = random.between(1, 2);
      for (let i = 0; i < restarts; i++) {
        retrieveAll(context, emitter, day.start + random.float() * 9 * HOUR, caller, secrets);
      }
      if (!day.workday || release >= day.start + DAY) return;
      release = day.start + DAY + exponential(random, 9 * DAY);
      const size = random.float();
      const more =
        size < 0.75 ? random.between(1, 2) : size < 0.95 ? random.between(3, 5) : random.between(6, 10);
      secrets.push(...plan.slice(secrets.length, secrets.length + more));
      retrieveAll(context, emitter, day.start + (10 + 8 * random.float()) * HOUR, caller, secrets);
    },
  };
}

/**
 * A new service. It is deployed after a fifth to four fifths of the simulated time, with three to fifteen secrets
 * that it retrieves at once and then every six hours.
 */
export function newcomer(context: PersonaContext): Actor {
  const { random, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'newcomer', 'new-service');
  const session = makeSession(principal, 'new-service', 'webIdentity');
  const origin = vpcOrigin(context, userAgent(random, 'go', 1));
  const caller = { session, origin, reference: chooseReference(random) };
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(3, 15));
  const length = setting.end - setting.start;
  const begins = setting.start + length * (0.2 + 0.6 * random.float());
  return {
    principal,
    secrets,
    reference: caller.reference,
    keepsSession: true,
    begins,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      for (let at = random.float() * HOUR; at < DAY; at += 6 * HOUR) {
        if (day.start + at >= begins) retrieveAll(context, emitter, day.start + at, caller, secrets);
      }
    },
  };
}
