import { FAMILIES, familyCalls } from '../families/registry.js';
import { CallMatcher } from './call-matcher.js';
import { parseQuery } from './query/parse-query.js';

/** What a rule is about, as words for messages and reports. */
export interface RuleSubject {
  /**
   * The noun for its items: `secret`, `parameter`, …; `item` unless the rule counts the calls of exactly one event
   * family.
   */
  readonly noun: { readonly one: string; readonly many: string };
  /** The noun for the events that it counts: `retrieval`, if they take items of one event family; else `event`. */
  readonly event: { readonly one: string; readonly many: string };
  /** Names of the retrieval calls that it counts; empty unless they all belong to one event family. */
  readonly retrievals: readonly string[];
}

/** @param query the query of a rule, including its extension and filters (`EventSelection.query`) */
export function subjectOf(query: string): RuleSubject {
  const calls = new CallMatcher(parseQuery(query), familyCalls(FAMILIES)).retrievals;
  const [first] = calls;
  if (first === undefined || calls.some(({ family }) => family !== first.family)) {
    return {
      noun: { one: 'item', many: 'items' },
      event: { one: 'event', many: 'events' },
      retrievals: [],
    };
  }
  return {
    noun: first.family.noun,
    event: { one: 'retrieval', many: 'retrievals' },
    retrievals: calls.map(({ eventName }) => eventName),
  };
}
