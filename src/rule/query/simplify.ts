import type { Attributes } from './attributes.js';
import { matches } from './matches.js';
import { ANY_FIELD, type Query } from './query.js';

const MATCH_ALL: Query = { kind: 'everything' };

/** The query that matches nothing. */
export const MATCH_NONE: Query = { kind: 'not', part: MATCH_ALL };

/** Whether a query is `MATCH_NONE`. False does not mean that the query matches something. */
export function matchesNothing(query: Query): boolean {
  return query.kind === 'not' && query.part.kind === 'everything';
}

/**
 * Simplifies a query for events in which the values of some fields are known (partial evaluation). For all events
 * that have these values, the result matches the same events as `query`.
 *
 * Example: with `@evt.name` known as `Decrypt`, `@evt.name:Decrypt region:us-east-1` becomes `region:us-east-1`, and
 * `-@evt.name:Decrypt` becomes `MATCH_NONE`.
 * @param known exactly one value for each known field
 */
export function simplify(query: Query, known: ReadonlyMap<string, string>): Query {
  const attributes: Attributes = { valuesOf: (field) => [known.get(field)], texts: () => [] };
  const remaining = (part: Query): Query => {
    switch (part.kind) {
      case 'everything':
        return part;
      case 'not':
        return negate(remaining(part.part));
      case 'and':
        return combine('and', part.parts.map(remaining));
      case 'or':
        return combine('or', part.parts.map(remaining));
      default:
        if (part.field === ANY_FIELD || !known.has(part.field)) return part;
        return matches(part, attributes) ? MATCH_ALL : MATCH_NONE;
    }
  };
  return remaining(query);
}

function negate(part: Query): Query {
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}

/** Drops the parts that have no influence; if one part decides the result, returns that result. */
function combine(kind: 'and' | 'or', parts: readonly Query[]): Query {
  const [neutral, decisive] = kind === 'and' ? [MATCH_ALL, MATCH_NONE] : [MATCH_NONE, MATCH_ALL];
  const is = (part: Query, other: Query): boolean =>
    other === MATCH_ALL ? part.kind === 'everything' : matchesNothing(part);
  if (parts.some((part) => is(part, decisive))) return decisive;
  const kept = parts.filter((part) => !is(part, neutral));
  if (kept.length === 0) return neutral;
  return kept.length === 1 ? kept[0]! : { kind, parts: kept };
}
