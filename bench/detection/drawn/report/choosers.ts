import type { Random } from '../../../../src/simulate/random.js';
import { sample } from '../../../../src/simulate/distributions.js';
import { isAlive, type Catalogue, type KnownSecret } from './catalogue.js';
import { uniform, zipf } from './draw.js';
import { walk, type Team } from './teams.js';

/** Which secrets one episode reads. */
export type Chooser = (random: Random, time: number, lane: number) => readonly KnownSecret[];

export interface Field {
  readonly catalogue: Catalogue;
  readonly teams: readonly Team[];
  readonly team: Team;
  readonly start: number;
  /** Probability that a step of a walk leaves the team. */
  readonly wander: number;
}

/** A list as it is at a time; entries that were deleted before the period never count. */
function alive(list: readonly KnownSecret[], time: number): KnownSecret[] {
  return list.filter((known) => isAlive(known, time) && known.wanted <= time);
}

/** A secret of the team, or of one that a walk leads to. */
function wandered(random: Random, { catalogue, teams, team, wander, start }: Field): KnownSecret | null {
  const list = alive(catalogue.team(walk(random, teams, team, wander).index), start);
  return list.length === 0 ? null : list[zipf(random, list.length, 0.6)]!;
}

/** `size` secrets that walks find, and those that later releases of the team bring with the probability `adopts`. */
export function fixedSet(
  random: Random,
  field: Field,
  size: number,
  adopts: number,
  extra: readonly KnownSecret[],
): Chooser {
  const set = new Set<KnownSecret>(extra);
  for (let tries = 0; set.size < size + extra.length && tries < size * 6; tries++) {
    const known = wandered(random, field);
    if (known !== null) set.add(known);
  }
  for (const known of field.catalogue.team(field.team.index))
    if (known.wanted > field.start && random.chance(adopts)) set.add(known);
  const list = [...set];
  return (_random, time) => list.filter((known) => known.wanted <= time);
}

/** One or a few of a fixed set each time, the first ones most often. */
export function someOf(inner: Chooser, most: number, exponent: number): Chooser {
  return (random, time, lane) => {
    const list = inner(random, time, lane);
    if (list.length === 0) return list;
    const picked = new Set<KnownSecret>();
    for (let i = random.between(1, most); i > 0; i--) picked.add(list[zipf(random, list.length, exponent)]!);
    return [...picked];
  };
}

/** All secrets of the team at that time: a path, a namespace, the tenants. */
export function wholePath({ catalogue, team }: Field): Chooser {
  const list = catalogue.team(team.index);
  return (_random, time) => alive(list, time);
}

/** All secrets of an account, perhaps of one region only. */
export function wholeAccount({ catalogue }: Field, accountId: string, region: string | null): Chooser {
  const list = catalogue
    .account(accountId)
    .filter(({ secret }) => region === null || secret.region === region);
  return (_random, time) => alive(list, time);
}

/** The secrets with a tag, of the team and its neighbours. */
export function tagged(field: Field, tag: string): Chooser {
  const teams = [field.team.index, ...field.team.neighbours.slice(0, 2)];
  const list = teams.flatMap((index) => field.catalogue.team(index)).filter(({ tags }) => tags.includes(tag));
  return (_random, time) => alive(list, time);
}

/** One of the list with a zipf law over a shuffled order: tenants by their traffic. */
export function popular(
  random: Random,
  list: readonly KnownSecret[],
  exponent: number,
  most: number,
): Chooser {
  const order = sample(random, list, list.length);
  return (draw, time) => {
    if (order.length === 0) return [];
    const picked = new Set<KnownSecret>();
    for (let i = draw.between(1, most); i > 0; i--) picked.add(order[zipf(draw, order.length, exponent)]!);
    return [...picked].filter((known) => isAlive(known, time));
  };
}

/**
 * A shard of the list per lane: workers that split tenants by a hash of their number. When the number of shards changes
 * at `resharded`, each worker gets other tenants.
 */
export function sharded(list: readonly KnownSecret[], shards: number, resharded: number): Chooser {
  return (_random, time, lane) => {
    const count = time < resharded ? shards : shards + 1;
    return list.filter(
      (known, index) => (Math.imul(index, 0x9e3779b1) >>> 0) % count === lane % count && isAlive(known, time),
    );
  };
}

/**
 * Preferential attachment (Pitman–Yor): with a probability that falls with the number of known secrets it finds a new
 * one by a walk, otherwise it reads one again in proportion to how often it did so.
 */
export function preferential(field: Field, strength: number, discount: number, most: number): Chooser {
  const counts = new Map<KnownSecret, number>();
  let total = 0;
  return (random, time) => {
    const picked = new Set<KnownSecret>();
    for (let i = random.between(1, most); i > 0; i--) {
      const isNew = random.chance((strength + discount * counts.size) / (total + strength));
      const known = isNew
        ? wandered(random, { ...field, start: time })
        : again(random, counts, total, discount);
      if (known === null) continue;
      counts.set(known, (counts.get(known) ?? 0) + 1);
      total++;
      picked.add(known);
    }
    return [...picked].filter((known) => isAlive(known, time));
  };
}

function again(
  random: Random,
  counts: ReadonlyMap<KnownSecret, number>,
  total: number,
  discount: number,
): KnownSecret | null {
  let rest = uniform(random, 0, total - discount * counts.size);
  for (const [known, count] of counts) {
    rest -= count - discount;
    if (rest < 0) return known;
  }
  return null;
}

/** Usually the inner choice; on occasion, with the probability `strays`, also secrets of any team. */
export function straying(inner: Chooser, { catalogue }: Field, strays: number, most: number): Chooser {
  return (random, time, lane) => {
    const list = inner(random, time, lane);
    if (!random.chance(strays)) return list;
    const others = Array.from({ length: random.between(1, most) }, () => random.pick(catalogue.all));
    return [...list, ...others.filter((known) => isAlive(known, time) && !list.includes(known))];
  };
}
