const GOLDEN = 0x9e3779b9;

/** Folds one 32-bit word into a 32-bit hash: MurmurHash3's finalizer over the xor of both. */
export function mix32(hash: number, word: number): number {
  let h = (hash ^ Math.imul(word, GOLDEN)) + GOLDEN;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Folds a seed, which may have more than 32 bits, into one word. */
export function seedWord(seed: number): number {
  return mix32(seed >>> 0, Math.floor(seed / 0x1_0000_0000) >>> 0);
}

/** A 32-bit hash of a text. */
export function textWord(text: string): number {
  let word = 0;
  for (let i = 0; i < text.length; i++) word = mix32(word, text.charCodeAt(i));
  return word;
}

/**
 * A small deterministic stream of random numbers: sfc32 (Chris Doty-Humphrey's PractRand, 128 bits of state).
 * Each purpose gets its own stream, named by words: `new Random(seed, PURPOSE, index)`.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(...words: readonly number[]) {
    this.#a = words.reduce(mix32, 0x243f6a88);
    this.#b = words.reduce(mix32, 0x85a308d3);
    this.#c = words.reduce(mix32, 0x13198a2e);
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** A whole number, 0 to 2³² − 1. */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number in [0, 1) with a resolution of 32 bits. */
  float(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, inclusive. */
  between(low: number, high: number): number {
    return low + Math.floor(this.float() * (high - low + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** One item of a list, which must not be empty. */
  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.float() * items.length)]!;
  }
}
