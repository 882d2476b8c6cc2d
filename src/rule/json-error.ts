/** The position of a syntax error in JSON. Line and column count from 1; columns are UTF-16 code units. */
export interface JsonError {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The first syntax error in a JSON text (RFC 8259), or `undefined` if the text is valid. `JSON.parse` does not report
 * the position of many errors. Both accept the same texts.
 */
export function findJsonError(text: string): JsonError | undefined {
  let at = 0;
  const open: ('}' | ']')[] = [];

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const next = (): string => {
    take(SPACE);
    return text.charAt(at);
  };
  const fail = (expected: string): JsonError => {
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1, expected };
  };
  const takeKey = (): JsonError | undefined => {
    next();
    if (!take(STRING)) return fail('a property name in double quotes');
    if (next() !== ':') return fail("':'");
    at++;
    return undefined;
  };

  for (;;) {
    const first = next();
    if (first === '{' || first === '[') {
      const close = first === '{' ? '}' : ']';
      at++;
      if (next() === close) {
        at++;
      } else {
        open.push(close);
        const error = close === '}' ? takeKey() : undefined;
        if (error) return error;
        continue;
      }
    } else if (!take(first === '"' ? STRING : SCALAR)) {
      return fail(first === '"' ? 'a well-formed string' : 'a value');
    }
    // After a value: it may also be the last value of the arrays and objects around it.
    for (;;) {
      const follows = next();
      const close = open.at(-1);
      if (close === undefined) return follows === '' ? undefined : fail('the end of the text');
      if (follows === close) {
        at++;
        open.pop();
        continue;
      }
      if (follows !== ',') return fail(`',' or '${close}'`);
      at++;
      const error = close === '}' ? takeKey() : undefined;
      if (error) return error;
      break;
    }
  }
}
