/** Depth of nested braces up to which a text is read. */
const MAX_DEPTH = 16;

/**
 * Reads a row or a map as Athena, Trino and CloudTrail Lake write it as text: `{type=IAMUser, arn=…, attributes={a=b}}`.
 * Nothing in it is quoted, so a comma ends a value only where a name and `=` follow. `null` is left out.
 * @returns undefined if the text is not of this form
 */
export function parseStruct(text: string): Readonly<Record<string, unknown>> | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  return structOf(trimmed.slice(1, -1), 1);
}

const ENTRY = /^\s*([\w.:-]+)=(.*)$/s;

function structOf(inside: string, depth: number): Readonly<Record<string, unknown>> | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const entries: [string, unknown][] = [];
  for (const part of partsOf(inside)) {
    const [, name, value] = ENTRY.exec(part) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (value === 'null') continue;
    const struct =
      value.startsWith('{') && value.endsWith('}') ? structOf(value.slice(1, -1), depth + 1) : undefined;
    entries.push([name, struct ?? value]);
  }
  return Object.fromEntries(entries);
}

/** Splits at the commas that a name and `=` follow, outside of braces and brackets. */
function partsOf(inside: string): string[] {
  const parts: string[] = [];
  let level = 0;
  let from = 0;
  for (let at = 0; at < inside.length; at++) {
    const character = inside[at]!;
    if (character === '{' || character === '[') level++;
    else if (character === '}' || character === ']') level--;
    else if (character === ',' && level === 0 && /^\s*[\w.:-]+=/.test(inside.slice(at + 1, at + 200))) {
      parts.push(inside.slice(from, at));
      from = at + 1;
    }
  }
  if (inside.trim() !== '') parts.push(inside.slice(from));
  return parts;
}
