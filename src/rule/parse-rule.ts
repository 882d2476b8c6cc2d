import { TrailspikeError } from '../model/errors.js';
import { CONDITION_FORMS } from './condition.js';
import { type Checked, checkShape } from './check-shape.js';
import { findJsonError } from './json-error.js';
import { lineOf } from './json-place.js';
import { type ValidationIssue, pathText } from './validation-issue.js';
import { thresholdCaseIssues } from './threshold-case.js';
import { unsupportedFormat } from './unsupported-format.js';
import type { Rule } from './rule.js';
import { caseOf, durations, queryName, ruleOf } from './rule-of.js';
import { ruleSchema, type RuleJson } from './rule-schema.js';
import { unsupportedParts } from './supported.js';

/** Of longer windows a history of two weeks holds too few to judge by, seconds. */
const LONGEST_WINDOW = 172_800;
const HINT =
  'The file must be the JSON of a Datadog rule with options.detectionMethod "anomaly_detection"; correct what is named.';

/** The least that is a rule. */
const SAMPLE = {
  name: 'rule',
  isEnabled: true,
  message: '',
  queries: [{ query: '' }],
  cases: [{ status: 'low' }],
  options: { detectionMethod: 'anomaly_detection' },
  trailspike: { analyses: ['volume'], cases: [{ kind: 'denied' }] },
};

/**
 * Reads a rule from the text of its file.
 * @param file how messages call it.
 * @throws TrailspikeError E_RULE naming every mistake: file, line, place in it, what is there and what is allowed.
 */
export function parseRule(text: string, file: string): Rule {
  const { rule, issues } = checkRule(text, file);
  if (rule === undefined) throw new TrailspikeError('E_RULE', issues.join('; '), { hint: HINT });
  return rule;
}

/** The rule in the text of a file, or every mistake, one text each: `FILE:LINE: PLACE: what is wrong`. */
export function checkRule(text: string, file: string): { rule?: Rule; issues: readonly string[] } {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const error = findJsonError(json);
  if (error) {
    return { issues: [`${file}:${error.line}:${error.column}: not JSON: expected ${error.expected}`] };
  }
  const { value, issues } = checkRuleJson(JSON.parse(json));
  if (value !== undefined) return { rule: ruleOf(value), issues: [] };
  return {
    issues: issues.map(
      ({ path, message }) => `${file}:${lineOf(json, path)}: ${pathText(path, 'the rule')}: ${message}`,
    ),
  };
}

/** Reads a rule from parsed JSON; otherwise as `parseRule`, without lines. */
export function resolveRule(json: unknown, file: string): Rule {
  const { value, issues } = checkRuleJson(json);
  if (value !== undefined) return ruleOf(value);
  const all = issues.map(({ path, message }) => `${pathText(path, 'the rule')}: ${message}`);
  throw new TrailspikeError('E_RULE', `${file}: ${all.join('; ')}`, { hint: HINT });
}

function checkRuleJson(json: unknown): Checked<RuleJson> {
  const other = unsupportedFormat(json);
  if (other) return { issues: [other] };
  return checkShape(ruleSchema, json, SAMPLE, (rule) => [
    ...unsupportedParts(rule),
    ...contradictions(rule),
    ...thresholdCaseIssues(rule, durations(rule).bucketDuration),
  ]);
}

function contradictions(json: RuleJson): ValidationIssue[] {
  const { bucketDuration, evaluationWindow, keepAlive, maxSignalDuration } = durations(json);
  const issues: ValidationIssue[] = [];
  for (const [index, window] of (json.trailspike?.windows ?? []).entries()) {
    if (window >= evaluationWindow && window % bucketDuration === 0 && window <= LONGEST_WINDOW) continue;
    issues.push({
      path: ['trailspike', 'windows', index],
      message:
        `is ${window}; allowed: a multiple of bucketDuration, ${bucketDuration}, ` +
        `from evaluationWindow, ${evaluationWindow}, to ${LONGEST_WINDOW}`,
    });
  }
  if (keepAlive < evaluationWindow) {
    const asked = json.options.evaluationWindow ?? evaluationWindow;
    const raised = evaluationWindow === asked ? '' : ` (raised from ${asked})`;
    issues.push({
      path: ['options', 'keepAlive'],
      message: `is ${keepAlive}; allowed: at least evaluationWindow, ${evaluationWindow}${raised}`,
    });
  }
  if (maxSignalDuration < keepAlive) {
    issues.push({
      path: ['options', 'maxSignalDuration'],
      message: `is ${maxSignalDuration}; allowed: at least keepAlive, ${keepAlive}`,
    });
  }
  json.cases.forEach(({ condition }, index) => {
    if (caseOf(json, index) === undefined) {
      issues.push({
        path: ['cases', index, 'condition'],
        message:
          `is ${JSON.stringify(condition)}; allowed: absent, or a percentile from 50 ` +
          `to below 100 compared with the query '${queryName(json)}', such as ${CONDITION_FORMS}`,
      });
    }
  });
  return issues;
}
