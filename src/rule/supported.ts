import { eventFieldIssue } from './query/field-issue.js';
import { fieldsOf } from './query/fields-of.js';
import { otherLogs } from './query/other-logs.js';
import { parseQuery } from './query/parse-query.js';
import { ANY_FIELD, type Query } from './query/query.js';
import { QueryError } from './query/query-reader.js';
import type { ValidationIssue } from './validation-issue.js';
import { methodOf } from './method/registry.js';
import type { RuleJson } from './rule-schema.js';

/** The default field that calls are grouped by: the caller. */
export const IDENTITY_ATTRIBUTE = '@userIdentity.arn';
/** The field with the secret of a retrieval from Secrets Manager. */
export const SECRET_ATTRIBUTE = '@requestParameters.secretId';

/**
 * The parts of a rule of valid shape that Trailspike does not support. Every part that affects the meaning of the
 * rule is reported, never ignored.
 */
export function unsupportedIssues(json: RuleJson): ValidationIssue[] {
  const query = json.queries[0]!;
  const issues: ValidationIssue[] = [];
  const inQuery = (...path: (string | number)[]): (string | number)[] => ['queries', 0, ...path];
  const reject = (path: ValidationIssue['path'], value: unknown, allowed: string): void => {
    issues.push({ path, message: `not supported: ${JSON.stringify(value)}; allowed: ${allowed}` });
  };

  if (json.type !== undefined && json.type !== 'log_detection') {
    reject(['type'], json.type, 'absent, or log_detection');
  }
  issues.push(...ruleQueryIssues(query.query, inQuery('query')));
  issues.push(...ruleQueryIssues(query.customQueryExtension ?? '', inQuery('customQueryExtension')));
  for (const [index, filter] of (json.filters ?? []).entries()) {
    const issuesOf = filter.action === 'require' ? ruleQueryIssues : queryIssues;
    issues.push(...issuesOf(filter.query, ['filters', index, 'query']));
  }
  const { aggregation = 'count', distinctFields = [], groupByFields = [IDENTITY_ATTRIBUTE] } = query;
  const { aggregations } = methodOf(json);
  if (!aggregations.includes(aggregation)) {
    reject(
      inQuery('aggregation'),
      aggregation,
      aggregations.includes('count') ? 'absent, count, or cardinality' : aggregations.join(', '),
    );
  }
  if (aggregation === 'cardinality' && distinctFields.length === 0) {
    const message = 'missing; allowed: the fields whose distinct values cardinality counts, such as ';
    issues.push({ path: inQuery('distinctFields'), message: `${message}["${SECRET_ATTRIBUTE}"]` });
  }
  for (const [name, fields] of Object.entries({ distinctFields, groupByFields })) {
    for (const [index, field] of fields.entries()) {
      const message = eventFieldIssue(field);
      if (message !== undefined) issues.push({ path: inQuery(name, index), message });
    }
  }
  if (query.dataSource !== undefined && query.dataSource !== 'logs') {
    reject(inQuery('dataSource'), query.dataSource, 'absent, or logs');
  }
  const groups = json.groupSignalsBy ?? [];
  if (groups.length > 0 && !sameFields(groups, groupByFields)) {
    reject(['groupSignalsBy'], groups, `absent, [], or the query's groupByFields`);
  }
  for (const key of ['referenceTables', 'calculatedFields', 'thirdPartyCases'] as const) {
    const list = json[key] ?? [];
    if (list.length > 0) reject([key], list, 'absent, or []');
  }
  if ((json.schedulingOptions ?? null) !== null) {
    reject(['schedulingOptions'], json.schedulingOptions, 'absent, or null');
  }
  return issues;
}

/** The issues of a query for events: syntax errors, and fields that no CloudTrail event has. */
export function queryIssues(text: string, path: ValidationIssue['path']): ValidationIssue[] {
  return fieldIssues(text, path, eventFieldIssue);
}

/** The issues of a query: syntax errors, and what `issueOf` says about its fields, each once. */
export function fieldIssues(
  text: string,
  path: ValidationIssue['path'],
  issueOf: (field: string) => string | undefined,
): ValidationIssue[] {
  return issuesOf(text, path, (query) => {
    const fields = new Set([...fieldsOf(query)].map(({ field }) => field));
    fields.delete(ANY_FIELD);
    return [...fields].map(issueOf);
  });
}

/** Also the issues of a query that decides what a rule counts: it can ask for other logs than CloudTrail's. */
function ruleQueryIssues(text: string, path: ValidationIssue['path']): ValidationIssue[] {
  const issues = queryIssues(text, path);
  return issues.length > 0 ? issues : issuesOf(text, path, (query) => [otherLogs(query)]);
}

function issuesOf(
  text: string,
  path: ValidationIssue['path'],
  messagesOf: (query: Query) => readonly (string | undefined)[],
): ValidationIssue[] {
  try {
    const messages = messagesOf(parseQuery(text)).filter((message) => message !== undefined);
    return messages.map((message) => ({ path, message }));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return [{ path, message: error.message }];
  }
}

function sameFields(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((field) => right.includes(field));
}
