import type { Pattern, Query } from './query.js';

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

/**
 * The values without wildcards that a query contains for the given fields.
 * @param which `positive`: without those inside an odd number of negations
 */
export function literalValues(
  query: Query,
  fields: readonly string[],
  which: 'positive' | 'all' = 'positive',
  negated = false,
): string[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap((part) => literalValues(part, fields, which, negated));
    case 'not':
      return literalValues(query.part, fields, which, !negated);
    case 'term': {
      const [value] = query.pattern;
      const isAsked = fields.includes(query.field) && (which === 'all' || !negated);
      return isAsked && isLiteral(query.pattern) ? [value as string] : [];
    }
    default:
      return [];
  }
}

/** Whether all clauses about the given fields are values without wildcards, and no free text can be in them. */
export function hasOnlyLiterals(query: Query, fields: readonly string[]): boolean {
  switch (query.kind) {
    case 'everything':
      return true;
    case 'and':
    case 'or':
      return query.parts.every((part) => hasOnlyLiterals(part, fields));
    case 'not':
      return hasOnlyLiterals(query.part, fields);
    case 'term':
      return !fields.includes(query.field) || isLiteral(query.pattern);
    default:
      return !fields.includes(query.field);
  }
}

function isLiteral(pattern: Pattern): boolean {
  return pattern.length === 1 && typeof pattern[0] === 'string';
}
