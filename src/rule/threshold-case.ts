import { DAY } from '../model/time.js';
import type { ValidationIssue } from './validation-issue.js';
import type { ThresholdCase } from './rule.js';
import type { RuleJson } from './rule-schema.js';
import { IDENTITY_ATTRIBUTE, SECRET_ATTRIBUTE } from './supported.js';

/** Seconds: 14 days, the history that a run reads before `--from` by default. */
export const MAX_CASE_WINDOW = 1_209_600;

const DEFAULT_AT_LEAST: Readonly<Record<ThresholdCase['kind'], number>> = {
  denied: 20,
  matchAllBatch: 1,
  crossAccount: 10,
};

/** The threshold cases of a rule, with all defaults filled in. */
export function thresholdCasesOf(json: RuleJson): ThresholdCase[] {
  return (json.trailspike?.cases ?? []).map(
    ({ kind, atLeast = DEFAULT_AT_LEAST[kind], window = DAY, status = 'info' }) => ({
      kind,
      atLeast,
      window,
      status,
    }),
  );
}

/** The issues of threshold cases of valid shape: values that do not fit the rest of the rule. */
export function thresholdCaseIssues(json: RuleJson, bucketDuration: number): ValidationIssue[] {
  const { groupByFields = [IDENTITY_ATTRIBUTE], distinctFields = [] } = json.queries[0]!;
  const issues: ValidationIssue[] = [];
  for (const [index, { kind, window }] of thresholdCasesOf(json).entries()) {
    const addIssue = (key: string, message: string): void => {
      issues.push({ path: ['trailspike', 'cases', index, key], message });
    };
    if (window % bucketDuration !== 0 || window > MAX_CASE_WINDOW) {
      addIssue(
        'window',
        `is ${window}; allowed: a multiple of bucketDuration, ${bucketDuration}, up to ${MAX_CASE_WINDOW}`,
      );
    }
    if (kind !== 'crossAccount') continue;
    if (!groupByFields.includes(IDENTITY_ATTRIBUTE)) {
      addIssue('kind', `is "crossAccount"; allowed: only where groupByFields has ${IDENTITY_ATTRIBUTE}`);
    }
    if (distinctFields.some((field) => field !== SECRET_ATTRIBUTE)) {
      addIssue(
        'kind',
        `is "crossAccount"; allowed: only where distinctFields is absent or ["${SECRET_ATTRIBUTE}"]`,
      );
    }
  }
  return issues;
}
