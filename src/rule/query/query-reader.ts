import type { Pattern, Wildcard } from './query.js';

/** A query that cannot be understood, and where that was noticed. */
export class QueryError extends Error {
  /** From 1, in UTF-16 units. */
  readonly column: number;

  constructor(problem: string, column: number) {
    super(`column ${column}: ${problem}`);
    this.column = column;
  }
}

/** One word or one quoted text. */
export interface Word {
  readonly pattern: Pattern;
  /** As it stands there; what is quoted or escaped is no keyword. */
  readonly raw: string;
  readonly at: number;
}

const ANY: Wildcard = { wildcard: 'any' };
const ONE: Wildcard = { wildcard: 'one' };

/** Moves through the text of a query, a word or a sign at a time. */
export class QueryReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get at(): number {
    return this.#at;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  /** Whether the text goes on like this. */
  sees(sign: string): boolean {
    return this.#text.startsWith(sign, this.#at);
  }

  /** The next characters. */
  ahead(length: number): string {
    return this.#text.slice(this.#at, this.#at + length);
  }

  /** Skips it if it is here. */
  take(sign: string): boolean {
    if (!this.sees(sign)) return false;
    this.#at += sign.length;
    return true;
  }

  expect(sign: string, after: string): void {
    this.skipSpace();
    if (!this.take(sign)) this.fail(`expected '${sign}' ${after}`);
  }

  /** Skips the keyword, space before it included, if it is here as a whole word. */
  keyword(word: 'AND' | 'OR' | 'NOT' | 'TO'): boolean {
    const before = this.#at;
    this.skipSpace();
    const next = this.#text.charAt(this.#at + word.length);
    if (this.sees(word) && (next === '' || /[\s()]/.test(next))) {
      this.#at += word.length;
      return true;
    }
    this.#at = before;
    return false;
  }

  /** What stands before a `:` that follows without space, and skips both; `undefined` when there is none. */
  field(): string | undefined {
    const found = /(\*|@?(?:[^\s:()[\]{}"*?\\<>@!-]|\\.)(?:[^\s:()[\]{}"*?\\<>]|\\.)*):/suy;
    found.lastIndex = this.#at;
    const name = found.exec(this.#text)?.[1];
    if (name === undefined) return undefined;
    this.#at = found.lastIndex;
    return name.replace(/\\(.)/gsu, '$1');
  }

  /** @param stop characters that end a word, besides white space and round brackets */
  word(stop = ''): Word {
    const at = this.#at;
    const pattern = this.take('"') ? this.#quoted(at) : this.#bare(stop);
    if (this.#at === at) this.fail(this.ended ? 'expected a value' : `unexpected '${this.#text.charAt(at)}'`);
    return { pattern, raw: this.#text.slice(at, this.#at), at };
  }

  fail(problem: string, at = this.#at): never {
    throw new QueryError(problem, at + 1);
  }

  #quoted(start: number): Pattern {
    let text = '';
    for (;;) {
      if (this.ended) this.fail('this quotation mark is never closed', start);
      const character = this.#text.charAt(this.#at++);
      if (character === '"') return text === '' ? [] : [text];
      text += character === '\\' ? this.#escaped() : character;
    }
  }

  #bare(stop: string): Pattern {
    const pieces: (string | Wildcard)[] = [];
    let text = '';
    const add = (piece: Wildcard): void => {
      if (text !== '') pieces.push(text);
      text = '';
      if (piece !== ANY || pieces.at(-1) !== ANY) pieces.push(piece);
    };
    while (!this.ended) {
      const character = this.#text.charAt(this.#at);
      if (/[\s()"]/.test(character) || stop.includes(character)) break;
      this.#at++;
      if (character === '*') add(ANY);
      else if (character === '?') add(ONE);
      else text += character === '\\' ? this.#escaped() : character;
    }
    if (text !== '') pieces.push(text);
    return pieces;
  }

  #escaped(): string {
    if (this.ended) this.fail("nothing follows the escape '\\'");
    return this.#text.charAt(this.#at++);
  }
}
