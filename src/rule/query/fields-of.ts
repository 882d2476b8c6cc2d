import type { Query } from './query.js';

export interface FieldUse {
  readonly field: string;
  /** Whether it stands under an odd number of negations. */
  readonly negated: boolean;
}

/** Every field that a query names, in its order; free text has the field `*`. */
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
