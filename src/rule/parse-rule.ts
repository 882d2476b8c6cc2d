import { TrailspikeError } from '../model/errors.js';
import { HOUR } from '../model/time.js';
import { CONDITION_FORMS, parseCondition } from './condition.js';
import { type Checked, checkShape } from './check-shape.js';
import { findJsonError } from './json-error.js';
import { lineOf } from './json-place.js';
import { type Mistake, pathText } from './mistake.js';
import { printQuery } from './query/print-query.js';
import { extraCaseMistakes, extraCasesOf } from './extra-case.js';
import { otherShape } from './other-shape.js';
import type { Rule, RuleCase } from './rule.js';
import { ruleSchema, type RuleJson } from './rule-schema.js';
import { IDENTITY_ATTRIBUTE, unsupportedParts } from './supported.js';
import { wholeQuery } from './whole-query.js';

/** Datadog's server raises shorter windows of anomaly detection rules to this, seconds. */
const SHORTEST_WINDOW = 1800;
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
  const { rule, mistakes } = checkRule(text, file);
  if (rule === undefined) throw new TrailspikeError('E_RULE', mistakes.join('; '), { hint: HINT });
  return rule;
}

/** The rule in the text of a file, or every mistake, one text each: `FILE:LINE: PLACE: what is wrong`. */
export function checkRule(text: string, file: string): { rule?: Rule; mistakes: readonly string[] } {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const error = findJsonError(json);
  if (error) {
    return { mistakes: [`${file}:${error.line}:${error.column}: not JSON: expected ${error.expected}`] };
  }
  const { value, mistakes } = checkRuleJson(JSON.parse(json));
  if (value !== undefined) return { rule: toRule(value), mistakes: [] };
  return {
    mistakes: mistakes.map(
      ({ path, message }) => `${file}:${lineOf(json, path)}: ${pathText(path, 'the rule')}: ${message}`,
    ),
  };
}

/** Reads a rule from parsed JSON; otherwise as `parseRule`, without lines. */
export function resolveRule(json: unknown, file: string): Rule {
  const { value, mistakes } = checkRuleJson(json);
  if (value !== undefined) return toRule(value);
  const all = mistakes.map(({ path, message }) => `${pathText(path, 'the rule')}: ${message}`);
  throw new TrailspikeError('E_RULE', `${file}: ${all.join('; ')}`, { hint: HINT });
}

function checkRuleJson(json: unknown): Checked<RuleJson> {
  const other = otherShape(json);
  if (other) return { mistakes: [other] };
  return checkShape(ruleSchema, json, SAMPLE, (rule) => [
    ...unsupportedParts(rule),
    ...contradictions(rule),
    ...extraCaseMistakes(rule, durations(rule).bucketDuration),
  ]);
}

function toRule(json: RuleJson): Rule {
  const query = json.queries[0]!;
  const anomaly = json.options.anomalyDetectionOptions ?? {};
  const cases = json.cases.map((_, index) => caseOf(json, index)).filter((found) => found !== undefined);
  return {
    id: json.id ?? slug(json.name),
    name: json.name,
    message: json.message,
    tags: json.tags ?? [],
    events: {
      query: printQuery(wholeQuery(json)),
      distinctFields: query.distinctFields ?? [],
      groupByFields: query.groupByFields ?? [IDENTITY_ATTRIBUTE],
      hasOptionalGroupByFields: query.hasOptionalGroupByFields ?? false,
    },
    aggregation: query.aggregation === 'cardinality' ? 'cardinality' : 'count',
    learningDuration: (anomaly.learningDuration ?? 24) * HOUR,
    detectionTolerance: anomaly.detectionTolerance ?? 5,
    ...(anomaly.learningPeriodBaseline === undefined
      ? {}
      : { learningPeriodBaseline: anomaly.learningPeriodBaseline }),
    instantaneousBaseline: anomaly.instantaneousBaseline ?? false,
    ...durations(json),
    windows: windowsOf(json),
    cases,
    percentile: Math.min(...cases.map((each) => each.percentile)),
    minimumExcess: json.trailspike?.minimumExcess ?? 10,
    analyses: json.trailspike?.analyses ?? ['volume'],
    extraCases: extraCasesOf(json),
    classification: {
      tactic: idFromTag(json.tags, /^tactic:(TA\d{4})(?!\d)/) ?? 'TA0006',
      technique: idFromTag(json.tags, /^technique:(T\d{4}(?:\.\d{3})?)(?!\d)/) ?? 'T1555',
    },
  };
}

