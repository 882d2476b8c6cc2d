import { DAY, HOUR } from '../../model/time.js';
import { exponential, poisson } from '../distributions.js';
import { officeAddress } from '../network.js';
import type { Actor, PersonaContext } from '../persona.js';
import { makePrincipal, makeSession } from '../principal.js';
import { mix32 } from '../random.js';
import type { Origin } from '../retrieval-event.js';
import { RotatingSessions } from '../rotating-sessions.js';
import { busyTime, chooseReference, hexId, retrieveAll, teamRole, vpcOrigin } from './work.js';
import { userAgent } from '../user-agents.js';

/**
 * A container service with a new deployment every 3 to 6 days. The task of a deployment has its own session,
 * retrieves all secrets when it starts, and refreshes them every 12 hours.
 */
export function container(context: PersonaContext): Actor {
  const { random, word, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'container', 'task');
  const tasks = new RotatingSessions(principal, word, random.between(3, 6) * DAY, 'service', (w) =>
    hexId(w, 32),
  );
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(2, 6));
  const agent = userAgent(random, random.pick(['java', 'node', 'go'] as const), 1, 'AWS_ECS_FARGATE');
  const originAt = zonedOrigins(context, agent, tasks);
  const reference = chooseReference(random);
  return {
    principal,
    secrets,
    reference,
    keepsSession: true,
    sessionAt: (time) => tasks.at(time),
    originAt,
    day(day, emitter) {
      for (let time = nextDue(tasks.beganAt(day.start), day.start, 12 * HOUR); time < day.start + DAY;) {
        const due = time + random.float() * 30;
        retrieveAll(
          context,
          emitter,
          due,
          { session: tasks.at(due), origin: originAt(due), reference },
          secrets,
        );
        time = nextDue(tasks.beganAt(time + 12 * HOUR), time + 1, 12 * HOUR);
      }
    },
  };
}

/** The first of `began`, `began + every`, … that is not before `from`. */
function nextDue(began: number, from: number, every: number): number {
  return began + Math.max(0, Math.ceil((from - began) / every)) * every;
}

/** A service on one instance, which is replaced every 10 to 30 days. Its cache refreshes secrets every few hours. */
export function instance(context: PersonaContext): Actor {
  const { random, word, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'instance', 'instance-profile');
  const hosts = new RotatingSessions(principal, word, random.between(10, 30) * DAY, 'instance', instanceId);
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(1, 4));
  const originAt = zonedOrigins(context, userAgent(random, 'agent', 1), hosts);
  const reference = chooseReference(random);
  const every = random.between(4, 8) * HOUR;
  return {
    principal,
    secrets,
    reference,
    keepsSession: true,
    sessionAt: (time) => hosts.at(time),
    originAt,
    day(day, emitter) {
      for (let at = random.float() * every; at < DAY; at += every + exponential(random, 60)) {
        const time = day.start + at;
        retrieveAll(
          context,
          emitter,
          time,
          { session: hosts.at(time), origin: originAt(time), reference },
          secrets,
        );
      }
    },
  };
}

/**
 * A group of 6 to 12 instances. Each refreshes its secrets every 12 hours. In the middle of the simulated time all of
 * them move to another network and a newer SDK at once; half of the fleets change to an SDK for another language.
 */
export function fleet(context: PersonaContext): Actor {
  const { random, word, accountId, region, team, setting } = context;
  const principal = teamRole(context, 'fleet', 'fleet');
  const size = random.between(6, 12);
  const hosts = Array.from(
    { length: size },
    (_, i) => new RotatingSessions(principal, mix32(word, 100 + i), 40 * DAY, 'instance', instanceId),
  );
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(2, 4));
  const before = hosts.map((_, i) => vpcOrigin(context, userAgent(random, 'java', 0), i));
  const language = mix32(word, 99) % 2 === 0 ? 'java' : 'go';
  const moved = { ...context, vpc: context.vpc + 57 };
  const after = hosts.map((_, i) => vpcOrigin(moved, userAgent(random, language, 1), i));
  const middle = (setting.start + setting.end) / 2;
  const originOf = (host: number, time: number) => (time < middle ? before : after)[host]!;
  const reference = chooseReference(random);
  return {
    principal,
    secrets,
    reference,
    keepsSession: true,
    sessionAt: (time) => hosts[0]!.at(time),
    originAt: (time) => originOf(0, time),
    day(day, emitter) {
      hosts.forEach((host, i) => {
        for (let at = random.float() * 12 * HOUR; at < DAY; at += 12 * HOUR) {
          const time = day.start + at;
          const caller = { session: host.at(time), origin: originOf(i, time), reference };
          retrieveAll(context, emitter, time, caller, secrets);
        }
      });
    },
  };
}

/** A user with a long-lived access key on a server in the office: one to three secrets every few hours. */
export function legacyUser(context: PersonaContext): Actor {
  const { random, index, accountId, region, team, setting } = context;
  const principal = makePrincipal(
    index,
    'legacy-user',
    'user',
    accountId,
    `svc-${team}-${index.toString(36)}`,
  );
  const session = makeSession(principal, principal.name, 'assumed');
  const secrets = setting.catalogue.pick(random, accountId, region, team, random.between(1, 3));
  const origin = {
    address: officeAddress(100 + (context.word % 20)),
    userAgent: userAgent(random, 'python', 0),
    vpcEndpointId: null,
    console: false,
  };
  const reference = chooseReference(random);
  return {
    principal,
    secrets,
    reference,
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      for (let at = random.float() * 6 * HOUR; at < DAY; at += 6 * HOUR) {
        retrieveAll(context, emitter, day.start + at, { session, origin, reference }, secrets);
      }
    },
  };
}

/** A role that retrieves another account's secrets, a few times a day. Each call is recorded in both accounts. */
export function crossAccount(context: PersonaContext): Actor {
  const { random, accountId, region, setting } = context;
  const principal = teamRole(context, 'cross-account', 'shared-reader');
  const session = makeSession(principal, 'shared-reader', 'assumed');
  const others = setting.accounts.filter((other) => other !== accountId);
  const owner = others.length === 0 ? accountId : random.pick(others);
  const secrets = setting.catalogue.pick(random, owner, region, 'platform', random.between(3, 8));
  const origin = vpcOrigin(context, userAgent(random, 'python', 1));
  const caller = { session, origin, reference: 'arn' as const };
  return {
    principal,
    secrets,
    reference: 'arn',
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      const visits = poisson(random, day.workday ? 3 : 1.5);
      for (let i = 0; i < visits; i++) {
        retrieveAll(context, emitter, busyTime(context, day), caller, [random.pick(secrets)]);
      }
    },
  };
}

/** Where a session calls from: a subnet in one of the three availability zones of its VPC. */
function zonedOrigins(
  context: PersonaContext,
  agent: string,
  sessions: RotatingSessions,
): (time: number) => Origin {
  const zones = [0, 1, 2].map((zone) => vpcOrigin(context, agent, zone));
  return (time) => zones[mix32(context.word ^ 0x20ed, sessions.epochOf(time)) % zones.length]!;
}

function instanceId(word: number): string {
  return `i-0${hexId(word, 16)}`;
}
