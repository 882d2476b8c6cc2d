import { parseQuery } from './query/parse-query.js';
import type { Query } from './query/query.js';
import type { RuleJson } from './rule-schema.js';

/**
 * The query that an event must match to count: the query of the rule, its extension (in changed rules of the Datadog
 * catalogue), all filters with action `require`, and none of the filters with action `suppress`.
 * @throws QueryError if a part has a syntax error
 */
export function wholeQuery(json: RuleJson): Query {
  const { query, customQueryExtension = '' } = json.queries[0]!;
  const filters = (json.filters ?? []).map(({ action, query: text }): Query => {
    const part = parseQuery(text);
    return action === 'require' ? part : { kind: 'not', part };
  });
  const parts = [parseQuery(query), parseQuery(customQueryExtension), ...filters]
    .filter(({ kind }) => kind !== 'everything')
    .flatMap((part) => (part.kind === 'and' ? part.parts : [part]));
  if (parts.length === 0) return { kind: 'everything' };
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
}
