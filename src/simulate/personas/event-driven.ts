import { burstyCount, logNormal, sample } from '../distributions.js';
import { TASKS } from '../names.js';
import type { Actor, PersonaContext } from '../persona.js';
import { makeSession } from '../principal.js';
import { hexId, busyTime, chooseReference, retrieveAll, teamRole, vpcOrigin } from './work.js';
import { userAgent } from '../user-agents.js';

/**
 * A Lambda function. It retrieves its one to four secrets when an instance starts, and keeps them. Starts follow
 * demand: over-dispersed from day to day, fewer at weekends.
 */
export function lambda(context: PersonaContext): Actor {
  const { random, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'lambda', random.pick(TASKS));
  const session = makeSession(principal, principal.name, 'service');
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(1, 4));
  const client = random.pick(['python', 'node', 'java'] as const);
  const origin = vpcOrigin(context, userAgent(random, client, 1, `AWS_Lambda_${client}`));
  const caller = { session, origin, reference: chooseReference(random) };
  const median = logNormal(random, 2.5, 0.8);
  return {
    principal,
    secrets,
    reference: caller.reference,
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      const starts = burstyCount(random, median * (day.workday ? 1 : 0.4), 0.6);
      for (let i = 0; i < starts; i++) {
        retrieveAll(context, emitter, busyTime(context, day), caller, secrets);
      }
    },
  };
}

/**
 * A configuration loader. Two to four times a day it requests its secrets with one BatchGetSecretValue by list. A
 * GetSecretValue for each secret follows in the same second.
 */
export function batchLoader(context: PersonaContext): Actor {
  const { random, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'batch-loader', 'config-loader');
  const session = makeSession(principal, `config-loader-${hexId(context.word, 6)}`, 'service');
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(6, 15));
  const origin = vpcOrigin(context, userAgent(random, 'go', 1));
  const caller = { session, origin, reference: chooseReference(random) };
  return {
    principal,
    secrets,
    reference: caller.reference,
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      const loads = random.between(2, 4);
      for (let i = 0; i < loads; i++) {
        const time = busyTime(context, day);
        const asked = random.chance(0.3) ? sample(random, secrets, random.between(3, 6)) : secrets;
        emitter.batch(time, caller, { by: 'list', secrets: asked, maxResults: null, childless: false });
        for (const secret of asked) emitter.get(time, caller, secret);
      }
    },
  };
}
