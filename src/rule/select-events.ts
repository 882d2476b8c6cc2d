import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import { identityOf } from '../decode/cloudtrail/identity-key.js';
import type { Items, Selection } from '../decode/cloudtrail/selection.js';
import { needleFinder } from '../decode/needles.js';
import { deniedItem, namedItems } from '../families/event-family.js';
import { FAMILIES, familyCalls } from '../families/registry.js';
import type { Identity } from '../model/identity.js';
import { CallMatcher } from './call-matcher.js';
import type { EventSelection, Exclusion } from './event-selection.js';
import { type Attributes, valueText } from './query/attributes.js';
import { eventAttributes, recordPaths } from './query/event-attributes.js';
import { fieldsOf } from './query/fields-of.js';
import { matches } from './query/matches.js';
import { parseQuery } from './query/parse-query.js';
import { ANY_FIELD, type Query } from './query/query.js';
import { needlesOf } from './query/needles-of.js';
import { IDENTITY_ATTRIBUTE } from './supported.js';

/** Fields that only failed calls have. */
const ERROR_FIELDS = ['@error.kind', '@error.message', '@errorCode', '@errorMessage'];
/** Fields that tell management events from others. */
const CATEGORY_FIELDS = ['@eventCategory', '@managementEvent'];
/** The key of the one identity of a rule that groups by nothing. */
const EVERYONE = '*';
const NO_VALUE = 'N/A';
/** Combinations of values that one event can add where several distinct fields hold lists. */
const MOST_COMBINATIONS = 1000;

/**
 * How the decoder selects a rule's events. Where an event is a call of an event family, the family says what its
 * items are, and that only management events count, unless the query names the category itself: a VPC endpoint's
 * network activity event tells the same call a second time.
 */
export function selectionOf(
  events: EventSelection,
  exclusions: readonly Exclusion[],
  families = FAMILIES,
): Selection {
  const query = parseQuery(events.query);
  const calls = new CallMatcher(query, familyCalls(families));
  const excluded = exclusions.map(({ name, from = 0, to = Infinity, query: text }) => {
    const exclusion = parseQuery(text);
    return {
      name,
      exclusion,
      holds: (attributes: Attributes, time: number) =>
        from <= time && time < to && matches(exclusion, attributes),
    };
  });
  const uses = [...fieldsOf(query)];
  const namesCategory = uses.some(({ field }) => CATEGORY_FIELDS.includes(field));
  return {
    findMatches: finderOf(query, calls),
    fields: fieldsRead(events, calls, [query, ...excluded.map(({ exclusion }) => exclusion)]),
    kindOf: (event) => calls.kindOf(event),
    refused: (event) =>
      namesCategory || isManagement(event) || calls.callOf(event) === undefined ? undefined : 'notManagement',
    excludedBy(event, time) {
      if (excluded.length === 0) return undefined;
      const attributes = eventAttributes(event);
      return excluded.find(({ holds }) => holds(attributes, time * 1000))?.name;
    },
    identityOf: identityReader(events),
    itemsOf: itemsReader(events, calls),
    failuresCount: uses.some(({ field, negated }) => !negated && ERROR_FIELDS.includes(field)),
  };
}

/** Old records, and those of other producers, do not say what category they are of. */
function isManagement({ eventCategory, managementEvent }: ApiEvent): boolean {
  return (eventCategory === '' || eventCategory === 'Management') && managementEvent;
}

/** A batch call does not match the query itself, so its name is a needle of its own unless another one finds it. */
function finderOf(query: Query, calls: CallMatcher): Selection['findMatches'] {
  const search = needlesOf(query);
  if (search.kind === 'all') return null;
  const missed = calls.batchNames.filter((name) => !search.needles.some((needle) => name.includes(needle)));
  return needleFinder([...search.needles, ...missed]);
}

/** Every path that the selection may ask an event for; null where free text is searched in the whole record. */
function fieldsRead(
  { groupByFields, distinctFields }: EventSelection,
  calls: CallMatcher,
  queries: readonly Query[],
): readonly string[] | null {
  const asked = queries.flatMap((query) => [...fieldsOf(query)].map(({ field }) => field));
  if (asked.includes(ANY_FIELD)) return null;
  const others = groupByFields.filter((field) => field !== IDENTITY_ATTRIBUTE);
  const paths = [...asked, ...others, ...distinctFields].flatMap(recordPaths);
  return [...new Set([...paths, ...calls.paths])].sort();
}

