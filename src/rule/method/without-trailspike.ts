import type { RuleJson } from '../rule-schema.js';
import type { ValidationIssue } from '../validation-issue.js';

/** The settings of Trailspike that say how to detect belong to anomaly detection alone. */
export function withoutTrailspike({ trailspike, options }: RuleJson): ValidationIssue[] {
  return (['minimumExcess', 'windows', 'analyses', 'cases', 'severity'] as const)
    .filter((key) => trailspike?.[key] !== undefined)
    .map((key) => ({
      path: ['trailspike', key],
      message: `belongs to anomaly_detection; allowed: absent with ${options.detectionMethod}`,
    }));
}
