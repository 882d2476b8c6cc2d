import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import { identityOf } from '../decode/cloudtrail/identity-key.js';
import type { Items, Selection } from '../decode/cloudtrail/selection.js';
import { neededOf, needleFinder } from '../decode/needles.js';
import {
  deniedItem,
  type FamilyCall,
  inRegion,
  moreRegionsOf,
  namedItems,
} from '../families/event-family.js';
import { FAMILIES, familyCalls } from '../families/registry.js';
import type { Identity, IdentityMode } from '../model/identity.js';
import { CallMatcher } from './call-matcher.js';
import type { EventSelection, Exclusion } from './event-selection.js';
import { type Attributes, valueText } from './query/attributes.js';
import { OUTCOME_FIELDS } from './query/derived-fields.js';
import { eventAttributes, recordPaths } from './query/event-attributes.js';
import { fieldsOf } from './query/fields-of.js';
import { matches } from './query/matches.js';
import { parseQuery } from './query/parse-query.js';
import { ANY_FIELD, type Query } from './query/query.js';
import { needlesOf } from './query/needles-of.js';
import { IDENTITY_ATTRIBUTE } from './supported.js';

/** Fields that only the records of failed calls have, and those of which a value means that the call failed. */
const ERROR_FIELDS = ['@error.kind', '@error.message', '@errorCode', '@errorMessage', ...OUTCOME_FIELDS];
/** Fields that distinguish management events from other events. */
const CATEGORY_FIELDS = ['@eventCategory', '@managementEvent'];
/** The key of the single identity of a rule without `groupByFields`. */
const SINGLE_IDENTITY_KEY = '*';
const NO_VALUE = 'N/A';
/** Limit of the combinations of values that one event can add if several distinct fields are lists. */
const MAX_COMBINATIONS = 1000;

/**
 * The selection that the decoder uses for the events of a rule.
 *
 * For the calls of an event family, the family defines the items, and only management events count: the network
 * activity event of a VPC endpoint is a second record of the same call. If the query itself contains a field of the
 * event category, all events that match the query count.
 * @param events the events of the rule (`Rule.events`); its query must be valid
 * @param exclusions checked in this order; the first one that matches an event excludes it
 * @param families the event families to use. @default all (`FAMILIES`)
 * @throws QueryError if a query has a syntax error. The queries of a checked rule have none.
 * @example const selection = selectionOf(BUILT_IN_RULE.events, []);
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
      applies: (attributes: Attributes, time: number) =>
        from <= time && time < to && matches(exclusion, attributes),
    };
  });
  const exceptInvokedBy = new Set(events.exceptInvokedBy);
  const uses = [...fieldsOf(query)];
  const namesCategory = uses.some(({ field }) => CATEGORY_FIELDS.includes(field));
  return {
    findMatches: finderOf(query, calls),
    fields: pathsToRead(events, calls, [query, ...excluded.map(({ exclusion }) => exclusion)]),
    wants: (eventSource, eventName) => calls.wants(eventSource, eventName),
    // Exclusions and other groups can read any field.
    isPlainContext: (eventSource, eventName) =>
      excluded.length === 0 &&
      (events.groupByFields.length === 0 || groupsByCallerOnly(events)) &&
      calls.isPlainContext(eventSource, eventName),
    kindOf: (event) => calls.kindOf(event),
    dropReasonOf(event, kind) {
      if (!namesCategory && !isManagement(event) && calls.familyCallOf(event) !== undefined)
        return 'notManagement';
      const { invokedBy } = event.principal;
      return invokedBy !== '' && kind !== 'context' && exceptInvokedBy.has(invokedBy)
        ? 'invokedByService'
        : undefined;
    },
    excludedBy(event, time) {
      if (excluded.length === 0) return undefined;
      const attributes = eventAttributes(event);
      return excluded.find(({ applies }) => applies(attributes, time * 1000))?.name;
    },
    ...identityReaders(events),
    itemsOf: itemsReader(events, calls),
    contextOf: contextReader(calls),
    countsFailures:
      events.failedCalls === 'counted' ||
      uses.some(({ field, negated }) => !negated && ERROR_FIELDS.includes(field)),
  };
}

/** Old records, and records that another program wrote, have no category. They count as management events. */
function isManagement({ eventCategory, managementEvent }: ApiEvent): boolean {
  return (eventCategory === '' || eventCategory === 'Management') && managementEvent;
}

