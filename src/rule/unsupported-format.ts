import type { ValidationIssue } from './validation-issue.js';

const API = 'one rule as the Datadog API returns it: GET /api/v2/security_monitoring/rules/ID';

/**
 * The issue of a file that contains rules in another format than the Datadog API returns for one rule. One message
 * about the format is clearer than a list of all missing keys.
 */
export function unsupportedFormat(json: unknown): ValidationIssue | undefined {
  if (typeof json !== 'object' || json === null || 'queries' in json) return undefined;
  const has = (...keys: string[]): boolean => keys.every((key) => key in json);
  if (has('query', 'case') || has('resource')) {
    return { path: [], message: `is in the format of Terraform; allowed: ${API}` };
  }
  if (has('data')) {
    return { path: [], message: `is a list of rules under "data"; allowed: ${API}` };
  }
  return undefined;
}
