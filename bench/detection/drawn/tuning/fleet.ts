import { exponential } from '../../../../src/simulate/distributions.js';
import { mix32, Random } from '../../../../src/simulate/random.js';
import type { Agent } from './agents.js';
import { HOUR, type Span } from './calendar.js';
import { accessKeyId } from './draw.js';
import type { Origin } from './networks/origin.js';
import type { SessionNaming } from './sessions.js';

/** Who makes a call: one set of credentials in one place at one time. */
export interface Presence {
  readonly session: string | null;
  readonly accessKeyId: string;
  readonly address: string;
  readonly vpcEndpointId: string | null;
  readonly userAgent: string;
}

export interface FleetOptions {
  readonly session: SessionNaming;
  readonly origin: Origin;
  readonly agent: Agent;
  /** Mean seconds between replacements of all instances. Infinite: never. */
  readonly lifetime: number;
  /** Seconds that an access key is valid, 1 to 12 hours; infinite for a user's key. */
  readonly keyLifetime: number;
  readonly keyPrefix?: 'ASIA' | 'AKIA';
}

/**
 * The running instances of a principal, in slots 0, 1, 2, … Everything follows from a word and the time, so calls may be
 * drawn in any order.
 */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #word: number;
  /** Times at which all instances are replaced. */
  readonly #replaced: number[] = [];
  readonly #sessions = new Map<number, string | null>();
  readonly #keys = new Map<number, string>();

  constructor(random: Random, span: Span, options: FleetOptions) {
    this.#options = options;
    this.#word = random.uint32();
    if (!Number.isFinite(options.lifetime)) return;
    const mean = Math.max(options.lifetime, HOUR / 2);
    for (let t = span.from + exponential(random, mean); t < span.to; t += exponential(random, mean))
      this.#replaced.push(t);
  }

  /** The instance that runs in a slot at a time. */
  at(time: number, slot = 0): Presence {
    return this.#presence(mix32(mix32(this.#word, slot), this.#generation(time)), time);
  }

  /** A new instance that does one run, with credentials of its own. */
  fresh(time: number, run: number): Presence {
    return this.#presence(mix32(mix32(this.#word, time), run ^ 0x5bd1), time);
  }

  #generation(time: number): number {
    let low = 0;
    let high = this.#replaced.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#replaced[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #presence(n: number, time: number): Presence {
    const { session, origin, agent, keyLifetime, keyPrefix = 'ASIA' } = this.#options;
    let name = this.#sessions.get(n);
    if (name === undefined) {
      name = session(new Random(n, 1), Math.floor(time));
      this.#sessions.set(n, name);
    }
    const renewal = Number.isFinite(keyLifetime) ? Math.floor((time + (n % keyLifetime)) / keyLifetime) : 0;
    const keyed = mix32(n, renewal);
    let key = this.#keys.get(keyed);
    if (key === undefined) {
      key = accessKeyId(new Random(keyed, 2), keyPrefix);
      this.#keys.set(keyed, key);
    }
    const { address, vpcEndpointId } = origin(time, n);
    return { session: name, accessKeyId: key, address, vpcEndpointId, userAgent: agent(time, n) };
  }
}
