import { DAY } from '../model/time.js';
import type { ValidationIssue } from './validation-issue.js';
import type { ThresholdCase } from './rule.js';
import type { RuleJson } from './rule-schema.js';
import { IDENTITY_ATTRIBUTE, SECRET_ATTRIBUTE } from './supported.js';

/** Seconds. The history that a run reads before `--from` unless told otherwise. */
export const LONGEST_CASE_WINDOW = 1_209_600;

const AT_LEAST: Readonly<Record<ThresholdCase['kind'], number>> = {
  denied: 20,
  matchAllBatch: 1,
  crossAccount: 10,
};

/** The extra cases of a rule, every default filled in. */
export function thresholdCasesOf(json: RuleJson): ThresholdCase[] {
  return (json.trailspike?.cases ?? []).map(
    ({ kind, atLeast = AT_LEAST[kind], window = DAY, status = 'info' }) => ({
      kind,
      atLeast,
      window,
      status,
    }),
  );
}

/** What extra cases of the right shape ask for that cannot be. */
export function thresholdCaseIssues(json: RuleJson, bucketDuration: number): ValidationIssue[] {
  const { groupByFields = [IDENTITY_ATTRIBUTE], distinctFields = [] } = json.queries[0]!;
  const issues: ValidationIssue[] = [];
  for (const [index, { kind, window }] of thresholdCasesOf(json).entries()) {
    const wrong = (key: string, message: string): void => {
      issues.push({ path: ['trailspike', 'cases', index, key], message });
    };
    if (window % bucketDuration !== 0 || window > LONGEST_CASE_WINDOW) {
      wrong(
        'window',
        `is ${window}; allowed: a multiple of bucketDuration, ${bucketDuration}, up to ${LONGEST_CASE_WINDOW}`,
      );
    }
    if (kind !== 'crossAccount') continue;
    if (!groupByFields.includes(IDENTITY_ATTRIBUTE)) {
      wrong('kind', `is "crossAccount"; allowed: only where groupByFields has ${IDENTITY_ATTRIBUTE}`);
    }
    if (distinctFields.some((field) => field !== SECRET_ATTRIBUTE)) {
      wrong(
        'kind',
        `is "crossAccount"; allowed: only where distinctFields is absent or ["${SECRET_ATTRIBUTE}"]`,
      );
    }
  }
  return issues;
}
