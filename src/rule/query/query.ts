/** What a query asks of an event, a signal or a rule. Plain data; `printQuery` gives its text. */
export type Query =
  | { readonly kind: 'everything' }
  /** Two parts or more. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  /** A value of the field is this text. */
  | { readonly kind: 'term'; readonly field: string; readonly pattern: Pattern }
  /** The field has any value. */
  | { readonly kind: 'exists'; readonly field: string }
  /** A value of the field lies between these. At least one of them is there. */
  | { readonly kind: 'range'; readonly field: string; readonly low?: Bound; readonly high?: Bound }
  /** A value of the field is an address in one of these networks, such as `10.0.0.0/8`. */
  | { readonly kind: 'cidr'; readonly field: string; readonly networks: readonly string[] };

/** In place of a field: the text stands in any value. */
export const ANY_FIELD = '*';

export interface Bound {
  readonly value: string;
  readonly inclusive: boolean;
}

/** A text with wildcards: `any` stands for any characters or none, `one` for a single one. */
export type Pattern = readonly (string | Wildcard)[];

export interface Wildcard {
  readonly wildcard: 'any' | 'one';
}
