import type { ValidationIssue } from '../validation-issue.js';

/** What Terraform's configuration language says, as Terraform's JSON syntax has it. */
export interface HclDocument {
  /** Blocks are lists of objects by their type; the labels of a block are objects around its body. */
  readonly json: Record<string, unknown>;
  /** The line (from 1) on which the value at a path begins, or the innermost one around it. */
  readonly lineOf: (path: ValidationIssue['path']) => number;
}

/** A text is not HCL, or has an expression that only Terraform can evaluate. */
export class HclError extends Error {
  constructor(
    message: string,
    /** From 1. */
    readonly line: number,
  ) {
    super(message);
  }
}

/** Limit of nested blocks, lists and objects. */
const MAX_DEPTH = 50;

const SPACE = /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const SPACE_AND_LINES = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const NAME = /[A-Za-z_][\w-]*/y;
const STRING = /"((?:[^"\\\n]|\\.)*)"/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const HEREDOC = /<<(-?)([A-Za-z_]\w*)[ \t\r]*\n/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Whether a text that is not JSON is Terraform's configuration: it begins with a block. */
export function looksLikeHcl(text: string): boolean {
  return /^(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*(?:resource|terraform|provider|variable|locals|module|data|output)\s*(?:"|\{)/.test(
    text,
  );
}

/**
 * Reads the resources of one type in Terraform's configuration language: blocks, and attributes whose values are
 * written out (texts, heredocs, numbers, `true`, `false`, `null`, lists, objects). Other blocks are passed over.
 * @throws HclError for anything else in these resources, such as a variable or a call of a function
 */
export function readHcl(text: string, resourceType: string): HclDocument {
  const reader = new HclReader(text);
  const named = new Map<string, unknown[]>();
  while (reader.skipLines() && !reader.ended) {
    const line = reader.line;
    const labels = reader.blockStart();
    const [kind, type, name = ''] = labels;
    if (kind !== 'resource' || type !== resourceType) {
      reader.skipBlock();
      continue;
    }
    const list = named.get(name) ?? [];
    named.set(name, list);
    const path = ['resource', resourceType, name, list.length];
    reader.noteLine(path, line);
    list.push(reader.body(path, 0));
  }
  return {
    json: { resource: { [resourceType]: Object.fromEntries(named) } },
    lineOf: (path) => reader.lineAt(path),
  };
}

class HclReader {
  readonly #text: string;
  readonly #lines = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  get line(): number {
    return this.#text.slice(0, this.#at).split('\n').length;
  }

  noteLine(path: ValidationIssue['path'], line: number): void {
    this.#lines.set(JSON.stringify(path), line);
  }

  lineAt(path: ValidationIssue['path']): number {
    for (let length = path.length; length > 0; length--) {
      const line = this.#lines.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  }

  /** Passes over spaces, line ends and comments. @returns true, for the heads of loops */
  skipLines(): boolean {
    this.#take(SPACE_AND_LINES);
    return true;
  }

  /** The type and the labels of a block, up to and with its opening brace. */
  blockStart(): string[] {
    const labels = [this.#name()];
    for (;;) {
      this.#take(SPACE);
      if (this.#takeText('{')) return labels;
      labels.push(this.#peek() === '"' ? this.#string() : this.#name());
    }
  }

  /** Passes over what is left of a block whose brace was opened. */
  skipBlock(): void {
    for (let depth = 1; depth > 0;) {
      if (this.ended) this.#fail("a block has no closing '}'");
      if (this.#take(SPACE_AND_LINES) || this.#take(STRING)) continue;
      const heredoc = this.#take(HEREDOC);
      if (heredoc) {
        this.#heredoc(heredoc[1] === '-', heredoc[2]!);
        continue;
      }
      const character = this.#text[this.#at++]!;
      if (character === '{') depth++;
      else if (character === '}') depth--;
    }
  }

  /** The attributes and blocks up to the closing brace. */
  body(path: readonly (string | number)[], depth: number): Record<string, unknown> {
    if (depth > MAX_DEPTH) this.#fail(`blocks are nested more than ${MAX_DEPTH} deep`);
    const values = new Map<string, unknown>();
    const blocks = new Map<string, unknown[]>();
    while (this.skipLines() && !this.#takeText('}')) {
      if (this.ended) this.#fail("a block has no closing '}'");
      const { line } = this;
      const name = this.#name();
      this.#take(SPACE);
      if (this.#takeText('{')) {
        if (name === 'dynamic' || name === 'lifecycle')
          this.#fail(`only Terraform can evaluate the block ${name}`, line);
        const list = blocks.get(name) ?? [];
        blocks.set(name, list);
        const inner = [...path, name, list.length];
        if (list.length === 0) this.noteLine([...path, name], line);
        this.noteLine(inner, line);
        list.push(this.body(inner, depth + 1));
      } else if (this.#takeText('=')) {
        this.noteLine([...path, name], line);
        values.set(name, this.#value([...path, name], depth + 1));
      } else {
        this.#fail(`expected '=' or '{' after ${name}`);
      }
    }
    return Object.fromEntries([...values, ...blocks]);
  }

  #value(path: readonly (string | number)[], depth: number): unknown {
    if (depth > MAX_DEPTH) this.#fail(`values are nested more than ${MAX_DEPTH} deep`);
    this.#take(SPACE);
    const heredoc = this.#take(HEREDOC);
    if (heredoc) return this.#heredoc(heredoc[1] === '-', heredoc[2]!);
    const first = this.#peek();
    if (first === '"') return this.#string();
    if (this.#takeText('[')) return this.#list(path, depth);
    if (this.#takeText('{')) return this.#object(path, depth);
    const number = this.#take(NUMBER);
    if (number) return Number(number[0]);
    const { line } = this;
    const word = this.#take(NAME)?.[0];
    this.#take(SPACE);
    const isWhole = /[\n,\]}]/.test(this.#peek() || '\n');
    if (isWhole && word === 'true') return true;
    if (isWhole && word === 'false') return false;
    if (isWhole && word === 'null') return null;
    return this.#fail(
      'only Terraform can evaluate this value; give its result, such as terraform show -json has it',
      line,
    );
  }

  #list(path: readonly (string | number)[], depth: number): unknown[] {
    const list: unknown[] = [];
    while (this.skipLines() && !this.#takeText(']')) {
      const inner = [...path, list.length];
      this.noteLine(inner, this.line);
      list.push(this.#value(inner, depth + 1));
      this.skipLines();
      if (!this.#takeText(',') && this.#peek() !== ']') this.#fail("expected ',' or ']'");
    }
    return list;
  }

  #object(path: readonly (string | number)[], depth: number): Record<string, unknown> {
    const object = new Map<string, unknown>();
    while (this.skipLines() && !this.#takeText('}')) {
      const key = this.#peek() === '"' ? this.#string() : this.#name();
      this.#take(SPACE);
      if (!this.#takeText('=') && !this.#takeText(':')) this.#fail(`expected '=' after ${key}`);
      object.set(key, this.#value([...path, key], depth + 1));
      this.#take(SPACE);
      this.#takeText(',');
    }
    return Object.fromEntries(object);
  }

  #string(): string {
    const found = this.#take(STRING) ?? this.#fail('a text has no closing quotation mark');
    return this.#withoutTemplates(found[1]!).replace(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g,
      (escape, short: string | undefined, long: string | undefined, letter: string | undefined) => {
        if (letter !== undefined) return ESCAPES[letter] ?? escape;
        const code = parseInt(short ?? long ?? '', 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
      },
    );
  }

  /** The lines up to the one that is `end`; with `indented`, without the indentation that all of them have. */
  #heredoc(indented: boolean, end: string): string {
    const closing = new RegExp(`^[ \\t]*${end}[ \\t\\r]*$`, 'm');
    const rest = this.#text.slice(this.#at);
    const found = closing.exec(rest) ?? this.#fail(`the text <<${end} has no end`);
    this.#at += found.index + found[0].length;
    const lines = rest.slice(0, found.index).split('\n').slice(0, -1);
    const least = indented
      ? Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)), Infinity)
      : 0;
    const text = lines.map((line) => `${line.slice(Number.isFinite(least) ? least : 0)}\n`).join('');
    return this.#withoutTemplates(text);
  }

  #withoutTemplates(text: string): string {
    if (/(?<![$])\$\{|(?<!%)%\{/.test(text))
      this.#fail('only Terraform can evaluate ${…} or %{…} in a text; give its result');
    return text.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{');
  }

  #name(): string {
    return (this.#take(NAME) ?? this.#fail('expected a name'))[0];
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #takeText(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #fail(message: string, line = this.line): never {
    throw new HclError(message, line);
  }
}
