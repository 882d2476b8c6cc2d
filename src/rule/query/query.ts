/** A parsed query for events, signals or rules. Plain data; `printQuery` gives its text. */
export type Query =
  | { readonly kind: 'everything' }
  /** At least two parts. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  /** A value of the field matches the pattern. */
  | { readonly kind: 'term'; readonly field: string; readonly pattern: Pattern }
  /** The field has any value. */
  | { readonly kind: 'exists'; readonly field: string }
  /** A value of the field is between the bounds. At least one bound is present. */
  | { readonly kind: 'range'; readonly field: string; readonly low?: Bound; readonly high?: Bound }
  /** A value of the field is an IP address in one of these networks, such as `10.0.0.0/8`. */
  | { readonly kind: 'cidr'; readonly field: string; readonly networks: readonly string[] };

/** The field of free text: the pattern can be in any value. */
export const ANY_FIELD = '*';

export interface Bound {
  readonly value: string;
  readonly inclusive: boolean;
}

/** A text with wildcards: `any` matches zero or more characters, `one` matches exactly one. Empty: the empty text. */
export type Pattern = readonly (string | Wildcard)[];

export interface Wildcard {
  readonly wildcard: 'any' | 'one';
}
