import type { Random } from '../../../../src/simulate/random.js';
import { logNormal, normal } from '../../../../src/simulate/distributions.js';

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

export type Weighted<Item> = readonly (readonly [weight: number, item: Item])[];

/** One item with a probability in proportion to its weight; weights are at least 0, and not all 0. */
export function weighted<Item>(random: Random, entries: Weighted<Item>): Item {
  let rest = random.float() * entries.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, item] of entries) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return entries[entries.length - 1]![1];
}

/** The same weights, each multiplied by a log-normal factor: how one organisation differs from the average one. */
export function perturbed<Item>(random: Random, entries: Weighted<Item>, sigma: number): Weighted<Item> {
  return entries.map(([weight, item]) => [logNormal(random, weight, sigma), item] as const);
}

/** A number in [low, high). */
export function uniform(random: Random, low: number, high: number): number {
  return low + random.float() * (high - low);
}

/** A number in [low, high), uniform in its logarithm; `low` is above 0. */
export function logUniform(random: Random, low: number, high: number): number {
  return low * Math.exp(random.float() * Math.log(high / low));
}

/** A share in (0, 1): the logistic of a normal around the logit of `median`. */
export function share(random: Random, median: number, sigma: number): number {
  return 1 / (1 + ((1 - median) / median) * Math.exp(-sigma * normal(random)));
}

/** Pareto: at least `minimum`, with the tail exponent `alpha`. */
export function pareto(random: Random, minimum: number, alpha: number): number {
  return minimum * Math.pow(1 - random.float(), -1 / alpha);
}

/** Geometric: the number of failures before the first success, mean `mean`. */
export function geometric(random: Random, mean: number): number {
  return Math.floor(Math.log(1 - random.float()) / Math.log(mean / (1 + mean)));
}

/** An index in [0, count), about zipf with the exponent `s`: inversion of the continuous law. */
export function zipf(random: Random, count: number, s: number): number {
  const u = random.float();
  const x =
    Math.abs(s - 1) < 1e-6
      ? Math.pow(count + 1, u)
      : Math.pow(1 + u * (Math.pow(count + 1, 1 - s) - 1), 1 / (1 - s));
  return Math.min(count - 1, Math.max(0, Math.floor(x) - 1));
}

export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const HEX = '0123456789abcdef';

/** A text of random characters of an alphabet. */
export function characters(random: Random, alphabet: string, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += alphabet[Math.floor(random.float() * alphabet.length)]!;
  return text;
}

export function hex(random: Random, length: number): string {
  return characters(random, HEX, length);
}

/** A version 4 UUID. */
export function guid(random: Random): string {
  const variant = random.pick(['8', '9', 'a', 'b']);
  return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
}

/** An access key id: `ASIA…` of a session or `AKIA…` of a user, 20 characters. */
export function accessKey(random: Random, prefix: 'ASIA' | 'AKIA'): string {
  return prefix + characters(random, BASE32, 16);
}
