import { needleFinder } from '../decode/reference/needles.js';
import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import { isObject } from '../decode/cloudtrail/json-field.js';
import { GET, SECRETS_MANAGER } from '../decode/cloudtrail/secrets-manager.js';
import { RETRIEVALS, type Selection } from '../decode/cloudtrail/selection.js';
import type { Identity } from '../model/identity.js';
import type { EventSelection, Exclusion } from './event-selection.js';
import { type Attributes, valueText } from './query/attributes.js';
import { eventAttributes } from './query/event-attributes.js';
import { fieldsOf } from './query/fields-of.js';
import { matches } from './query/matches.js';
import { parseQuery } from './query/parse-query.js';
import type { Query } from './query/query.js';
import { needlesOf } from './query/search-words.js';
import { IDENTITY_ATTRIBUTE, RETRIEVALS_QUERY, SECRET_ATTRIBUTE } from './supported.js';

/** Fields that only failed calls have. */
const ERROR_FIELDS = ['@error.kind', '@error.message', '@errorCode', '@errorMessage'];
/** The key of the one identity of a rule that groups by nothing. */
const EVERYONE = '*';
const NO_VALUE = 'N/A';

/** How the decoder selects a rule's events. */
export function selectionOf(events: EventSelection, exclusions: readonly Exclusion[]): Selection {
  const query = parseQuery(events.query);
  const search = needlesOf(query);
  const excluded = exclusions.map(({ name, from = 0, to = Infinity, query: text }) => {
    const exclusion = parseQuery(text);
    return {
      name,
      holds: (attributes: Attributes, time: number) =>
        from <= time && time < to && matches(exclusion, attributes),
    };
  });
  const plain = events.query === RETRIEVALS_QUERY;
  return {
    findMatches: search.kind === 'all' ? null : needleFinder(search.needles),
    readsRecords: !plain || excluded.length > 0 || !isOfCallers(events) || !isOfSecrets(events),
    kindOf: plain ? RETRIEVALS.kindOf : (call) => kindOf(call, query),
    // Other queries say themselves which events they want.
    refused: plain ? RETRIEVALS.refused : () => undefined,
    excludedBy(call, time) {
      if (excluded.length === 0) return undefined;
      const attributes = eventAttributes(call.record);
      return excluded.find(({ holds }) => holds(attributes, time * 1000))?.name;
    },
    identityOf: identityReader(events),
    distinctOf: distinctReader(events),
    failuresCount: [...fieldsOf(query)].some(
      ({ field, negated }) => !negated && ERROR_FIELDS.includes(field),
    ),
  };
}

/**
 * A batch call is context of the retrievals that it makes: it is one when the query would match it as
 * GetSecretValue, and not by any other name.
 */
function kindOf(call: ApiEvent, query: Query): 'get' | 'batch' | undefined {
  const { record } = call;
  if (!isObject(record)) return undefined;
  if (matches(query, eventAttributes(record))) return 'get';
  if (RETRIEVALS.kindOf(call) !== 'batch') return undefined;
  const named = (eventName: string): boolean => matches(query, eventAttributes({ ...record, eventName }));
  return named(GET) && !named('') ? 'batch' : undefined;
}

/** Whether identities are the callers themselves. */
function isOfCallers({ groupByFields: [first, ...more] }: EventSelection): boolean {
  return first === IDENTITY_ATTRIBUTE && more.length === 0;
}

/** Whether what is distinct is the secret that a call asks for. */
function isOfSecrets({ distinctFields: [first, ...more] }: EventSelection): boolean {
  return more.length === 0 && (first === undefined || first === SECRET_ATTRIBUTE);
}

function identityReader(events: EventSelection): Selection['identityOf'] {
  const { groupByFields, hasOptionalGroupByFields } = events;
  if (groupByFields.length === 0)
    return () => ({ key: EVERYONE, arn: '', type: '', accountId: '', issuerArn: '' });
  if (isOfCallers(events)) return RETRIEVALS.identityOf;
  return (call, mode) => {
    const attributes = eventAttributes(call.record);
    let caller: Identity | undefined;
    const values: string[] = [];
    for (const field of groupByFields) {
      if (field === IDENTITY_ATTRIBUTE) {
        caller = RETRIEVALS.identityOf(call, mode)!;
        values.push(caller.key);
        continue;
      }
      const text = textAt(attributes, field) ?? (hasOptionalGroupByFields ? NO_VALUE : undefined);
      if (text === undefined) return undefined;
      values.push(text);
    }
    const key = joined(values) || NO_VALUE;
    return caller ? { ...caller, key } : { key, arn: '', type: '', accountId: '', issuerArn: '' };
  };
}

function distinctReader(events: EventSelection): Selection['distinctOf'] {
  const { distinctFields } = events;
  const secrets = isOfSecrets(events);
  return (call) => {
    if (secrets && isRetrieval(call)) return undefined;
    const attributes = eventAttributes(call.record);
    const values = distinctFields.map((field) => textAt(attributes, field));
    return values.some((value) => value !== undefined)
      ? [joined(values.map((value) => value ?? NO_VALUE))]
      : [];
  };
}

function isRetrieval({ eventSource, eventName }: ApiEvent): boolean {
  return eventSource === SECRETS_MANAGER && eventName === GET;
}

/** All values of a list together are one, whatever their order. */
function textAt(attributes: Attributes, field: string): string | undefined {
  const texts = attributes
    .valuesOf(field)
    .map(valueText)
    .filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : [...new Set(texts)].sort().join('|');
}

/** Several values as one text, unlike that of any others. */
function joined(values: readonly string[]): string {
  if (values.length === 1) return values[0]!;
  return values.map((value) => value.replace(/[\\,]/g, '\\$&')).join(', ');
}
