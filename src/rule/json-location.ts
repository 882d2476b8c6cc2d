const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

/**
 * The line (from 1) on which a value begins in a text that is JSON. What is not there is where the nearest thing
 * around it begins.
 */
export function lineOf(text: string, path: readonly (string | number)[]): number {
  const reader = new PlaceReader(text);
  let place = reader.valueAt(text.startsWith('\uFEFF') ? 1 : 0);
  for (const key of path) {
    const inner = reader.childOf(place, key);
    if (inner === undefined) break;
    place = inner;
  }
  return text.slice(0, place).split('\n').length;
}

class PlaceReader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  valueAt(at: number): number {
    return this.#end(SPACE, at);
  }

  /** Where the value under a key of an object, or at an index of an array, begins. */
  childOf(container: number, wanted: string | number): number | undefined {
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
      if (key === wanted) found = at; // of equal keys the last counts
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
