/** What a query is matched against: the fields and texts of an event, a signal or a rule. */
export interface Attributes {
  /**
   * The values of a field, which is named as in queries (`@a.b`, `service`). Each element of a list is a value of its
   * own; the order is kept. Empty if the field is missing or `null`.
   */
  valuesOf(field: string): readonly unknown[];
  /** Whether a value that a query gives for the field matches in any case. @default no field */
  ignoresCase?(field: string): boolean;
  /** All texts in which free text is searched. */
  texts(): Iterable<string>;
}

/** A value as the text that queries compare; `undefined` for objects, lists, null and numbers that are not finite. */
export function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return String(value);
  return undefined;
}

/** All strings, numbers and booleans in a value, at any depth, as texts. Keys are not included. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) yield* textsIn(each);
    return;
  }
  const text = valueText(value);
  if (text !== undefined) yield text;
}
