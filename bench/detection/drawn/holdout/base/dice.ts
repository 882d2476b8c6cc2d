import {
  exponential,
  logNormal,
  poisson,
  sample,
  shuffle,
} from '../../../../../src/simulate/distributions.js';
import { Random, seedWord, textWord } from '../../../../../src/simulate/random.js';

const HOLDOUT = textWord('holdout');
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

/** A stream of random numbers with the draws that this family needs. */
export class Dice extends Random {
  /** A stream of its own for each purpose, named by words. */
  static of(seed: number, ...words: readonly (string | number)[]): Dice {
    return new Dice(
      seedWord(seed),
      HOLDOUT,
      ...words.map((word) => (typeof word === 'string' ? textWord(word) : word)),
    );
  }

  logNormal(median: number, sigma: number): number {
    return logNormal(this, median, sigma);
  }

  poisson(mean: number): number {
    return poisson(this, mean);
  }

  exponential(mean: number): number {
    return exponential(this, mean);
  }

  /** A number in [low, high). */
  uniform(low: number, high: number): number {
    return low + this.float() * (high - low);
  }

  /** One of the keys, each as likely as its weight. */
  weighted<Item>(entries: readonly (readonly [Item, number])[]): Item {
    let left = this.float() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of entries) if ((left -= weight) < 0) return item;
    return entries.at(-1)![0];
  }

  sample<Item>(items: readonly Item[], count: number): Item[] {
    return sample(this, items, count);
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const copy = [...items];
    shuffle(this, copy);
    return copy;
  }

  text(alphabet: string, length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += alphabet[Math.floor(this.float() * alphabet.length)]!;
    return text;
  }

  hex(length: number): string {
    return this.text(HEX, length);
  }

  digits(length: number): string {
    return this.text('123456789', 1) + this.text('0123456789', length - 1);
  }

  alphanumeric(length: number): string {
    return this.text(ALPHANUMERIC, length);
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join('-');
  }

  /** An access key id: `ASIA` of a session, `AKIA` of a user. */
  accessKey(prefix: 'ASIA' | 'AKIA'): string {
    return prefix + this.text(BASE32, 16);
  }
}
