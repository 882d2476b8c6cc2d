import type { Attributes } from './attributes.js';
import { matches } from './matches.js';
import { ANY_FIELD, type Query } from './query.js';

const EVERYTHING: Query = { kind: 'everything' };

/** Matches nothing. */
export const NOTHING: Query = { kind: 'not', part: EVERYTHING };

/** Whether a query is known to match nothing. The converse need not hold. */
export function isNothing(query: Query): boolean {
  return query.kind === 'not' && query.part.kind === 'everything';
}

/**
 * What remains of a query once the values of some fields are known: it matches just what the query matches among
 * everything that has these values.
 * @param known the one value of each field
 */
export function decide(query: Query, known: ReadonlyMap<string, string>): Query {
  const attributes: Attributes = { valuesOf: (field) => [known.get(field)], texts: () => [] };
  const remaining = (part: Query): Query => {
    switch (part.kind) {
      case 'everything':
        return part;
      case 'not':
        return negated(remaining(part.part));
      case 'and':
        return joined('and', part.parts.map(remaining));
      case 'or':
        return joined('or', part.parts.map(remaining));
      default:
        if (part.field === ANY_FIELD || !known.has(part.field)) return part;
        return matches(part, attributes) ? EVERYTHING : NOTHING;
    }
  };
  return remaining(query);
}

function negated(part: Query): Query {
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}

/** Without what does not decide it; what does decides it alone. */
function joined(kind: 'and' | 'or', parts: readonly Query[]): Query {
  const [neutral, decisive] = kind === 'and' ? [EVERYTHING, NOTHING] : [NOTHING, EVERYTHING];
  const is = (part: Query, other: Query): boolean =>
    other === EVERYTHING ? part.kind === 'everything' : isNothing(part);
  if (parts.some((part) => is(part, decisive))) return decisive;
  const left = parts.filter((part) => !is(part, neutral));
  if (left.length === 0) return neutral;
  return left.length === 1 ? left[0]! : { kind, parts: left };
}