/** Whether identities are the callers themselves. */
function isOfCallers({ groupByFields: [first, ...more] }: EventSelection): boolean {
  return first === IDENTITY_ATTRIBUTE && more.length === 0;
}

function identityReader(events: EventSelection): Selection['identityOf'] {
  const { groupByFields, hasOptionalGroupByFields } = events;
  if (groupByFields.length === 0)
    return () => ({ key: EVERYONE, arn: '', type: '', accountId: '', issuerArn: '' });
  if (isOfCallers(events)) return ({ principal }, mode) => identityOf(principal, mode);
  return (event, mode) => {
    const attributes = eventAttributes(event);
    let caller: Identity | undefined;
    const values: string[] = [];
    for (const field of groupByFields) {
      if (field === IDENTITY_ATTRIBUTE) {
        caller = identityOf(event.principal, mode);
        values.push(caller.key);
        continue;
      }
      const texts = textsAt(attributes, field);
      if (texts.length > 0) values.push(texts.sort().join('|'));
      else if (hasOptionalGroupByFields) values.push(NO_VALUE);
      else return undefined;
    }
    const key = joined(values) || NO_VALUE;
    return caller ? { ...caller, key } : { key, arn: '', type: '', accountId: '', issuerArn: '' };
  };
}

const NO_ITEMS: Items = { keys: [], atMost: 0, matchesAll: false };

/**
 * What is distinct about an event: the items of its family, or, where the rule names other `distinctFields`, their
 * values. A list is as many items as it has different values.
 */
function itemsReader({ distinctFields }: EventSelection, calls: CallMatcher): Selection['itemsOf'] {
  const [only, ...more] = distinctFields;
  return (event, kind, accountId) => {
    const found = calls.callOf(event);
    const isItem =
      more.length === 0 && (only === undefined || found?.call.items.some((path) => only === `@${path}`));
    if (found === undefined || (kind === 'get' && !isItem)) {
      return distinctFields.length === 0
        ? NO_ITEMS
        : { ...NO_ITEMS, keys: combinations(event, distinctFields) };
    }
    const { family, call } = found;
    let ids = namedItems(call, event);
    if (ids.length === 0) {
      const denied = deniedItem(event.errorMessage);
      if (denied !== undefined) ids = [denied];
    }
    const keys = ids.map((id) => family.itemKey(id, event.awsRegion, accountId));
    return {
      keys: keys.length < 2 ? keys : [...new Set(keys)],
      atMost: keys.length > 0 ? 0 : (call.atMost?.(event) ?? 0),
      matchesAll: call.matchesAll?.(event) ?? false,
    };
  };
}

/** Every combination of the values of some fields, as one text each; none where no field has a value. */
function combinations(event: ApiEvent, fields: readonly string[]): string[] {
  const attributes = eventAttributes(event);
  const values = fields.map((field) => textsAt(attributes, field));
  if (values.every((texts) => texts.length === 0)) return [];
  let rows: string[][] = [[]];
  for (const texts of values) {
    const parts = texts.length === 0 ? [NO_VALUE] : texts;
    // Beyond so many the values of a list are one value again, as they are in an identity.
    const each =
      rows.length * parts.length > MOST_COMBINATIONS && rows.length > 1 ? [parts.join('|')] : parts;
    rows = rows.flatMap((row) => each.map((part) => [...row, part]));
  }
  return rows.map(joined);
}

/** The different texts under a field, in their order. */
function textsAt(attributes: Attributes, field: string): string[] {
  const texts = attributes
    .valuesOf(field)
    .map(valueText)
    .filter((text) => text !== undefined);
  return texts.length < 2 ? texts : [...new Set(texts)];
}

/** Several values as one text, unlike that of any others. */
function joined(values: readonly string[]): string {
  if (values.length === 1) return values[0]!;
  return values.map((value) => value.replace(/[\\,]/g, '\\$&')).join(', ');
}
