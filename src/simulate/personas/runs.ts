import { HOUR, MINUTE } from '../../model/time.js';
import { poisson, sample } from '../distributions.js';
import { homeAddress } from '../network.js';
import type { Actor, PersonaContext } from '../persona.js';
import { makeSession } from '../principal.js';
import { mix32 } from '../random.js';
import { chooseReference, decimalId, hexId, officeTime, retrieveAll, teamRole, vpcOrigin } from './work.js';
import { userAgent } from '../user-agents.js';

/**
 * Continuous integration: a run for every push in working hours, four times as many on a release day (one in 15),
 * very few at weekends. Every run has its own session and runner. Half of the pipelines run on hosted machines, half
 * in the organisation's VPC.
 */
export function ci(context: PersonaContext): Actor {
  const { random, word, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'ci', 'deploy');
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(8, 15));
  const hosted = random.chance(0.5);
  const agent = userAgent(random, 'cli', 1);
  const inside = vpcOrigin(context, agent);
  const originOf = (run: number) =>
    hosted ? { ...inside, address: homeAddress(run), vpcEndpointId: null } : inside;
  const sessionOf = (run: number) =>
    makeSession(principal, `GitHubActions-${decimalId(run, 10)}`, 'webIdentity');
  const reference = chooseReference(random);
  const rate = 5 + random.float() * 10;
  let runs = 0;
  return {
    principal,
    secrets,
    reference,
    keepsSession: false,
    sessionAt: (time) => sessionOf(mix32(word ^ 0x5eed, time)),
    originAt: (time) => originOf(mix32(word ^ 0x5eed, time)),
    day(day, emitter) {
      const release = day.workday && random.chance(1 / 15) ? 4 : 1;
      const today = poisson(random, (day.workday ? rate : rate / 20) * release);
      for (let i = 0; i < today; i++) {
        const run = mix32(word, runs++);
        const caller = { session: sessionOf(run), origin: originOf(run), reference };
        const wanted = sample(random, secrets, random.between(2, 6));
        retrieveAll(context, emitter, officeTime(context, day), caller, wanted, 8);
      }
    },
  };
}

/** Jobs of a workflow engine, three to eight a day at fixed times. Every run has its own session. */
export function jobRuns(context: PersonaContext): Actor {
  const { random, word, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'job-runs', 'workflow');
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(4, 10));
  const origin = vpcOrigin(context, userAgent(random, 'python', 1));
  const reference = chooseReference(random);
  const sessionOf = (run: number) => makeSession(principal, `run-${hexId(run, 12)}`, 'assumed');
  const jobs = Array.from({ length: random.between(3, 8) }, () => ({
    at: random.float() * 23.5 * HOUR,
    secrets: sample(random, secrets, random.between(2, 4)),
  }));
  let runs = 0;
  return {
    principal,
    secrets,
    reference,
    keepsSession: false,
    sessionAt: (time) => sessionOf(mix32(word ^ 0x5eed, time)),
    originAt: () => origin,
    day(day, emitter) {
      for (const job of jobs) {
        const caller = { session: sessionOf(mix32(word, runs++)), origin, reference };
        retrieveAll(context, emitter, day.start + job.at + random.float() * MINUTE, caller, job.secrets);
      }
    },
  };
}
