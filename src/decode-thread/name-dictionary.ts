import { NAME_WORDS } from '../profile/name-table.js';
import { TextArena } from '../profile/text-arena.js';
import { type HashKey, keyedHashWords } from '../base/keyed-hash.js';
import { WordList } from '../base/word-list.js';

/** Numbers names and stores each once, hashed and encoded, because many retrievals share them. */
export class NameDictionary {
  readonly #key: HashKey;
  #numbers = new Map<string, number>();
  readonly #hash = new Uint32Array(2);
  readonly #texts = new TextArena();
  readonly #entries = new WordList(64 * NAME_WORDS);

  /** @param key of the hashes */
  constructor(key: HashKey) {
    this.#key = key;
  }

  /** NAME_WORDS for each name, see name-table.ts. */
  get entries(): Uint32Array {
    return this.#entries.filled();
  }

  get texts(): Uint32Array {
    return this.#texts.filled();
  }

  /** The number of a name, new if necessary. */
  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const next = this.#numbers.size;
    this.#numbers.set(name, next);
    const start = this.#texts.end;
    const bytes = this.#texts.append(name);
    keyedHashWords(this.#texts.words, start, bytes, this.#hash, this.#key);
    const entry = this.#entries.extend(NAME_WORDS);
    const { words } = this.#entries;
    words[entry] = this.#hash[0]!;
    words[entry + 1] = this.#hash[1]!;
    words[entry + 2] = start;
    words[entry + 3] = bytes;
    return next;
  }

  /** Removes all names and keeps the memory. */
  clear(): void {
    // A new map, not `clear()`: V8 links the table of a cleared map to the next one, so that garbage in the old
    // generation would move the new table there too.
    this.#numbers = new Map();
    this.#texts.clear();
    this.#entries.clear();
  }
}
