import type { RuleJson } from './rule-schema.js';

/** The one query that a rule may have so far: retrievals of secrets. */
export const RETRIEVALS_QUERY = 'source:cloudtrail @evt.name:GetSecretValue';
/** The one attribute that a rule may group by so far. */
export const IDENTITY_ATTRIBUTE = '@userIdentity.arn';

/**
 * What a rule of the right shape asks for that Trailspike cannot do, one message each. Nothing that would
 * change what a rule means is passed over in silence.
 */
export function unsupportedParts(json: RuleJson): string[] {
  const query = json.queries[0]!;
  const parts: string[] = [];
  const refuse = (path: string, value: unknown, allowed: string): void => {
    parts.push(`${path}: not supported yet: ${JSON.stringify(value)}; allowed: ${allowed}`);
  };
  const byIdentity = `absent, or ["${IDENTITY_ATTRIBUTE}"]`;
  const isIdentity = (fields: readonly string[]): boolean =>
    fields.length === 1 && fields[0] === IDENTITY_ATTRIBUTE;

  if (json.type !== undefined && json.type !== 'log_detection') {
    refuse('type', json.type, 'absent, or log_detection');
  }
  if (query.query.trim().split(/\s+/).join(' ') !== RETRIEVALS_QUERY) {
    refuse('queries[0].query', query.query, `"${RETRIEVALS_QUERY}"`);
  }
  if (query.aggregation !== undefined && query.aggregation !== 'count') {
    refuse('queries[0].aggregation', query.aggregation, 'absent, or count');
  }
  if (query.distinctFields !== undefined && query.distinctFields.length > 0) {
    refuse('queries[0].distinctFields', query.distinctFields, 'absent, or []');
  }
  if (query.groupByFields !== undefined && !isIdentity(query.groupByFields)) {
    refuse('queries[0].groupByFields', query.groupByFields, byIdentity);
  }
  if (query.hasOptionalGroupByFields === true) {
    refuse('queries[0].hasOptionalGroupByFields', true, 'absent, or false');
  }
  if (query.dataSource !== undefined && query.dataSource !== 'logs') {
    refuse('queries[0].dataSource', query.dataSource, 'absent, or logs');
  }
  if (query.customQueryExtension !== undefined && query.customQueryExtension.trim() !== '') {
    refuse('queries[0].customQueryExtension', query.customQueryExtension, 'absent, or empty');
  }
  const groups = json.groupSignalsBy;
  if (groups !== undefined && groups.length > 0 && !isIdentity(groups)) {
    refuse('groupSignalsBy', groups, byIdentity);
  }
  for (const key of ['filters', 'referenceTables', 'calculatedFields'] as const) {
    const list = json[key];
    if (list !== undefined && list.length > 0) refuse(key, list, 'absent, or []');
  }
  return parts;
}
