import { DAY } from '../../src/model/time.js';
import { lowerBound } from '../../src/profile/lower-bound.js';
import type { ProfileView } from '../../src/profile/profile.js';

/** Buckets of five minutes. */
const BUCKETS_A_DAY = DAY / 300;
const HOUR_BUCKETS = BUCKETS_A_DAY / 24;

/** A fixed sequence of numbers from 0 to below 1. */
export type Random = () => number;

/** @param seed 32 bits */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Kind = 'steady' | 'diurnal' | 'sparse' | 'deploy' | 'human' | 'nightly' | 'weekly' | 'bursty';

/** How common each kind is, in a hundred identities. */
export const MIX: readonly (readonly [kind: Kind, percent: number])[] = [
  ['steady', 15],
  ['diurnal', 10],
  ['sparse', 30],
  ['deploy', 10],
  ['human', 15],
  ['nightly', 8],
  ['weekly', 4],
  ['bursty', 8],
];

/** Retrievals by bucket, over `days` days from bucket `first`, which begins a Monday. */
export function seriesOf(kind: Kind, first: number, days: number, random: Random): Map<number, number> {
  const series = new Map<number, number>();
  const add = (bucket: number, count: number): void => {
    if (count > 0) series.set(first + bucket, (series.get(first + bucket) ?? 0) + count);
  };
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const level = 1 + upTo(4);
  for (let day = 0; day < days; day++) {
    const from = day * BUCKETS_A_DAY;
    const at = (hour: number, spread: number): number =>
      from + hour * HOUR_BUCKETS + upTo(spread * HOUR_BUCKETS - 1);
    const weekend = day % 7 > 4;
    if (kind === 'steady') for (let n = 0; n < BUCKETS_A_DAY; n++) add(from + n, level + upTo(1));
    if (kind === 'diurnal') {
      for (let n = 0; n < BUCKETS_A_DAY; n++) {
        const day = 1 + Math.sin((n / BUCKETS_A_DAY) * 2 * Math.PI);
        add(from + n, Math.floor(day * level * random()));
      }
    }
    if (kind === 'sparse' && random() < 0.3) add(at(0, 24), 1 + upTo(2));
    if (kind === 'deploy' && !weekend) for (let n = upTo(4); n > 0; n--) add(at(8, 10), 5 + upTo(25));
    if (kind === 'human' && !weekend) for (let n = upTo(6); n > 0; n--) add(at(9, 8), 1 + upTo(3));
    if (kind === 'nightly') add(at(2, 1), 25 + upTo(10));
    if (kind === 'weekly' && day % 7 === 6) add(at(4, 1), 60 + upTo(20));
    if (kind === 'bursty') for (let n = upTo(30); n > 0; n--) add(at(0, 24), Math.ceil(random() ** 3 * 40));
  }
  if (series.size === 0) add(0, 1);
  return series;
}

/** A profile of which only the counts are known: each retrieval is of a secret of its own. */
export function countsView(key: string, retrievals: ReadonlyMap<number, number>): ProfileView {
  const buckets = Uint32Array.from(retrievals.keys()).sort();
  const counts = buckets.map((bucket) => retrievals.get(bucket)!);
  /** Retrievals before each bucket, and of all. */
  const before = new Uint32Array(buckets.length + 1);
  counts.forEach((count, at) => (before[at + 1] = before[at]! + count));
  return {
    identity: { key, arn: key, type: 'AssumedRole', accountId: '123456789012', issuerArn: '' },
    buckets,
    retrievals: counts,
    failures: new Uint32Array(buckets.length),
    distinctSecrets: counts,
    unnamed: new Uint32Array(buckets.length),
    estimated: new Uint8Array(buckets.length),
    deniedCalls: () => ({ buckets: new Uint32Array(), counts: new Uint32Array() }),
    catchAllCalls: () => ({ buckets: new Uint32Array(), counts: new Uint32Array() }),
    foreignSecrets: () => ({ buckets: new Uint32Array(), met: [], things: 0 }),
    firstSecrets: () => ({ hi: new Uint32Array(), lo: new Uint32Array(), time: new Uint32Array() }),
    origins: () => [],
    distinctSecretsIn: (from, to) => ({
      count: before[lowerBound(buckets, to)]! - before[lowerBound(buckets, from)]!,
      estimated: false,
    }),
    secretNamesIn: () => [],
    newSecretNamesIn: () => [],
    newOriginsIn: () => [],
    accounts: [],
    regions: [],
  };
}
