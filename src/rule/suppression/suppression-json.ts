import type { Suppression } from './suppression.js';
import type { SuppressionJson } from './suppression-schema.js';

/** A suppression as Datadog has it: `parseSuppressions` reads the same again. */
export function suppressionJson(one: Suppression): SuppressionJson {
  return {
    name: one.name,
    enabled: one.enabled,
    rule_query: one.ruleQuery,
    ...(one.suppressionQuery !== undefined && { suppression_query: one.suppressionQuery }),
    ...(one.dataExclusionQuery !== undefined && { data_exclusion_query: one.dataExclusionQuery }),
    ...(one.from !== undefined && { start_date: one.from }),
    ...(one.to !== undefined && { expiration_date: one.to }),
  };
}
