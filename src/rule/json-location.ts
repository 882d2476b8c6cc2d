const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

/**
 * The line (from 1) on which the value at `path` begins in a valid JSON text. If there is no value at `path`: the
 * line on which the innermost existing value around it begins.
 */
export function lineOf(text: string, path: readonly (string | number)[]): number {
  const reader = new LocationReader(text);
  let offset = reader.valueAt(text.startsWith('\uFEFF') ? 1 : 0);
  for (const key of path) {
    const inner = reader.childOf(offset, key);
    if (inner === undefined) break;
    offset = inner;
  }
  return text.slice(0, offset).split('\n').length;
}

class LocationReader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  valueAt(at: number): number {
    return this.#end(SPACE, at);
  }

  /** The offset of the value at a key of an object or at an index of an array; `undefined` if there is none. */
  childOf(container: number, keyOrIndex: string | number): number | undefined {
    const open = this.#text.charAt(container);
    if (open !== '{' && open !== '[') return undefined;
    let at = this.valueAt(container + 1);
    let found: number | undefined;
    for (let index = 0; !'}]'.includes(this.#text.charAt(at)); index++) {
      let key: unknown = index;
      if (open === '{') {
        const end = this.#end(STRING, at);
        key = JSON.parse(this.#text.slice(at, end));
        at = this.valueAt(this.valueAt(end) + 1);
      }
      if (key === keyOrIndex) found = at; // as JSON.parse: the last of several equal keys wins
      at = this.valueAt(this.#endOfValue(at));
      if (this.#text.charAt(at) === ',') at = this.valueAt(at + 1);
    }
    return found;
  }

  #endOfValue(start: number): number {
    let depth = 0;
    let at = start;
    do {
      at = this.valueAt(at);
      const character = this.#text.charAt(at);
      if (character === '"') at = this.#end(STRING, at);
      else if ('{['.includes(character)) {
        depth++;
        at++;
      } else if ('}]'.includes(character)) {
        depth--;
        at++;
      } else if (',:'.includes(character)) at++;
      else at = this.#end(SCALAR, at);
    } while (depth > 0);
    return at;
  }

  #end(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.#text) ? pattern.lastIndex : at;
  }
}
