import { fieldOf, isObject } from '../../base/json-values.js';
import { parseStruct } from './struct-text.js';

/** The value at a path of names with dots between them; undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => fieldOf(at, name), value);
}

/** The text at a path; empty where there is none. `''` counts as empty: mappings write it for a missing text. */
export function textAt(value: unknown, path: string): string {
  const found = valueAt(value, path);
  return typeof found === 'string' && found !== "''" ? found : '';
}

/** The first text that some paths have; empty if none has one. */
export function firstTextAt(value: unknown, paths: readonly string[]): string {
  for (const path of paths) {
    const text = textAt(value, path);
    if (text !== '') return text;
  }
  return '';
}

/** Sets the value at a path. What is on the way and is no object is replaced. */
export function put(record: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop()!;
  if (last === '__proto__' || names.includes('__proto__')) return;
  let at = record;
  for (const name of names) {
    const next = fieldOf(at, name);
    at = isObject(next) ? next : (at[name] = {});
  }
  at[last] = value;
}

/** What a text of JSON stands for; any other value as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/**
 * The names and values of a map in the forms that it has: an object, its JSON or its text in Athena as text, or a list of
 * `{"key":…,"value":…}`. Empty for anything else.
 */
export function mapOf(value: unknown): Record<string, unknown> {
  const map = typeof value === 'string' ? opened(value) : value;
  if (isObject(map)) return map;
  if (!Array.isArray(map)) return {};
  return Object.fromEntries(
    map.flatMap((entry: unknown): [string, unknown][] => {
      const key = textAt(entry, 'key');
      return key === '' ? [] : [[key, fieldOf(entry, 'value')]];
    }),
  );
}

/** What a text in the place of an object or list stands for: JSON, or a structure as Athena writes it. */
export function opened(value: unknown): unknown {
  const found = parsed(value);
  return typeof found === 'string' ? (parseStruct(found) ?? found) : found;
}
