/** What a query is asked of. */
export interface Attributes {
  /**
   * What stands under a field, named as in queries (`@a.b`, `service`): every value of a list by itself, in their
   * order. Empty when there is nothing, or `null`.
   */
  valuesOf(field: string): readonly unknown[];
  /** Everything that free text is searched in. */
  texts(): Iterable<string>;
}

/** A value as queries compare it; `undefined` for objects and for numbers that JSON cannot write. */
export function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return String(value);
  return undefined;
}

/** Every text, number and truth value in a value, at any depth; keys are not among them. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) yield* textsIn(each);
    return;
  }
  const text = valueText(value);
  if (text !== undefined) yield text;
}