/**
 * Batch calls and context do not match the query. Where its needles do not find them, the sources of the calls are
 * needles, and the only ones if nothing but calls counts. The names of the calls would be more selective, but a dozen
 * needles take longer than inflating: then an object without any of them takes twice the time. A source takes 2 % of it,
 * and what it finds in vain (KMS decrypts on behalf of Secrets Manager) is not read, because `wants` rejects it.
 */
function finderOf(query: Query, calls: CallMatcher): Selection['findMatches'] {
  const found = needlesOf(query);
  if (found.kind === 'all') return null;
  const isFound = (text: string): boolean => found.needles.some((needle) => text.includes(needle));
  if (calls.namesBesides.every(isFound)) return needleFinder(found.needles);
  if (calls.countsCallsOnly) return needleFinder(calls.sources);
  return needleFinder(neededOf([...found.needles, ...calls.sources]));
}

/**
 * All paths that the selection can read from an event; null if a query searches for free text in the whole record.
 */
function pathsToRead(
  { groupByFields, distinctFields }: EventSelection,
  calls: CallMatcher,
  queries: readonly Query[],
): readonly string[] | null {
  const queried = queries.flatMap((query) => [...fieldsOf(query)].map(({ field }) => field));
  if (queried.includes(ANY_FIELD)) return null;
  const others = groupByFields.filter((field) => field !== IDENTITY_ATTRIBUTE);
  const paths = [...queried, ...others, ...distinctFields].flatMap(recordPaths);
  return [...new Set([...paths, ...calls.paths])].sort();
}

/** Whether the identity of an event is its caller, without other fields. */
function groupsByCallerOnly({ groupByFields: [first, ...more] }: EventSelection): boolean {
  return first === IDENTITY_ATTRIBUTE && more.length === 0;
}

function identityReaders(events: EventSelection): Pick<Selection, 'identityOf' | 'otherIdentitiesOf'> {
  if (events.groupByFields.length === 0) {
    const everybody = { key: SINGLE_IDENTITY_KEY, arn: '', type: '', accountId: '', issuerArn: '' };
    return { identityOf: () => everybody, otherIdentitiesOf: undefined };
  }
  if (groupsByCallerOnly(events)) {
    return { identityOf: ({ principal }, mode) => identityOf(principal, mode), otherIdentitiesOf: undefined };
  }
  const keysOf = groupReader(events);
  const identityWith = ({ principal }: ApiEvent, mode: IdentityMode, key: string): Identity =>
    events.groupByFields.includes(IDENTITY_ATTRIBUTE)
      ? { ...identityOf(principal, mode), key }
      : { key, arn: '', type: '', accountId: '', issuerArn: '' };
  return {
    identityOf(event, mode) {
      const [key] = keysOf(event, mode);
      return key === undefined ? undefined : identityWith(event, mode, key);
    },
    otherIdentitiesOf: (event, mode) =>
      keysOf(event, mode)
        .slice(1)
        .map((key) => identityWith(event, mode, key)),
  };
}

/**
 * The keys of the identities that an event belongs to, in the order of the record; none if a field has no value. A list
 * makes one for each of its values, as Datadog groups events by a field with several values.
 */
function groupReader({
  groupByFields,
  hasOptionalGroupByFields,
}: EventSelection): (event: ApiEvent, mode: IdentityMode) => readonly string[] {
  let last: { event: ApiEvent; keys: readonly string[] } | undefined;
  const keysOf = (event: ApiEvent, mode: IdentityMode): readonly string[] => {
    const attributes = eventAttributes(event);
    const values: (readonly string[])[] = [];
    for (const field of groupByFields) {
      const texts =
        field === IDENTITY_ATTRIBUTE ? [identityOf(event.principal, mode).key] : textsAt(attributes, field);
      if (texts.length === 0 && !hasOptionalGroupByFields) return [];
      values.push(texts);
    }
    return rowsOf(values).map((row) => joined(row) || NO_VALUE);
  };
  // Asked twice in a row for each event.
  return (event, mode) => (last?.event === event ? last : (last = { event, keys: keysOf(event, mode) })).keys;
}

