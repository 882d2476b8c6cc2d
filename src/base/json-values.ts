/** Reading parsed JSON whose shape nothing guarantees. */

/** Whether a value is a JSON object, not an array and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object's own field; undefined when there is none, or when the value is no object. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A field that is a string; empty when it is missing or anything else. */
export function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}

/**
 * Every value under a path of keys; lists on the way and at its end are entered, so there may be several, in their
 * order. None where there is nothing or `null`.
 */
export function valuesAt(value: unknown, path: readonly string[], depth = 0): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => valuesAt(each, path, depth));
  if (value === null || value === undefined) return [];
  const key = path[depth];
  if (key === undefined) return [value];
  if (typeof value !== 'object' || !Object.hasOwn(value, key)) return [];
  return valuesAt((value as Record<string, unknown>)[key], path, depth + 1);
}
