import fc from 'fast-check';
import type { Pattern, Query } from '../../../src/rule/query/query.js';

const text = fc.oneof(
  fc.constantFrom(
    'GetSecretValue',
    'AND',
    'OR',
    'TO',
    '-x',
    'a b',
    'é"\\',
    '>=5',
    '[a',
    'CIDR(',
    '&&',
    '!',
    'a:b',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
);
const wildcard = fc.constantFrom({ wildcard: 'any' } as const, { wildcard: 'one' } as const);

/**
 * Patterns as the parser makes them: never two texts or two `any` in a row, and never `*` alone, which is another kind
 * of query.
 */
const pattern: fc.Arbitrary<Pattern> = fc.array(fc.oneof(text, wildcard), { maxLength: 4 }).map((pieces) => {
  const merged: Pattern[number][] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else if (
      typeof piece === 'string' ||
      piece.wildcard === 'one' ||
      typeof last !== 'object' ||
      last.wildcard === 'one'
    )
      merged.push(piece);
  }
  const [only] = merged;
  return merged.length === 1 && typeof only === 'object' && only.wildcard === 'any' ? ['x', only] : merged;
});

const field = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('@evt.name', '@userIdentity.arn', 'service', '@requestParameters.n'),
  },
  { weight: 1, arbitrary: text.map((name) => `@${name}`) },
);
const bound = fc.record({
  value: fc.oneof(fc.integer().map(String), fc.constantFrom('', '2026-03-01', 'TO', 'a]')),
  inclusive: fc.boolean(),
});

const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.constant<Query>({ kind: 'everything' }),
  fc.record({ kind: fc.constant('term' as const), field: fc.oneof(field, fc.constant('*')), pattern }),
  fc.record({ kind: fc.constant('exists' as const), field }),
  fc.record({ kind: fc.constant('range' as const), field, low: bound }),
  fc.record({ kind: fc.constant('range' as const), field, high: bound }),
  fc.record({ kind: fc.constant('range' as const), field, low: bound, high: bound }),
  fc.record({
    kind: fc.constant('cidr' as const),
    field,
    networks: fc.array(fc.constantFrom('10.0.0.0/8', '2001:db8::/32'), { minLength: 1, maxLength: 2 }),
  }),
);

/** All kinds of queries that the parser can make. */
export const queries: fc.Arbitrary<Query> = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), part: tie('query') }),
  ),
})).query;
