import { DAY, HOUR } from '../../model/time.js';
import { normal } from '../distributions.js';
import type { Caller, Emitter } from '../emitter.js';
import { natAddress, vpcAddress, vpcEndpointId } from '../network.js';
import type { Day, PersonaContext } from '../persona.js';
import { makePrincipal, type Principal } from '../principal.js';
import type { PersonaName } from '../persona-name.js';
import { mix32, Random } from '../random.js';
import type { Origin } from '../retrieval-event.js';
import type { Reference, Secret } from '../secret.js';

/** Retrieves secrets one after another, about `gap` seconds apart. One in 700 calls is throttled. */
export function retrieveAll(
  context: PersonaContext,
  emitter: Emitter,
  time: number,
  caller: Caller,
  secrets: readonly Secret[],
  gap = 0.3,
): void {
  let now = time;
  for (const secret of secrets) {
    emitter.get(now, caller, secret, context.random.chance(1 / 700) ? 'ThrottlingException' : null);
    now += context.random.float() * 2 * gap;
  }
}

/** A random second of a busy day: normal around 14:00 local time, and in a quarter of the cases any time. */
export function busyTime(context: PersonaContext, day: Day): number {
  const { random, zone } = context;
  const local = random.chance(0.25) ? random.float() * DAY : 14 * HOUR + normal(random) * 3 * HOUR;
  return day.start + wrap(local - zone * HOUR);
}

/** A random second between 9:00 and 17:30 local time. */
export function officeTime(context: PersonaContext, day: Day): number {
  return day.start + wrap((9 + context.random.float() * 8.5 - context.zone) * HOUR);
}

function wrap(second: number): number {
  return ((second % DAY) + DAY) % DAY;
}

/** A role of a team, with a name that no other principal has. */
export function teamRole(context: PersonaContext, persona: PersonaName, task: string): Principal {
  const { index, accountId, team } = context;
  return makePrincipal(index, persona, 'role', accountId, `${team}-${task}-${index.toString(36)}`);
}

/** Most callers use complete ARNs, some bare names, few partial ARNs. */
export function chooseReference(random: Random): Reference {
  const share = random.float();
  return share < 0.6 ? 'arn' : share < 0.87 ? 'name' : 'partialArn';
}

/** Calls from within the account's VPC: half of them through an interface endpoint, half through NAT. */
export function vpcOrigin(context: PersonaContext, userAgent: string, host = 0): Origin {
  const random = new Random(context.word, 17, host);
  const throughEndpoint = mix32(context.word, 18) % 2 === 0;
  return {
    address: throughEndpoint ? vpcAddress(random, context.vpc) : natAddress(context.vpc),
    userAgent,
    vpcEndpointId: throughEndpoint ? vpcEndpointId(context.vpc) : null,
    console: false,
  };
}

/** `digits` hexadecimal digits derived from a word. */
export function hexId(word: number, digits: number): string {
  let id = '';
  for (let i = 0; id.length < digits; i++) id += mix32(word, i).toString(16).padStart(8, '0');
  return id.slice(0, digits);
}

/** `digits` decimal digits derived from a word, without leading zeros. */
export function decimalId(word: number, digits: number): string {
  let id = String(1 + (word % 9));
  for (let i = 0; id.length < digits; i++) id += String(mix32(word, i)).padStart(10, '0');
  return id.slice(0, digits);
}
