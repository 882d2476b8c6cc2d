import { hash64 } from '../../src/base/hash.js';

/** Chance from a seed. The same question has the same answer, in whatever order questions are asked. */
export class Dice {
  readonly #seed: string;
  readonly #hash = new Uint32Array(2);

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** From 0 to less than 1. */
  share(question: string): number {
    hash64(`${this.#seed} ${question}`, this.#hash);
    return this.#hash[0]! / 2 ** 32;
  }

  /** A whole number from 0 to less than `end`. */
  below(end: number, question: string): number {
    return Math.floor(this.share(question) * end);
  }

  one<T>(of: readonly T[], question: string): T {
    return of[this.below(of.length, question)]!;
  }

  /** Dice of its own for a part of a run. */
  of(part: string): Dice {
    return new Dice(`${this.#seed}/${part}`);
  }
}
