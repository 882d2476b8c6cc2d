import { DAY } from '../../src/model/time.js';
import type { ProfileStore } from '../../src/profile/profile-store.js';
import { hash64 } from '../../src/base/hash.js';

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

/** How many of a hundred identities are of each kind. */
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

/** Retrievals by bucket over `days` days from bucket `first`, the first one of a Monday. */
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

/**
 * Adds an identity with these retrievals to a store. It retrieves its own secrets at random; one retrieval in 500 adds a
 * new secret, and one in 1,000 changes its origin.
 * @param theft a bucket in which all secrets are new
 */
export function addIdentity(
  store: ProfileStore,
  key: string,
  retrievals: ReadonlyMap<number, number>,
  random: Random,
  theft?: number,
): void {
  const identity = { key, arn: key, type: 'AssumedRole', accountId: '123456789012', issuerArn: '' };
  const owner = store.addIdentity(identity, 0);
  const word = (): number => Math.floor(random() * 2 ** 32);
  const secrets = Array.from({ length: 1 + Math.floor(random() ** 2 * 30) }, () => [word(), word()] as const);
  const origin = new Uint32Array(2);
  let moves = 0;
  for (const [bucket, count] of retrievals) {
    for (let n = 0; n < count; n++) {
      const time = bucket * store.bucketDuration + Math.floor(random() * store.bucketDuration);
      const [hi, lo] = [word(), word()];
      const cell = store.addRetrieval(owner, time, hi, lo);
      if (random() < 1 / 500) secrets.push([word(), word()]);
      const own = secrets[Math.floor(random() * secrets.length)]!;
      const [secretHi, secretLo] = bucket === theft ? [word(), word()] : own;
      store.addSecret(owner, cell, time, secretHi, secretLo);
      if (random() < 1 / 1000) moves++;
      const name = `10.${moves % 3}.${moves >> 2}.0/24|boto3`;
      hash64(name, origin);
      store.noteName(origin[0]!, origin[1]!, name);
      store.addOrigin(owner, origin[0]!, origin[1]!, time, hi, lo);
    }
  }
}
