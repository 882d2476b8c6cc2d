import type { RuleJson } from './rule-schema.js';

/** The name of the query in conditions. Datadog names queries without a name `a`, `b`, … */
export function queryName(json: RuleJson): string {
  return json.queries[0]?.name?.trim() || 'a';
}
