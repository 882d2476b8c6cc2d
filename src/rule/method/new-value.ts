import { DAY } from '../../model/time.js';
import { eventFieldIssue } from '../query/field-issue.js';
import { queryName } from '../query-name.js';
import type { RuleJson } from '../rule-schema.js';
import { fieldOf, isObject } from '../../base/json-values.js';
import type { ValidationIssue } from '../validation-issue.js';
import type { DetectionMethod } from './detection-method.js';
import { withoutTrailspike } from './without-trailspike.js';

/** Seconds. */
const BUCKET = 300;

/** What each option may be, the default first: as in the Datadog API, durations in days. */
const ALLOWED = {
  learningDuration: [0, 1, 7],
  learningMethod: ['duration', 'threshold'],
  learningThreshold: [0, 1],
  forgetAfter: [28, 1, 2, 7, 14, 21],
} as const;

/**
 * Signals where a group has a value that it did not have before. Values are learned for a duration from the first
 * event of the group, or until some were learned, and forgotten where they do not come again.
 */
export const NEW_VALUE: DetectionMethod = {
  name: 'new_value',
  aggregations: ['new_value'],
  durations({ options }) {
    const keepAlive = Math.max(options.keepAlive ?? 3600, BUCKET);
    const maxSignalDuration = Math.max(options.maxSignalDuration ?? 86_400, keepAlive);
    return { bucketDuration: BUCKET, evaluationWindow: BUCKET, keepAlive, maxSignalDuration };
  },
  distinctFields: valueFields,
  caseOf(json, index) {
    const { status, condition = '' } = json.cases[index]!;
    const allowed = ['', `${queryName(json)}>0`];
    return allowed.includes(condition.replace(/\s/g, '')) ? { status, percentile: 0 } : undefined;
  },
  conditions: (json) => `absent, or '${queryName(json)} > 0'`,
  issues: (json) => [...withoutTrailspike(json), ...fieldIssues(json), ...optionIssues(json)],
  parts(json) {
    const [learningDuration, learningMethod, learningThreshold, forgetAfter] = [
      optionIn(json, 'learningDuration'),
      optionIn(json, 'learningMethod'),
      optionIn(json, 'learningThreshold'),
      optionIn(json, 'forgetAfter'),
    ];
    return {
      analyses: [],
      thresholds: [],
      newValue: {
        learningDuration: learningMethod === 'duration' ? learningDuration * DAY : 0,
        // Even with nothing to learn, the first value of a group is what the next one is compared with.
        learningValues: learningMethod === 'threshold' ? Math.max(1, learningThreshold) : 1,
        forgetAfter: forgetAfter * DAY,
      },
    };
  },
};

function optionsOf({ options }: RuleJson): unknown {
  return options['newValueOptions'] ?? {};
}

/** An option, or its default where it is missing or none of the allowed values. */
function optionIn<Name extends keyof typeof ALLOWED>(
  json: RuleJson,
  name: Name,
): (typeof ALLOWED)[Name][number] {
  const allowed: readonly (typeof ALLOWED)[Name][number][] = ALLOWED[name];
  const value = fieldOf(optionsOf(json), name);
  return allowed.find((one) => one === value) ?? allowed[0]!;
}

function optionIssues(json: RuleJson): ValidationIssue[] {
  const options = optionsOf(json);
  const path = ['options', 'newValueOptions'];
  if (!isObject(options)) return [{ path, message: `is ${JSON.stringify(options)}; allowed: an object` }];
  return Object.entries(ALLOWED).flatMap(([name, allowed]) => {
    const value = options[name];
    if (value === undefined || allowed.some((one) => one === value)) return [];
    const sorted = [...allowed].sort((a, b) => Number(a) - Number(b)).join(', ');
    return [{ path: [...path, name], message: `is ${JSON.stringify(value)}; allowed: ${sorted}` }];
  });
}

/** Datadog names them `metrics`, and `metric` in older rules. */
function valueFields({ queries }: RuleJson): readonly string[] {
  const { metrics, metric, distinctFields = [] } = queries[0]!;
  const isFilled = (field: unknown): field is string => typeof field === 'string' && field !== '';
  const named = (Array.isArray(metrics) ? metrics : []).filter(isFilled);
  if (named.length > 0) return named;
  return isFilled(metric) ? [metric] : distinctFields;
}

function fieldIssues(json: RuleJson): ValidationIssue[] {
  const fields = valueFields(json);
  if (fields.length === 0) {
    const message = 'missing; allowed: the fields whose new values signal, such as ["@awsRegion"]';
    return [{ path: ['queries', 0, 'metrics'], message }];
  }
  return fields.flatMap((field, index) => {
    const message = eventFieldIssue(field);
    return message === undefined ? [] : [{ path: ['queries', 0, 'metrics', index], message }];
  });
}
