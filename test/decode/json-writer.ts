/** Choices of a writer: a number from 0 to below a limit, taken from a list of bytes that repeats. */
export type Choose = (limit: number) => number;

export function chooser(bytes: readonly number[]): Choose {
  let next = 0;
  return (limit) => (bytes.length === 0 ? 0 : bytes[next++ % bytes.length]! % limit);
}

const SPACES = ['', '', '', '', ' ', '\n', '\r\n\t', '  '];

/** A JSON object with ordered members. Unlike a JavaScript object, it can have several members with the same name. */
export class Members {
  readonly entries: readonly (readonly [string, unknown])[];

  constructor(entries: readonly (readonly [string, unknown])[]) {
    this.entries = entries;
  }
}

/** Writes JSON in one of its many spellings: any white space, and any valid escape for any character. */
export function writeJson(value: unknown, choose: Choose): string {
  const space = (): string => SPACES[choose(SPACES.length)]!;
  const list = (open: string, parts: readonly string[], close: string): string =>
    open + space() + parts.join(space() + ',' + space()) + space() + close;
  const member = ([name, inner]: readonly [string, unknown]): string =>
    writeString(name, choose) + space() + ':' + space() + writeJson(inner, choose);
  if (typeof value === 'string') return writeString(value, choose);
  if (Array.isArray(value))
    return list(
      '[',
      value.map((inner) => writeJson(inner, choose)),
      ']',
    );
  if (value instanceof Members) return list('{', value.entries.map(member), '}');
  if (typeof value === 'object' && value !== null) return list('{', Object.entries(value).map(member), '}');
  return JSON.stringify(value);
}

const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function writeString(text: string, choose: Choose): string {
  const plain = choose(4) < 3; // most strings have only the required escapes, and all do if nothing is chosen
  let out = '"';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const character = text[at]!;
    const must = unit < 0x20 || character === '"' || character === '\\' || (unit >= 0xd800 && unit < 0xe000);
    if (!must && (plain || choose(3) > 0)) out += character;
    else if (character in SHORT && choose(2) === 0) out += SHORT[character]!;
    else {
      const hex = unit.toString(16).padStart(4, '0');
      out += `\\u${choose(2) === 0 ? hex : hex.toUpperCase()}`;
    }
  }
  return out + '"';
}
