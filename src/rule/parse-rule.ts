import { TrailspikeError } from '../model/errors.js';
import { type Checked, checkShape } from './check-shape.js';
import { findJsonError } from './json-error.js';
import { lineOf } from './json-location.js';
import { type ValidationIssue, pathText } from './validation-issue.js';
import { thresholdCaseIssues } from './threshold-case.js';
import { unsupportedFormat } from './unsupported-format.js';
import type { Rule } from './rule.js';
import { methodOf } from './method/registry.js';
import { ruleOf } from './rule-of.js';
import { ruleSchema, type RuleJson } from './rule-schema.js';
import { unsupportedIssues } from './supported.js';

/** Seconds. A history of two weeks contains too few longer windows to compare with. */
const MAX_WINDOW = 172_800;
const HINT =
  'The file must be the JSON of a Datadog rule with options.detectionMethod "anomaly_detection"; ' +
  'correct the fields that the message names.';

/** The smallest valid rule. */
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
 * @param file name of the file in messages
 * @throws TrailspikeError E_RULE with all issues; for each: file, line, path in the JSON, the value, and what is
 *   allowed
 */
export function parseRule(text: string, file: string): Rule {
  const { rule, issues } = checkRule(text, file);
  if (rule === undefined) throw new TrailspikeError('E_RULE', issues.join('; '), { hint: HINT });
  return rule;
}

/** The rule in the text of a file, or all issues, one text each: `FILE:LINE: PATH: what is wrong; allowed: …`. */
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

/** Same as `parseRule` for JSON that is already parsed: the messages contain no line. */
export function resolveRule(json: unknown, file: string): Rule {
  const { value, issues } = checkRuleJson(json);
  if (value !== undefined) return ruleOf(value);
  const all = issues.map(({ path, message }) => `${pathText(path, 'the rule')}: ${message}`);
  throw new TrailspikeError('E_RULE', `${file}: ${all.join('; ')}`, { hint: HINT });
}

function checkRuleJson(json: unknown): Checked<RuleJson> {
  const format = unsupportedFormat(json);
  if (format) return { issues: [format] };
  return checkShape(ruleSchema, json, SAMPLE, (rule) => [
    ...unsupportedIssues(rule),
    ...consistencyIssues(rule),
    ...methodOf(rule).issues(rule),
    ...thresholdCaseIssues(rule, methodOf(rule).durations(rule).bucketDuration),
  ]);
}

/** Values that are valid alone, but do not fit together. */
function consistencyIssues(json: RuleJson): ValidationIssue[] {
  const method = methodOf(json);
  const { bucketDuration, evaluationWindow, keepAlive, maxSignalDuration } = method.durations(json);
  const issues: ValidationIssue[] = [];
  for (const [index, window] of (json.trailspike?.windows ?? []).entries()) {
    if (window >= evaluationWindow && window % bucketDuration === 0 && window <= MAX_WINDOW) continue;
    issues.push({
      path: ['trailspike', 'windows', index],
      message:
        `is ${window}; allowed: a multiple of bucketDuration, ${bucketDuration}, ` +
        `from evaluationWindow, ${evaluationWindow}, to ${MAX_WINDOW}`,
    });
  }
  const { analyses, failedCalls } = json.trailspike ?? {};
  const attempts = analyses?.indexOf('attempts') ?? -1;
  if (attempts >= 0 && failedCalls !== 'apart') {
    const message = 'is "attempts", which looks at failed calls; allowed: only where failedCalls is "apart"';
    issues.push({ path: ['trailspike', 'analyses', attempts], message });
  }
  if (keepAlive < evaluationWindow) {
    const requested = json.options.evaluationWindow ?? evaluationWindow;
    const raised = evaluationWindow === requested ? '' : ` (raised from ${requested})`;
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
    if (method.caseOf(json, index) === undefined) {
      issues.push({
        path: ['cases', index, 'condition'],
        message: `is ${JSON.stringify(condition)}; allowed: ${method.conditions(json)}`,
      });
    }
  });
  return issues;
}
