import { FAMILIES, familyCalls, type NamedCall } from '../families/registry.js';
import { CallMatcher } from './call-matcher.js';
import type { EventSelection } from './event-selection.js';
import { type Noun, nounOfFields } from './item-nouns.js';
import { EVENT_NAME_FIELDS, EVENT_SOURCE_FIELDS } from './query/event-attributes.js';
import { hasOnlyLiterals, literalValues } from './query/fields-of.js';
import { parseQuery } from './query/parse-query.js';
import type { Query } from './query/query.js';
import { matchesNothing, simplify } from './query/simplify.js';

/** What a rule is about, as words for messages and reports. */
export interface RuleSubject {
  /**
   * The noun for its items: `secret`, `parameter`, …, if it counts the calls of exactly one event family; else what its
   * fields name (`bucket`, `role`); `item` if it has none.
   */
  readonly noun: Noun;
  /**
   * The noun for the events that it counts: `retrieval`, if they take items of one event family; else `call of NAME`, if
   * it counts one or two calls; else `event`.
   */
  readonly event: Noun;
  /** Names of the retrieval calls that it counts; empty unless they all belong to one event family. */
  readonly retrievals: readonly string[];
}

/** Names of calls that are named together; with more of them they are events. */
const MOST_NAMED = 2;
/** A name that no query contains. */
const OTHER = '\0';

/**
 * @param events what a rule counts; its query includes its extension and filters. Without `distinctFields`, the items are
 *   those of event families
 */
export function subjectOf({
  query: text,
  distinctFields = [],
}: Pick<EventSelection, 'query'> & Partial<EventSelection>): RuleSubject {
  const query = parseQuery(text);
  const calls = new CallMatcher(query, familyCalls(FAMILIES)).retrievals;
  const [first] = calls;
  const isOne = first !== undefined && calls.every(({ family }) => family === first.family);
  const ofFamily = isOne && distinctFields.every((field) => calls.some((call) => takesItemsAt(call, field)));
  const ofFields = distinctFields.length === 0 ? ITEM : nounOfFields(distinctFields, sourcesIn(query));
  return {
    noun: ofFamily ? first.family.noun : ofFields,
    event: isOne ? { one: 'retrieval', many: 'retrievals' } : eventNoun(query),
    retrievals: isOne ? calls.map(({ eventName }) => eventName) : [],
  };
}

const ITEM: Noun = { one: 'item', many: 'items' };

function takesItemsAt({ call }: NamedCall, field: string): boolean {
  return call.items.some((path) => `@${path}` === field);
}

function sourcesIn(query: Query): string[] {
  return [...new Set(literalValues(query, EVENT_SOURCE_FIELDS))];
}

function eventNoun(query: Query): Noun {
  const names = [...new Set(literalValues(query, EVENT_NAME_FIELDS))];
  const others = simplify(query, new Map(EVENT_NAME_FIELDS.map((field) => [field, OTHER])));
  const isAll = hasOnlyLiterals(query, EVENT_NAME_FIELDS) && matchesNothing(others);
  if (!isAll || names.length === 0 || names.length > MOST_NAMED) return { one: 'event', many: 'events' };
  return { one: `call of ${names.join(' or ')}`, many: `calls of ${names.join(' or ')}` };
}
