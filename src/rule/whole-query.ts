import { parseQuery } from './query/parse-query.js';
import type { Query } from './query/query.js';
import type { RuleJson } from './rule-schema.js';

/**
 * What an event must match to count: the rule's query, its extension (what a changed rule of Datadog's catalogue
 * has), every filter that requires something, and none that suppresses.
 * @throws QueryError
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
