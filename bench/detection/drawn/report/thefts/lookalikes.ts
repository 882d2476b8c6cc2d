import type { LabCall, LabSecret, NotableTime } from '../../lab-scenario.js';
import { DAY } from '../draw.js';

/** The two days on which a principal, or a person, reads most secrets for the first time; without its first two days. */
interface Records {
  readonly first: number;
  readonly second: number;
}

/**
 * How ordinary work looks where it looks worst. A theft that many ordinary record days resemble cannot be picked out
 * by what it reads alone.
 */
export class Lookalikes {
  readonly #records: Records[] = [];

  constructor(calls: ReadonlyMap<number, readonly LabCall[]>, notable: readonly NotableTime[]) {
    for (const [principal, own] of calls) {
      const times = notable.filter((one) => one.principal === principal);
      const people = new Map<string, Map<number, number>>();
      const known = new Map<string, Set<LabSecret>>();
      const settled = own[0]!.time + 2 * DAY;
      for (const { secret, error, session, time, name } of own) {
        if (secret === null || error !== null || name !== 'GetSecretValue') continue;
        if (times.some(({ from, to }) => time >= from && time < to)) continue;
        const person = session?.includes('@') === true ? session : '';
        const seen = entry(known, person, () => new Set<LabSecret>());
        if (seen.has(secret)) continue;
        seen.add(secret);
        if (time < settled) continue;
        const days = entry(people, person, () => new Map<number, number>());
        const day = Math.floor(time / DAY);
        days.set(day, (days.get(day) ?? 0) + 1);
      }
      for (const days of people.values()) {
        const [first = 0, second = 0] = [...days.values()].sort((a, b) => b - a);
        this.#records.push({ first, second });
      }
    }
  }

  /** How many have an ordinary day with at least `fresh` first reads that stands out from their other days as much. */
  count(fresh: number): number {
    return this.#records.filter(({ first, second }) => first >= fresh && first >= 3 * second).length;
  }
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
