import { DAY, HOUR, MINUTE } from '../../model/time.js';
import type { Actor, PersonaContext } from '../persona.js';
import { makeSession } from '../principal.js';
import { chooseReference, decimalId, hexId, retrieveAll, teamRole, vpcOrigin } from './work.js';
import { userAgent } from '../user-agents.js';
import { RotatingSessions } from '../rotating-sessions.js';

/**
 * A secrets operator in a Kubernetes cluster. It synchronises all its 15 to 60 secrets (fewer is likelier) every
 * hour, and once more when it restarts, about once in ten days. One in two gets a new session name twice a day.
 */
export function operator(context: PersonaContext): Actor {
  const { random, word, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'operator', 'external-secrets');
  const fixed = makeSession(principal, 'external-secrets-provider', 'webIdentity');
  const renewed = new RotatingSessions(principal, word, DAY / 2, 'webIdentity', (w) => decimalId(w, 19));
  const sessionAt = random.chance(0.5) ? () => fixed : (time: number) => renewed.at(time);
  const secrets = setting.catalogue.pick(
    random,
    accountId,
    region,
    team,
    15 + Math.floor(46 * random.float() ** 2),
  );
  const origin = vpcOrigin(context, userAgent(random, 'go', 1));
  const reference = chooseReference(random);
  const phase = random.float() * 50 * MINUTE;
  return {
    principal,
    secrets,
    reference,
    keepsSession: true,
    sessionAt,
    originAt: () => origin,
    day(day, emitter) {
      const restart = random.chance(0.1) ? random.between(0, 23) : -1;
      for (let hour = 0; hour < 24; hour++) {
        const time = day.start + hour * HOUR + phase + random.float() * 20;
        const caller = { session: sessionAt(time), origin, reference };
        retrieveAll(context, emitter, time, caller, secrets, 0.2);
        if (hour === restart) retrieveAll(context, emitter, time + 7 * MINUTE, caller, secrets, 0.05);
      }
    },
  };
}

/** A job at the same time every night: 3 to 12 secrets within a minute. One night in 40 it fails and runs again. */
export function nightly(context: PersonaContext): Actor {
  const { random } = context;
  const job = scheduledJob(context, 'nightly', 'nightly-export', random.between(3, 12));
  const at = (random.float() * 4 + 0.5) * HOUR;
  return {
    ...job.actor,
    day(day, emitter) {
      const time = day.start + at + random.float() * 3 * MINUTE;
      retrieveAll(context, emitter, time, job.caller, job.actor.secrets, 5);
      if (random.chance(1 / 40)) {
        retrieveAll(context, emitter, time + 40 * MINUTE, job.caller, job.actor.secrets, 5);
      }
    },
  };
}

/**
 * A weekly inventory of an account in a region: 40 to 120 secrets in ten minutes, or all secrets. It has no
 * permission for one secret in 25.
 */
export function weekly(context: PersonaContext): Actor {
  const { random } = context;
  const all = context.setting.catalogue.all(context.accountId, context.region).length;
  const size = random.chance(0.4) ? all : random.between(40, 120);
  const job = scheduledJob(context, 'weekly', 'secret-scanner', size);
  const weekday = random.pick([0, 0, 6, 1]);
  const at = (random.float() * 5 + 1) * HOUR;
  const forbidden = new Set(job.actor.secrets.filter(() => random.chance(0.04)));
  return {
    ...job.actor,
    day(day, emitter) {
      if (day.weekday !== weekday) return;
      let time = day.start + at + random.float() * 5 * MINUTE;
      for (const secret of job.actor.secrets) {
        emitter.get(time, job.caller, secret, forbidden.has(secret) ? 'AccessDenied' : null);
        time += random.float() * 12;
      }
    },
  };
}

/** Closes the books: 20 to 50 secrets in an hour and a half on the last workday of a month, and one on each Monday. */
export function monthEnd(context: PersonaContext): Actor {
  const { random } = context;
  const job = scheduledJob(context, 'month-end', 'month-end-close', random.between(20, 50));
  return {
    ...job.actor,
    day(day, emitter) {
      if (day.closesMonth) {
        const time = day.start + 17 * HOUR + random.float() * HOUR;
        retrieveAll(
          context,
          emitter,
          time,
          job.caller,
          job.actor.secrets,
          (90 * MINUTE) / job.actor.secrets.length,
        );
      } else if (day.weekday === 1) {
        emitter.get(day.start + 8 * HOUR + random.float() * HOUR, job.caller, job.actor.secrets[0]!);
      }
    },
  };
}

function scheduledJob(
  context: PersonaContext,
  persona: 'nightly' | 'weekly' | 'month-end',
  task: string,
  count: number,
) {
  const { random, accountId, region, team, setting } = context;
  const principal = teamRole(context, persona, task);
  const session = makeSession(principal, `${task}-${hexId(context.word, 8)}`, 'service');
  const secrets = setting.catalogue.pick(random, accountId, region, team, count);
  const origin = vpcOrigin(context, userAgent(random, random.pick(['python', 'java'] as const), 0));
  const reference = chooseReference(random);
  const actor = {
    principal,
    secrets,
    reference,
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
  };
  return { actor, caller: { session, origin, reference } };
}
