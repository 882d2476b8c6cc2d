import type { ValidationIssue } from './validation-issue.js';

const API = "the rule as Datadog's API gives it: GET /api/v2/security_monitoring/rules/ID";

/**
 * What a file is that holds rules in another shape than Datadog's API gives one rule: naming all that is missing
 * would hide what is the matter.
 */
export function unsupportedFormat(json: unknown): ValidationIssue | undefined {
  if (typeof json !== 'object' || json === null || 'queries' in json) return undefined;
  const has = (...keys: string[]): boolean => keys.every((key) => key in json);
  if (has('query', 'case') || has('resource')) {
    return { path: [], message: `has the keys of Terraform, not of Datadog's API; allowed: ${API}` };
  }
  if (has('data')) {
    return { path: [], message: `has its rules under "data"; allowed: one of them alone, ${API}` };
  }
  return undefined;
}
