import { normal } from '../../../../src/simulate/distributions.js';
import { Random, seedWord, textWord } from '../../../../src/simulate/random.js';

const FAMILY = textWord('drawn/tuning');

/** A stream of its own for one purpose: the same seed, purpose and numbers give the same stream. */
export function stream(seed: number, purpose: string, ...numbers: readonly number[]): Random {
  return new Random(seedWord(seed), FAMILY, textWord(purpose), ...numbers);
}

/** One item, with a probability in proportion to its weight (at least one weight above 0). */
export function weighted<Item>(random: Random, options: readonly (readonly [Item, number])[]): Item {
  const total = options.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = random.float() * total;
  for (const [item, weight] of options) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return options.findLast(([, weight]) => weight > 0)![0];
}

/** Uniform in [low, high). */
export function uniform(random: Random, low: number, high: number): number {
  return low + random.float() * (high - low);
}

/** A number whose logarithm is uniform between those of `low` and `high`, both above 0. */
export function logUniform(random: Random, low: number, high: number): number {
  return low * (high / low) ** random.float();
}

/** As `logUniform`, rounded to a whole number. */
export function wholeLogUniform(random: Random, low: number, high: number): number {
  return Math.round(logUniform(random, low, high));
}

/** Gamma with the given shape and scale 1 (Marsaglia and Tsang 2000; boosted below shape 1). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.float()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.float()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A share between 0 and 1: Beta(a, b). */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}

/** `length` characters of an alphabet. */
export function text(random: Random, alphabet: string, length: number): string {
  let result = '';
  for (let i = 0; i < length; i++) result += alphabet[Math.floor(random.float() * alphabet.length)]!;
  return result;
}

export const HEX = '0123456789abcdef';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const MIXED = `${LETTERS}0123456789`;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function hex(random: Random, length: number): string {
  return text(random, HEX, length);
}

export function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');
}

/** An access key id: `ASIA` for temporary credentials, `AKIA` for a user's key; 20 characters. */
export function accessKeyId(random: Random, prefix: 'ASIA' | 'AKIA'): string {
  return prefix + text(random, BASE32, 16);
}

/** Ranks from 0, of which rank k has a weight of 1 / (k + 1) ^ exponent. */
export class Zipf {
  readonly #cumulative: number[] = [];

  constructor(count: number, exponent: number) {
    let sum = 0;
    for (let k = 1; k <= count; k++) this.#cumulative.push((sum += k ** -exponent));
  }

  /** A rank, 0 to count − 1. */
  rank(random: Random): number {
    const wanted = random.float() * this.#cumulative.at(-1)!;
    let low = 0;
    let high = this.#cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#cumulative[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
