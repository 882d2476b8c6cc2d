import { fieldOf } from '../base/json-values.js';
import { TrailspikeError } from '../model/errors.js';
import { type Checked, checkShape } from './check-shape.js';
import { readExport } from './export/read-export.js';
import { rulesIn } from './export/rules-in.js';
import { type ValidationIssue, pathText } from './validation-issue.js';
import { thresholdCaseIssues } from './threshold-case.js';
import type { Rule } from './rule.js';
import { methodOf } from './method/registry.js';
import { ruleOf } from './rule-of.js';
import { ruleSchema, type RuleJson } from './rule-schema.js';
import { unsupportedIssues } from './supported.js';

/** Seconds. A history of two weeks contains too few longer windows to compare with. */
const MAX_WINDOW = 172_800;
const HINT =
  'The file must be a Datadog rule with the detection method "anomaly_detection", as its API or Terraform gives it; ' +
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
  if (rule === undefined) throw failure(issues.join('; '));
  return rule;
}

/**
 * Reads all rules from the text of a file: one rule, a list of them, or an export (see `rulesIn`).
 * @throws TrailspikeError E_RULE as `parseRule`, with the issues of all rules
 */
export function parseRules(text: string, file: string): Rule[] {
  const { rules, issues } = checkRules(text, file);
  if (rules === undefined) throw failure(issues.join('; '));
  return rules;
}

/** The rule in the text of a file, or all issues, one text each: `FILE:LINE: PATH: what is wrong; allowed: …`. */
export function checkRule(text: string, file: string): { rule?: Rule; issues: readonly string[] } {
  const { rules, issues } = checkRules(text, file);
  if (rules === undefined) return { issues };
  const [rule] = rules;
  if (rules.length !== 1) return { issues: [`${file}:1: has ${rules.length} rules; allowed: one`] };
  return { rule: rule!, issues };
}

/** All rules in the text of a file, or all issues as `checkRule` gives them. */
export function checkRules(text: string, file: string): { rules?: Rule[]; issues: readonly string[] } {
  const document = readExport(text);
  if ('message' in document) {
    const { line, column, message } = document;
    return { issues: [`${file}:${line}:${column === undefined ? '' : `${column}:`} ${message}`] };
  }
  const { rules, issues } = rulesAndIssues(document.json);
  if (issues.length === 0) return { rules, issues: [] };
  return {
    issues: issues.map(
      ({ path, message }) => `${file}:${document.lineOf(path)}: ${pathText(path, 'the rule')}: ${message}`,
    ),
  };
}

/**
 * The rule in the text of a file, as the JSON of Datadog's API, whatever it was exported by.
 * @throws TrailspikeError E_RULE as `parseRule`
 */
export function ruleJson(text: string, file: string): unknown {
  parseRule(text, file);
  const document = readExport(text);
  const found = 'json' in document ? rulesIn(document.json) : [];
  return 'message' in found ? undefined : found[0]?.json;
}

/** Same as `parseRule` for JSON that is already parsed: the messages contain no line. */
export function resolveRule(json: unknown, file: string): Rule {
  const { rules, issues } = rulesAndIssues(json);
  const [rule] = rules;
  if (issues.length === 0 && rule !== undefined && rules.length === 1) return rule;
  const all = issues.map(({ path, message }) => `${pathText(path, 'the rule')}: ${message}`);
  throw failure(`${file}: ${all.join('; ') || `has ${rules.length} rules; allowed: one`}`);
}

function failure(message: string): TrailspikeError {
  return new TrailspikeError('E_RULE', message, { hint: HINT });
}

function rulesAndIssues(json: unknown): { rules: Rule[]; issues: readonly ValidationIssue[] } {
  const found = rulesIn(json);
  if ('message' in found) return { rules: [], issues: [found] };
  const rules: Rule[] = [];
  const issues: ValidationIssue[] = [];
  for (const one of found) {
    const checked = checkRuleJson(one.json);
    if (checked.value !== undefined) rules.push(ruleOf(checked.value));
    issues.push(...checked.issues.map(({ path, message }) => ({ path: one.pathOf(path), message })));
  }
  return { rules, issues };
}

function checkRuleJson(json: unknown): Checked<RuleJson> {
  const checked = checkShape(ruleSchema, json, SAMPLE, (rule) => [
    ...unsupportedIssues(rule),
    ...consistencyIssues(rule),
    ...methodOf(rule).issues(rule),
    ...thresholdCaseIssues(rule, methodOf(rule).durations(rule).bucketDuration),
  ]);
  // What else is wrong with a rule of another method need not be: its cases and queries have another meaning.
  const method = checked.issues.find(({ path }) => path.join('.') === 'options.detectionMethod');
  const given: unknown = fieldOf(fieldOf(json, 'options'), 'detectionMethod');
  return method !== undefined && typeof given === 'string' ? { issues: [method] } : checked;
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
