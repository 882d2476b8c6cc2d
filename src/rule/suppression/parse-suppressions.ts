import { TrailspikeError } from '../../model/errors.js';
import { checkShape } from '../check-shape.js';
import { findJsonError } from '../json-error.js';
import { lineOf } from '../json-location.js';
import { type ValidationIssue, pathText } from '../validation-issue.js';
import { readConfigurationFile } from '../read-rule-file.js';
import { fieldIssues, queryIssues } from '../supported.js';
import { ruleFieldIssue, signalFieldIssue } from './signal-attributes.js';
import type { Suppression } from './suppression.js';
import { type SuppressionJson, suppressionSchema } from './suppression-schema.js';

const HINT =
  'The file must be the JSON of one Datadog suppression or a list of them; correct the fields that the message names.';
/** The smallest valid suppression. */
const SAMPLE = { name: 'suppression', enabled: true, rule_query: '', suppression_query: '*' };

/**
 * Reads suppressions from a file in the JSON format of Datadog.
 * @throws TrailspikeError E_RULE as `parseSuppressions`, or if the file cannot be read
 */
export async function readSuppressionsFile(path: string): Promise<Suppression[]> {
  return parseSuppressions(await readConfigurationFile(path, 'suppressions'), path);
}

/**
 * Reads suppressions from the text of a file. It contains one suppression or a list of them; each is the plain
 * attributes, or the attributes as the Datadog API wraps them: `{"data": {"type": "suppressions", "attributes":
 * {…}}}`.
 * @param file name of the file in messages
 * @throws TrailspikeError E_RULE with all issues; for each: file, line, path in the JSON, the value, and what is
 *   allowed
 */
export function parseSuppressions(text: string, file: string): Suppression[] {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const error = findJsonError(json);
  if (error) {
    throw failure([`${file}:${error.line}:${error.column}: not JSON: expected ${error.expected}`]);
  }
  const issues: ValidationIssue[] = [];
  const suppressions: Suppression[] = [];
  const names = new Set<string>();
  for (const { value, path } of unwrap(JSON.parse(json), [])) {
    const checked = checkShape(suppressionSchema, value, SAMPLE, (one) => contentIssues(one, names));
    issues.push(...checked.issues.map((one) => ({ ...one, path: [...path, ...one.path] })));
    if (checked.value === undefined) continue;
    names.add(checked.value.name);
    suppressions.push(toSuppression(checked.value));
  }
  if (issues.length === 0) return suppressions;
  throw failure(
    issues.map(
      ({ path, message }) =>
        `${file}:${lineOf(json, path)}: ${pathText(path, 'the suppression')}: ${message}`,
    ),
  );
}

function failure(issues: readonly string[]): TrailspikeError {
  return new TrailspikeError('E_RULE', issues.join('; '), { hint: HINT });
}

/** The attributes of each suppression, without the wrapper of the API, and their path in the file. */
function* unwrap(
  value: unknown,
  path: ValidationIssue['path'],
): Generator<{ value: unknown; path: ValidationIssue['path'] }> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* unwrap(each, [...path, index]);
    return;
  }
  if (typeof value === 'object' && value !== null && !('name' in value)) {
    for (const key of ['data', 'attributes'] as const) {
      if (!Object.hasOwn(value, key)) continue;
      yield* unwrap((value as Record<string, unknown>)[key], [...path, key]);
      return;
    }
  }
  yield { value, path };
}

/** Issues that the schema cannot express. `names`: names of the suppressions before this one. */
function contentIssues(json: SuppressionJson, names: ReadonlySet<string>): ValidationIssue[] {
  const { name, suppression_query: onSignals, data_exclusion_query: onEvents } = json;
  const { start_date: from, expiration_date: to } = json;
  const issues: ValidationIssue[] = [];
  if (names.has(name)) {
    issues.push({
      path: ['name'],
      message: `is ${JSON.stringify(name)}, as in an earlier suppression; allowed: a unique name`,
    });
  }
  if (!onSignals && !onEvents) {
    const message = 'has neither suppression_query nor data_exclusion_query; allowed: one of them or both';
    issues.push({ path: [], message });
  }
  issues.push(...fieldIssues(json.rule_query, ['rule_query'], ruleFieldIssue));
  issues.push(...fieldIssues(onSignals ?? '', ['suppression_query'], signalFieldIssue));
  issues.push(...queryIssues(onEvents ?? '', ['data_exclusion_query']));
  if (typeof from === 'number' && typeof to === 'number' && to <= from) {
    issues.push({
      path: ['expiration_date'],
      message: `is ${to}; allowed: later than start_date, ${from}`,
    });
  }
  return issues;
}

function toSuppression(json: SuppressionJson): Suppression {
  return {
    name: json.name,
    enabled: json.enabled,
    ruleQuery: json.rule_query,
    ...(json.suppression_query ? { suppressionQuery: json.suppression_query } : {}),
    ...(json.data_exclusion_query ? { dataExclusionQuery: json.data_exclusion_query } : {}),
    ...(typeof json.start_date === 'number' ? { from: json.start_date } : {}),
    ...(typeof json.expiration_date === 'number' ? { to: json.expiration_date } : {}),
  };
}
