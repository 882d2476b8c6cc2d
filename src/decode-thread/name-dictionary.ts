import { NAME_WORDS } from '../profile/name-table.js';
import { TextArena } from '../profile/text-arena.js';
import { hash64Words } from '../base/hash.js';
import { WordList } from '../base/word-list.js';

/** Names, each once, hashed and encoded: what many retrievals share is worked out once. */
export class NameDictionary {
  #numbers = new Map<string, number>();
  readonly #hash = new Uint32Array(2);
  readonly #texts = new TextArena();
  readonly #entries = new WordList(64 * NAME_WORDS);

  /** NAME_WORDS for each name, see name-table.ts. */
  get entries(): Uint32Array {
    return this.#entries.filled();
  }

  get texts(): Uint32Array {
    return this.#texts.filled();
  }

  /** The number of a name, a new one if need be. */
  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const next = this.#numbers.size;
    this.#numbers.set(name, next);
    const start = this.#texts.end;
    const bytes = this.#texts.append(name);
    hash64Words(this.#texts.words, start, bytes, this.#hash);
    const entry = this.#entries.extend(NAME_WORDS);
    const { words } = this.#entries;
    words[entry] = this.#hash[0]!;
    words[entry + 1] = this.#hash[1]!;
    words[entry + 2] = start;
    words[entry + 3] = bytes;
    return next;
  }

  /** Forgets all names and keeps their memory. */
  clear(): void {
    // Not cleared: V8 links a cleared map's table to the next one, and what hangs on old garbage grows old itself.
    this.#numbers = new Map();
    this.#texts.clear();
    this.#entries.clear();
  }
}
