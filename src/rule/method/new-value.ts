import { z } from 'zod';
import { DAY } from '../../model/time.js';
import { eventFieldIssue } from '../query/field-issue.js';
import { queryName } from '../query-name.js';
import type { RuleJson } from '../rule-schema.js';
import { oneOf, shape } from '../schema-parts.js';
import type { ValidationIssue } from '../validation-issue.js';
import type { DetectionMethod } from './detection-method.js';
import { withoutTrailspike } from './without-trailspike.js';

/** Seconds. */
const BUCKET = 300;

/** Days, and their defaults, as in the Datadog API. */
const optionsSchema = z.looseObject(
  {
    learningDuration: oneOf([0, 1, 7]).default(0),
    learningMethod: oneOf(['duration', 'threshold']).default('duration'),
    learningThreshold: oneOf([0, 1]).default(0),
    forgetAfter: oneOf([1, 2, 7, 14, 21, 28]).default(28),
  },
  shape,
);

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
    const { data } = parsedOptions(json);
    const { learningDuration, learningMethod, learningThreshold, forgetAfter } =
      data ?? optionsSchema.parse({});
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

function parsedOptions({ options }: RuleJson): ReturnType<typeof optionsSchema.safeParse> {
  return optionsSchema.safeParse(options['newValueOptions'] ?? {});
}

function optionIssues(json: RuleJson): ValidationIssue[] {
  const { error } = parsedOptions(json);
  return (error?.issues ?? []).map(({ path, message }) => ({
    path: ['options', 'newValueOptions', ...path.filter((key) => typeof key !== 'symbol')],
    message,
  }));
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
