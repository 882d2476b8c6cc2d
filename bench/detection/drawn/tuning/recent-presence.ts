import type { Random } from '../../../../src/simulate/random.js';
import { HOUR } from './calendar.js';
import { accessKeyId } from './draw.js';
import type { Presence } from './fleet.js';
import type { History } from './history.js';
import type { DrawnPrincipal } from './world.js';

/** A session's key is taken to be valid for this long after its last call, seconds. */
const KEY_LIFETIME = 6 * HOUR;

/** The presence of principals as their ordinary calls show it: where and as what they last called before a time. */
export class RecentPresence {
  readonly #history: History;
  readonly #random: Random;
  /** The session of the person who is chosen in a role of many people. */
  readonly #pinned = new Map<number, string | null>();
  readonly #keys = new Map<string, string>();

  constructor(history: History, random: Random) {
    this.#history = history;
    this.#random = random;
  }

  /** Null where the principal made no call before. The key is the last one, or a new one when that is too old. */
  at({ index, sort }: DrawnPrincipal, time: number): Presence | null {
    const last =
      sort === 'people' ? this.#lastOfPerson(index, time) : this.#history.before(index, time, 1)[0];
    if (last === undefined) return null;
    const { session, address, vpcEndpointId, userAgent } = last;
    let key = last.accessKeyId;
    if (key.startsWith('ASIA') && time - last.time > KEY_LIFETIME) {
      const name = `${index}/${last.accessKeyId}/${Math.floor(time / KEY_LIFETIME)}`;
      key = this.#keys.get(name) ?? accessKeyId(this.#random, 'ASIA');
      this.#keys.set(name, key);
    }
    return { session, accessKeyId: key, address, vpcEndpointId, userAgent };
  }

  #lastOfPerson(index: number, time: number): (Presence & { time: number }) | undefined {
    const calls = this.#history.before(index, time, 300);
    if (calls.length === 0) return undefined;
    let session = this.#pinned.get(index);
    if (session === undefined)
      this.#pinned.set(index, (session = this.#random.pick(calls.slice(-40)).session));
    return calls.findLast((call) => call.session === session) ?? calls.at(-1);
  }
}
