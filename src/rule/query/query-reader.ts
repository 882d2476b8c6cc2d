import type { Pattern, Wildcard } from './query.js';

/** A syntax error in a query, with its position. */
export class QueryError extends Error {
  /** From 1, in UTF-16 code units. */
  readonly column: number;

  constructor(problem: string, column: number) {
    super(`column ${column}: ${problem}`);
    this.column = column;
  }
}

/** One word, or one text in quotes. */
export interface Word {
  readonly pattern: Pattern;
  /** The source text, with quotes and escapes: `"AND"` is not the keyword `AND`. */
  readonly raw: string;
  /** Offset in the query. */
  readonly at: number;
}

const ANY: Wildcard = { wildcard: 'any' };
const ONE: Wildcard = { wildcard: 'one' };

/** Reads the text of a query token by token. */
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

  /** Whether the rest of the text starts with this token. */
  startsWith(token: string): boolean {
    return this.#text.startsWith(token, this.#at);
  }

  /** The next characters, without skipping them. */
  peek(length: number): string {
    return this.#text.slice(this.#at, this.#at + length);
  }

  /** Skips the token if the rest of the text starts with it. Returns whether it did. */
  take(token: string): boolean {
    if (!this.startsWith(token)) return false;
    this.#at += token.length;
    return true;
  }

  /**
   * Skips space and the token.
   * @param purpose the end of the message, such as `to close the bracket`
   * @throws QueryError if the token is not there
   */
  expect(token: string, purpose: string): void {
    this.skipSpace();
    if (!this.take(token)) this.fail(`expected '${token}' ${purpose}`);
  }

  /** Skips the keyword and the space before it, if the keyword is the next whole word. Returns whether it did. */
  keyword(word: 'AND' | 'OR' | 'NOT' | 'TO'): boolean {
    const before = this.#at;
    this.skipSpace();
    const next = this.#text.charAt(this.#at + word.length);
    if (this.startsWith(word) && (next === '' || /[\s()]/.test(next))) {
      this.#at += word.length;
      return true;
    }
    this.#at = before;
    return false;
  }

  /** Skips a field name and the `:` directly after it. Returns the name; `undefined` if there is none here. */
  field(): string | undefined {
    const found = /(\*|@?(?:[^\s:()[\]{}"*?\\<>@!-]|\\.)(?:[^\s:()[\]{}"*?\\<>]|\\.)*):/suy;
    found.lastIndex = this.#at;
    const name = found.exec(this.#text)?.[1];
    if (name === undefined) return undefined;
    this.#at = found.lastIndex;
    return name.replace(/\\(.)/gsu, '$1');
  }

  /** @param stop characters that end the word, in addition to white space, round brackets and quotes */
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
      if (this.ended) this.fail('this quotation mark is not closed', start);
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
    if (this.ended) this.fail("expected a character after the escape '\\'");
    return this.#text.charAt(this.#at++);
  }
}
