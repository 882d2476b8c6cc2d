import { FAMILIES, familyCalls } from '../families/registry.js';
import { CallMatcher } from './call-matcher.js';
import { parseQuery } from './query/parse-query.js';

/** What a rule is about, in words for people. */
export interface RuleSubject {
  /** What an item is called: `secret`, `parameter`, …, and `item` where the rule is not about one family alone. */
  readonly noun: { readonly one: string; readonly many: string };
  /** Names of the retrievals that count; none where the rule is not about one family alone. */
  readonly retrievals: readonly string[];
}

/** @param query a rule's whole query */
export function subjectOf(query: string): RuleSubject {
  const calls = new CallMatcher(parseQuery(query), familyCalls(FAMILIES)).retrievals;
  const [first] = calls;
  if (first === undefined || calls.some(({ family }) => family !== first.family)) {
    return { noun: { one: 'item', many: 'items' }, retrievals: [] };
  }
  return { noun: first.family.noun, retrievals: calls.map(({ eventName }) => eventName) };
}
