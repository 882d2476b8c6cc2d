import type { Random } from '../../../../src/simulate/random.js';
import type { Catalogue } from './catalogue.js';
import { someOf, type DrawnSecret } from './catalogue.js';
import { uniform, weighted, Zipf } from './draw.js';
import type { Account } from './organisation.js';

/** The secrets that one run reads. */
export type Choose = (time: number) => readonly DrawnSecret[];

interface Entry {
  readonly secret: DrawnSecret;
  readonly from: number;
  to: number;
}

/** The secrets that a principal is configured with, each in a span of time. */
export class Portfolio {
  readonly #entries: Entry[] = [];
  readonly #at = new Map<number, DrawnSecret[]>();
  #bounds: number[] = [];
  /** All that it is configured with at any time. */
  readonly all: DrawnSecret[] = [];

  constructor(secrets: readonly DrawnSecret[] = []) {
    for (const secret of secrets) this.add(secret);
  }

  add(secret: DrawnSecret, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): void {
    this.#entries.push({ secret, from, to });
    this.all.push(secret);
    this.#index();
  }

  /** Takes all that it has now out of the configuration, from a time on. */
  endAll(at: number): void {
    for (const entry of this.#entries) entry.to = Math.min(entry.to, at);
    this.#index();
  }

  #index(): void {
    this.#bounds = [...new Set(this.#entries.flatMap((one) => [one.from, one.to]))]
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    this.#at.clear();
  }

  /** Those of a moment, in the order in which they were added. */
  at(time: number): readonly DrawnSecret[] {
    let interval = 0;
    while (interval < this.#bounds.length && this.#bounds[interval]! <= time) interval++;
    let secrets = this.#at.get(interval);
    if (secrets === undefined) {
      secrets = this.#entries.filter(({ from, to }) => from <= time && time < to).map(({ secret }) => secret);
      this.#at.set(interval, secrets);
    }
    return secrets;
  }
}

/** The same list in an order that depends on nothing but the list: all existing ones of a path or an account. */
export function existing(secrets: readonly DrawnSecret[], time: number): DrawnSecret[] {
  return secrets.filter(({ created, deleted }) => created <= time && time < deleted);
}

/** All of the portfolio in each run, in the same order or not. */
export function wholePortfolio(random: Random, portfolio: Portfolio): Choose {
  const lazy = random.chance(0.35) ? uniform(random, 0.05, 0.9) : 1;
  const sometimes = new Map<DrawnSecret, number>();
  return (time) => {
    const secrets = portfolio.at(time);
    if (lazy === 1) return secrets;
    // Some code paths need a secret each time, others seldom.
    const chosen = secrets.filter((secret) => {
      let chance = sometimes.get(secret);
      if (chance === undefined)
        sometimes.set(secret, (chance = random.chance(0.5) ? 1 : lazy * random.float()));
      return random.chance(chance);
    });
    return chosen.length > 0 ? chosen : secrets.slice(0, 1);
  };
}

/** One or some of the existing secrets of a list by popularity; new ones are popular at once or not at all. */
export function byPopularity(random: Random, secrets: readonly DrawnSecret[], perRun: number): Choose {
  const zipf = new Zipf(Math.max(1, secrets.length), uniform(random, 0.3, 1.6));
  const shift = random.chance(0.5) ? 0 : random.between(0, secrets.length);
  return (time) => {
    const chosen = new Set<DrawnSecret>();
    for (let attempt = 0; attempt < perRun * 3 && chosen.size < perRun; attempt++) {
      const secret = secrets[(zipf.rank(random) + shift) % secrets.length]!;
      if (secret.created <= time) chosen.add(secret);
    }
    return [...chosen];
  };
}

/** The next ones of a list in turn, `perRun` in each run: a worker that goes through all tenants. */
export function inTurn(secrets: readonly DrawnSecret[], perRun: number): Choose {
  let next = 0;
  return (time) => {
    const all = existing(secrets, time);
    return Array.from({ length: Math.min(perRun, all.length) }, () => all[next++ % all.length]!);
  };
}

/** A part of a list that one worker is responsible for, by a hash. */
export function shard(random: Random, secrets: readonly DrawnSecret[]): Choose {
  const count = random.between(2, 6);
  const own = random.between(0, count - 1);
  return (time) => existing(secrets, time).filter((_, index) => index % count === own);
}

/** Everything under a path, as far as it exists. */
export function wholePath(secrets: readonly DrawnSecret[]): Choose {
  return (time) => existing(secrets, time);
}

/** Everything of an account's region. */
export function wholeAccount(catalogue: Catalogue, account: Account): Choose {
  return (time) => catalogue.inAccount(account, time);
}

/** A focus that changes now and then: what a person or a notebook works on. */
export function wanderingFocus(
  random: Random,
  secrets: readonly DrawnSecret[],
  size: number,
  changes: number,
): Choose {
  let focus = someOf(random, secrets, size);
  return () => {
    if (random.chance(changes)) focus = [...focus.slice(1), random.pick(secrets)];
    return someOf(random, focus, weighted(random, [[1, 5], [2, 2], [random.between(1, size), 1]])); // prettier-ignore
  };
}
