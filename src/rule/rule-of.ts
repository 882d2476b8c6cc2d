import { HOUR } from '../model/time.js';
import { parseCondition } from './condition.js';
import { thresholdCasesOf } from './threshold-case.js';
import { printQuery } from './query/print-query.js';
import type { Rule, RuleCase } from './rule.js';
import type { RuleJson } from './rule-schema.js';
import { IDENTITY_ATTRIBUTE } from './supported.js';
import { wholeQuery } from './whole-query.js';

/** Seconds. Datadog raises a shorter evaluation window of an anomaly detection rule to this value. */
const MIN_EVALUATION_WINDOW = 1800;

/**
 * The rule of a rule file whose shape is valid, with all defaults filled in. `parseRule` reports the issues of its
 * content.
 */
export function ruleOf(json: RuleJson): Rule {
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
      failedCalls: json.trailspike?.failedCalls ?? 'counted',
      exceptInvokedBy: [...new Set(json.trailspike?.exceptInvokedBy ?? [])].sort(),
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
    graded: json.trailspike !== undefined,
    percentile: Math.min(...cases.map((each) => each.percentile)),
    minimumExcess: json.trailspike?.minimumExcess ?? 10,
    analyses: [...new Set(json.trailspike?.analyses ?? (['volume'] as const))],
    thresholdCases: thresholdCasesOf(json),
    classification: {
      tactic: idFromTag(json.tags, /^tactic:(TA\d{4})(?!\d)/) ?? '',
      technique: idFromTag(json.tags, /^technique:(T\d{4}(?:\.\d{3})?)(?!\d)/) ?? '',
    },
  };
}

/** The durations of a rule in seconds. Defaults are filled in, and a short evaluation window is raised. */
export function durations(
  json: RuleJson,
): Pick<Rule, 'bucketDuration' | 'evaluationWindow' | 'keepAlive' | 'maxSignalDuration'> {
  const { options } = json;
  const bucketDuration = options.anomalyDetectionOptions?.bucketDuration ?? 300;
  const evaluationWindow = Math.max(
    options.evaluationWindow ?? MIN_EVALUATION_WINDOW,
    MIN_EVALUATION_WINDOW,
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

/** A case of the rule; `undefined` if its condition is not a percentile of the query from 50 to below 100. */
export function caseOf(json: RuleJson, index: number): RuleCase | undefined {
  const { status, condition } = json.cases[index]!;
  if (condition === undefined || condition.trim() === '') return { status, percentile: 0.995 };
  const parsed = parseCondition(condition);
  if (parsed?.query !== queryName(json)) return undefined;
  const { percentile } = parsed;
  return percentile >= 0.5 && percentile < 1 ? { status, percentile } : undefined;
}

/** The name of the query in conditions. Datadog names queries without a name `a`, `b`, … */
export function queryName(json: RuleJson): string {
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
