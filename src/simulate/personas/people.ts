import { HOUR, MINUTE } from '../../model/time.js';
import { sample } from '../distributions.js';
import { homeAddress, officeAddress } from '../network.js';
import type { Actor, PersonaContext } from '../persona.js';
import { makePrincipal, makeSession } from '../principal.js';
import { mix32 } from '../random.js';
import type { Origin } from '../retrieval-event.js';
import { hexId, officeTime, retrieveAll } from './work.js';
import { mailOf } from '../names.js';
import { userAgent } from '../user-agents.js';

const SSO_PATH = '/aws-reserved/sso.amazonaws.com/';

/**
 * A developer who signs in with single sign-on. On two workdays of five they need one to five secrets, in working
 * hours, by console or command line, from the office or from home, sometimes from a journey. One retrieval in twelve
 * is of a secret that is new to them.
 */
export function person(context: PersonaContext): Actor {
  return human(context, 'person', `AWSReservedSSO_Developer_${hexId(context.word, 16)}`, {
    secrets: [3, 9],
    workdays: 0.4,
    calls: [1, 5],
    exploring: 1 / 12,
    migration: 0,
  });
}

/**
 * An administrator. They need a secret on one workday of four; about once in 100 workdays they move 10 to 25 in an
 * hour.
 */
export function administrator(context: PersonaContext): Actor {
  return human(context, 'administrator', `AWSReservedSSO_AdministratorAccess_${hexId(context.word, 16)}`, {
    secrets: [10, 25],
    workdays: 0.25,
    calls: [1, 4],
    exploring: 1 / 8,
    migration: 1 / 100,
  });
}

interface Behaviour {
  readonly secrets: readonly [number, number];
  /** Share of workdays on which they need any secret. */
  readonly workdays: number;
  readonly calls: readonly [number, number];
  /** Share of calls for a secret that is not one of theirs. */
  readonly exploring: number;
  /** Chance on a workday of retrieving all their secrets. */
  readonly migration: number;
}

function human(
  context: PersonaContext,
  persona: 'person' | 'administrator',
  role: string,
  behaviour: Behaviour,
): Actor {
  const { random, word, index, accountId, region, team, setting } = context;
  const principal = makePrincipal(index, persona, 'role', accountId, role, SSO_PATH);
  const session = makeSession(principal, mailOf(index), 'sso');
  const secrets = setting.catalogue.pick(
    random,
    accountId,
    region,
    team,
    random.between(...behaviour.secrets),
  );
  const all = setting.catalogue.all(accountId, region);
  const terminal = userAgent(random, 'cli', 1);
  const browser = userAgent(random, 'browser', 1);
  const origin = (address: string, inBrowser: boolean): Origin => ({
    address,
    userAgent: inBrowser ? browser : terminal,
    vpcEndpointId: null,
    console: inBrowser,
  });
  const office = officeAddress(word % 4);
  const home = homeAddress(word);
  const randomAddress = () =>
    random.chance(0.03)
      ? homeAddress(mix32(word, random.between(0, 40)))
      : random.chance(0.55)
        ? office
        : home;
  return {
    principal,
    secrets,
    reference: 'name',
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin(office, false),
    day(day, emitter) {
      if (!day.workday) return;
      const moving = random.chance(behaviour.migration);
      if (!moving && !random.chance(behaviour.workdays)) return;
      const caller = {
        session,
        origin: origin(randomAddress(), !moving && random.chance(0.4)),
        reference: 'name' as const,
      };
      const time = officeTime(context, day);
      if (moving) {
        retrieveAll(context, emitter, time, caller, secrets, HOUR / secrets.length);
        return;
      }
      const wanted = sample(random, secrets, random.between(...behaviour.calls)).map((secret) =>
        random.chance(behaviour.exploring) ? random.pick(all) : secret,
      );
      retrieveAll(context, emitter, time, caller, wanted, 4 * MINUTE);
    },
  };
}
