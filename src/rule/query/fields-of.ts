import type { Query } from './query.js';

export interface FieldUse {
  readonly field: string;
  /** Whether it is inside an odd number of negations. */
  readonly negated: boolean;
}

/** All fields in a query, in its order, with duplicates. The field of free text is `*`. */
export function* fieldsOf(query: Query, negated = false): Generator<FieldUse> {
  switch (query.kind) {
    case 'everything':
      return;
    case 'and':
    case 'or':
      for (const part of query.parts) yield* fieldsOf(part, negated);
      return;
    case 'not':
      yield* fieldsOf(query.part, !negated);
      return;
    default:
      yield { field: query.field, negated };
  }
}

/** The values without wildcards that a query contains for the given fields. Negated values are not included. */
export function literalValues(query: Query, fields: readonly string[], negated = false): string[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap((part) => literalValues(part, fields, negated));
    case 'not':
      return literalValues(query.part, fields, !negated);
    case 'term': {
      const [value, ...more] = query.pattern;
      const isLiteral = typeof value === 'string' && more.length === 0;
      return !negated && isLiteral && fields.includes(query.field) ? [value] : [];
    }
    default:
      return [];
  }
}
