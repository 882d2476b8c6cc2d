import { HOUR } from '../model/time.js';
import { methodOf } from './method/registry.js';
import { thresholdCasesOf } from './threshold-case.js';
import { printQuery } from './query/print-query.js';
import type { Rule } from './rule.js';
import type { RuleJson } from './rule-schema.js';
import { IDENTITY_ATTRIBUTE } from './supported.js';
import { wholeQuery } from './whole-query.js';

/**
 * The rule of a rule file whose shape is valid, with all defaults filled in. `parseRule` reports the issues of its
 * content.
 */
export function ruleOf(json: RuleJson): Rule {
  const rule = filledIn(json);
  READ_FROM.set(rule, json);
  return rule;
}

/** What rules were read from. A changed copy of a rule was read from nothing. */
const READ_FROM = new WeakMap<Rule, RuleJson>();

/** The JSON that `ruleOf` made a rule of; null for a rule that it did not make. */
export function jsonOf(rule: Rule): RuleJson | null {
  return READ_FROM.get(rule) ?? null;
}

function filledIn(json: RuleJson): Rule {
  const query = json.queries[0]!;
  const anomaly = json.options.anomalyDetectionOptions ?? {};
  const method = methodOf(json);
  const cases = json.cases
    .map((_, index) => method.caseOf(json, index))
    .filter((found) => found !== undefined);
  return {
    id: json.id ?? slug(json.name),
    name: json.name,
    message: json.message,
    tags: json.tags ?? [],
    method: method.name,
    events: {
      query: printQuery(wholeQuery(json)),
      distinctFields: [...method.distinctFields(json)],
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
    ...method.durations(json),
    windows: windowsOf(json),
    cases,
    graded: json.trailspike !== undefined && method.name === 'anomaly_detection',
    ...(json.trailspike?.severity === undefined ? {} : { severity: json.trailspike.severity }),
    percentile: Math.min(...cases.map((each) => each.percentile)),
    minimumExcess: json.trailspike?.minimumExcess ?? 10,
    ...method.parts(json, cases),
    thresholdCases: thresholdCasesOf(json),
    classification: {
      tactic: idFromTag(json.tags, /^tactic:(TA\d{4})(?!\d)/) ?? '',
      technique: idFromTag(json.tags, /^technique:(T\d{4}(?:\.\d{3})?)(?!\d)/) ?? '',
    },
  };
}

function windowsOf(json: RuleJson): number[] {
  const { evaluationWindow } = methodOf(json).durations(json);
  return [...new Set([evaluationWindow, ...(json.trailspike?.windows ?? [])])].sort((a, b) => a - b);
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
