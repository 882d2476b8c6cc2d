import { textNumber } from '../../base/hash-number.js';
import { THREAD_HASH_KEY } from '../../base/keyed-hash.js';
import type { PageEnds } from '../source.js';
import { MalformedResponseError } from './malformed-response.js';

/** Most pages in a row without a key or folder. */
const EMPTY_PAGES = 1000;

/**
 * Holds the pages of one listing against each other and against what was asked for, so that a listing ends, and is of
 * the prefix.
 */
export class ListingCheck {
  readonly #prefix: string;
  readonly #delimiter: string | undefined;
  /** Hashes, as the pages are: a listing may have a hundred thousand. */
  readonly #tokens = new Set<number>();
  /** How often a page came with as many entries and the same at both ends. */
  readonly #pages = new Map<number, number>();
  #empty = 0;

  constructor(prefix: string, delimiter?: string) {
    this.#prefix = prefix;
    this.#delimiter = delimiter;
  }

  /** @returns the page @throws MalformedResponseError when it cannot come after those before it */
  next<Page extends PageEnds>(page: Page): Page {
    const { objects, folders, continuation } = page;
    checkKeys(objects, this.#prefix);
    for (const folder of folders) if (!this.#isBelow(folder)) throw stray(folder, this.#prefix);
    if (continuation === undefined) return page;
    const token = textNumber(continuation, THREAD_HASH_KEY);
    if (this.#tokens.has(token)) {
      throw new MalformedResponseError('the list goes on where it went on before: its token came already');
    }
    const count = objects.length + folders.length;
    if (count === 0 && this.#empty + 1 >= EMPTY_PAGES) {
      throw new MalformedResponseError(`the list goes on and on: ${EMPTY_PAGES} pages in a row name nothing`);
    }
    const ends = [objects[0]?.key, objects.at(-1)?.key, folders[0], folders.at(-1)];
    const name = textNumber(JSON.stringify([count, ...ends]), THREAD_HASH_KEY);
    const times = this.#pages.get(name) ?? 0;
    // Some servers repeat the last folder of a page at the beginning of the next one.
    if (count > 0 && times >= (count === 1 ? 2 : 1)) {
      throw new MalformedResponseError('the list goes on with a page that came already');
    }
    this.#tokens.add(token);
    if (count > 0) this.#pages.set(name, times + 1);
    this.#empty = count === 0 ? this.#empty + 1 : 0;
    return page;
  }

  /** Whether a folder is one of the level that was asked for: a folder within itself would be entered for ever. */
  #isBelow(folder: string): boolean {
    if (this.#delimiter === undefined) return false;
    return (
      folder.startsWith(this.#prefix) &&
      folder.length > this.#prefix.length &&
      folder.endsWith(this.#delimiter)
    );
  }
}

/** @throws MalformedResponseError when a key does not begin with the prefix that was asked for */
export function checkKeys(objects: PageEnds['objects'], prefix: string): void {
  for (const { key } of objects) if (!key.startsWith(prefix)) throw stray(key, prefix);
}

function stray(name: string, prefix: string): MalformedResponseError {
  return new MalformedResponseError(`the list of "${prefix}" names "${name}"`);
}
