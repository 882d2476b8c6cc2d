import { scopeOf, wordsOf } from '../organisation/names.js';
import type { Organisation } from '../organisation/organisation.js';

/** A word in this share of all names of a scope, such as that of the company or the environment, says nothing. */
const COMMON = 0.15;

/** Words of a role's name that tell its items from those of others: `orders` of `orders-api-prod`. */
export class OwnWords {
  readonly #words: ReadonlySet<string>;

  /** @param roleName without the path and the random end of a stack */
  constructor(roleName: string, { words, items }: Organisation) {
    this.#words = new Set(wordsOf(roleName).filter((word) => (words.get(word) ?? 0) < COMMON * items));
  }

  /** Whether an item's name has one of the words. @param key `REGION:ACCOUNT:NAME` */
  isIn(key: string): boolean {
    if (this.#words.size === 0) return false;
    return wordsOf(key.slice(scopeOf(key).length)).some((word) => this.#words.has(word));
  }
}