function durations(
  json: RuleJson,
): Pick<Rule, 'bucketDuration' | 'evaluationWindow' | 'keepAlive' | 'maxSignalDuration'> {
  const { options } = json;
  const bucketDuration = options.anomalyDetectionOptions?.bucketDuration ?? 300;
  const evaluationWindow = Math.max(
    options.evaluationWindow ?? SHORTEST_WINDOW,
    SHORTEST_WINDOW,
    bucketDuration,
  );
  const keepAlive = options.keepAlive ?? Math.max(3600, evaluationWindow);
  const maxSignalDuration = options.maxSignalDuration ?? Math.max(86_400, keepAlive);
  return { bucketDuration, evaluationWindow, keepAlive, maxSignalDuration };
}

function windowsOf(json: RuleJson): number[] {
  const { evaluationWindow } = durations(json);
  return [...new Set([evaluationWindow, ...(json.trailspike?.windows ?? [])])].sort((a, b) => a - b);
}

function contradictions(json: RuleJson): Mistake[] {
  const { bucketDuration, evaluationWindow, keepAlive, maxSignalDuration } = durations(json);
  const mistakes: Mistake[] = [];
  for (const [index, window] of (json.trailspike?.windows ?? []).entries()) {
    if (window >= evaluationWindow && window % bucketDuration === 0 && window <= LONGEST_WINDOW) continue;
    mistakes.push({
      path: ['trailspike', 'windows', index],
      message:
        `is ${window}; allowed: a multiple of bucketDuration, ${bucketDuration}, ` +
        `from evaluationWindow, ${evaluationWindow}, to ${LONGEST_WINDOW}`,
    });
  }
  if (keepAlive < evaluationWindow) {
    const asked = json.options.evaluationWindow ?? evaluationWindow;
    const raised = evaluationWindow === asked ? '' : ` (raised from ${asked})`;
    mistakes.push({
      path: ['options', 'keepAlive'],
      message: `is ${keepAlive}; allowed: at least evaluationWindow, ${evaluationWindow}${raised}`,
    });
  }
  if (maxSignalDuration < keepAlive) {
    mistakes.push({
      path: ['options', 'maxSignalDuration'],
      message: `is ${maxSignalDuration}; allowed: at least keepAlive, ${keepAlive}`,
    });
  }
  json.cases.forEach(({ condition }, index) => {
    if (caseOf(json, index) === undefined) {
      mistakes.push({
        path: ['cases', index, 'condition'],
        message:
          `is ${JSON.stringify(condition)}; allowed: absent, or a percentile from 50 ` +
          `to below 100 compared with the query '${queryName(json)}', such as ${CONDITION_FORMS}`,
      });
    }
  });
  return mistakes;
}

/** `undefined` when its condition makes no sense. */
function caseOf(json: RuleJson, index: number): RuleCase | undefined {
  const { status, condition } = json.cases[index]!;
  if (condition === undefined || condition.trim() === '') return { status, percentile: 0.995 };
  const parsed = parseCondition(condition);
  if (parsed?.query !== queryName(json)) return undefined;
  const { percentile } = parsed;
  return percentile >= 0.5 && percentile < 1 ? { status, percentile } : undefined;
}

/** What conditions call the rule's one query. Datadog names unnamed queries `a`, `b`, … */
function queryName(json: RuleJson): string {
  return json.queries[0]?.name?.trim() || 'a';
}

function idFromTag(tags: readonly string[] | undefined, pattern: RegExp): string | undefined {
  return tags?.map((tag) => pattern.exec(tag)?.[1]).find((id) => id !== undefined);
}

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'rule'
  );
}