/** The items that a context event is about; for a listing, all items of the account in the region. */
function contextReader(calls: CallMatcher): Selection['contextOf'] {
  return (event, accountId) => {
    const { family, call } = calls.familyCallOf(event)!;
    if (call.counts.as !== 'context') throw new RangeError(`${event.eventName} is not context`);
    const { of } = call.counts;
    const ids = call.items.length === 0 ? ['*'] : idsOf(call, event);
    const keys = ids.map((id) => family.itemKey(id, event.awsRegion, accountId));
    const others = moreRegionsOf(call, event).flatMap((region) => keys.map((key) => inRegion(key, region)));
    const items = call.regions?.only === true ? others : [...keys, ...others];
    return { kind: typeof of === 'function' ? of(event) : of, items: [...new Set(items)] };
  };
}

/** The items that an event names, or the one that the message of a denied call names. */
function idsOf(call: FamilyCall, event: ApiEvent): string[] {
  const ids = namedItems(call, event);
  const denied = ids.length === 0 ? deniedItem(event.errorMessage) : undefined;
  return denied === undefined ? ids : [denied];
}

const NO_ITEMS: Items = { keys: [], atMost: 0, matchesAll: false };

/**
 * The distinct values of an event: its items, if it is a call of an event family that takes items; the values of
 * `distinctFields`, if the rule has other fields than the paths of the items. A list gives one item for each distinct
 * value.
 */
function itemsReader({ distinctFields }: EventSelection, calls: CallMatcher): Selection['itemsOf'] {
  const [only, ...more] = distinctFields;
  return (event, kind, accountId) => {
    const known = calls.familyCallOf(event);
    const found = known?.call.counts.as === 'context' ? undefined : known;
    const isItem =
      more.length === 0 && (only === undefined || found?.call.items.some((path) => only === `@${path}`));
    if (found === undefined || (kind === 'get' && !isItem)) {
      return distinctFields.length === 0
        ? NO_ITEMS
        : { ...NO_ITEMS, keys: combinations(event, distinctFields) };
    }
    const { family, call } = found;
    const keys = idsOf(call, event).map((id) => family.itemKey(id, event.awsRegion, accountId));
    return {
      keys: keys.length < 2 ? keys : [...new Set(keys)],
      atMost: keys.length > 0 ? 0 : (call.atMost?.(event) ?? 0),
      matchesAll: call.matchesAll?.(event) ?? false,
    };
  };
}

/** All combinations of the values of the fields, as one text each; empty if no field has a value. */
function combinations(event: ApiEvent, fields: readonly string[]): string[] {
  const attributes = eventAttributes(event);
  const values = fields.map((field) => textsAt(attributes, field));
  return values.every((texts) => texts.length === 0) ? [] : rowsOf(values).map(joined);
}

/** All combinations of the values of fields, one of each field in a row; `N/A` for a field without a value. */
function rowsOf(values: readonly (readonly string[])[]): string[][] {
  let rows: string[][] = [[]];
  for (const texts of values) {
    const parts = texts.length === 0 ? [NO_VALUE] : texts;
    // Above the limit, a list counts as one value.
    const each = rows.length * parts.length > MAX_COMBINATIONS && rows.length > 1 ? [parts.join('|')] : parts;
    rows = rows.flatMap((row) => each.map((part) => [...row, part]));
  }
  return rows;
}

/** The distinct values of a field as texts, in the order of the record. */
function textsAt(attributes: Attributes, field: string): string[] {
  const texts = attributes
    .valuesOf(field)
    .map(valueText)
    .filter((text) => text !== undefined);
  return texts.length < 2 ? texts : [...new Set(texts)];
}

/** Several values as one text. Commas are escaped, so that different values always give different texts. */
function joined(values: readonly string[]): string {
  if (values.length === 1) return values[0]!;
  return values.map((value) => value.replace(/[\\,]/g, '\\$&')).join(', ');
}
