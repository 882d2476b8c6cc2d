import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import type { FamilyCall } from '../families/event-family.js';
import type { NamedCall } from '../families/registry.js';
import type { Projected } from '../model/retrieval.js';
import {
  EVENT_NAME_FIELDS,
  EVENT_SOURCE_FIELDS,
  eventAttributes,
  knownValues,
} from './query/event-attributes.js';
import { MATCH_NONE, matchesNothing, simplify } from './query/simplify.js';
import { fieldsOf, literalValues } from './query/fields-of.js';
import { matches } from './query/matches.js';
import type { Query } from './query/query.js';

/**
 * A call of an event family, and the part of the query that is left to check on its events: the name and the source
 * of the call are known in advance, so the clauses about them are already evaluated.
 */
interface CallPlan extends NamedCall {
  readonly direct: Query;
  /**
   * For a batch call: the query that is left if the call had the name of its retrieval. Otherwise matches nothing.
   */
  readonly asRetrieval: Query;
  /**
   * For a batch call: the query that is left if the call had no name. An event that matches it does not match by
   * name.
   */
  readonly withoutName: Query;
}

/**
 * Matches API events against a query, and knows the calls of the event families. The clauses of the query about the
 * name and the source of a call are evaluated once for each call, not for each event.
 *
 * Example: for `@evt.name:GetSecretValue region:us-east-1`, `kindOf` gives `get` for a GetSecretValue event in
 * us-east-1, `batch` for a BatchGetSecretValue event in us-east-1, and undefined for every other event.
 */
export class CallMatcher {
  readonly #query: Query;
  readonly #plans = new Map<string, CallPlan[]>();
  /** Event names that the query contains without wildcards; empty if the query restricts the event source. */
  readonly #namesWithoutSource: ReadonlySet<string>;
  /** Names of the batch calls that can count. They do not match the query, so they need needles of their own. */
  readonly batchNames: readonly string[];
  /**
   * The retrieval calls that can count. Empty if the query also matches calls of the families by other clauses than
   * the name.
   */
  readonly retrievals: readonly NamedCall[];
  /** Names of the context calls of the families whose retrievals can count. */
  readonly contextNames: readonly string[];
  readonly #contextSources: ReadonlySet<string>;
  /** All paths in a record that the families read from the calls that can count. May contain duplicates. */
  readonly paths: readonly string[];

  /** @param calls the calls of all event families, no two with the same name and event source (`familyCalls`) */
  constructor(query: Query, calls: readonly NamedCall[]) {
    this.#query = query;
    const namesSource = [...fieldsOf(query)].some(({ field }) => EVENT_SOURCE_FIELDS.includes(field));
    this.#namesWithoutSource = new Set(namesSource ? [] : literalValues(query, EVENT_NAME_FIELDS));
    const plans = calls.map((named) => planOf(query, named));
    for (const plan of plans) {
      const others = this.#plans.get(plan.eventName);
      if (others === undefined) this.#plans.set(plan.eventName, [plan]);
      else others.push(plan);
    }
    const relevant = plans.filter(
      ({ direct, asRetrieval }) => !matchesNothing(direct) || !matchesNothing(asRetrieval),
    );
    this.batchNames = relevant
      .filter(({ asRetrieval }) => !matchesNothing(asRetrieval))
      .map((plan) => plan.eventName);
    const requiresName = relevant.every(({ family }) =>
      matchesNothing(simplify(query, knownValues(family.eventSource, ''))),
    );
    this.retrievals = requiresName ? relevant.filter(({ call }) => call.counts.as === 'retrieval') : [];
    this.#contextSources = new Set(
      relevant.flatMap(({ family, call }) => (call.counts.as === 'retrieval' ? [family.eventSource] : [])),
    );
    const context = plans.filter(({ family, call }) => this.#isContext(family.eventSource, call));
    this.contextNames = context.map(({ eventName }) => eventName);
    this.paths = [...relevant, ...context].flatMap(({ call }) => [
      ...call.items,
      ...(call.reads ?? []),
      ...(call.regions === undefined ? [] : [call.regions.path]),
    ]);
  }

  /** The call of an event family that produced this event; undefined if no family has such a call. */
  familyCallOf({ eventSource, eventName }: ApiEvent): NamedCall | undefined {
    return this.#planOf(eventSource, eventName);
  }

  /**
   * How an event counts: `get` as a retrieval, `batch` as a batch call; undefined if it does not count. Every event
   * that matches the query is a `get`. A batch call that does not match the query is a `batch` if it would match
   * under the name of its retrieval, and would not match without a name. A context call that does not match the query is
   * `context`. An event whose name belongs to a family, but
   * from another event source, does not count if the query contains that name and does not restrict the source.
   */
  kindOf(event: ApiEvent): Projected['kind'] | undefined {
    const { eventSource, eventName } = event;
    const plan = this.#planOf(eventSource, eventName);
    if (plan === undefined) {
      // A query for GetSecretValue means the call of Secrets Manager, not one of another service with the same name.
      if (this.#plans.has(eventName) && this.#namesWithoutSource.has(eventName)) return undefined;
      return eventMatches(this.#query, event) ? 'get' : undefined;
    }
    if (eventMatches(plan.direct, event)) return 'get';
    if (this.#isContext(eventSource, plan.call)) return 'context';
    return eventMatches(plan.asRetrieval, event) && !eventMatches(plan.withoutName, event)
      ? 'batch'
      : undefined;
  }

  /**
   * Whether a call is context that is read: a retrieval of its family can count. The other clauses of the query do not
   * matter, because what others do explains whom a secret belongs to.
   */
  #isContext(eventSource: string, { counts }: FamilyCall): boolean {
    return counts.as === 'context' && this.#contextSources.has(eventSource);
  }

  #planOf(eventSource: string, eventName: string): CallPlan | undefined {
    const plans = this.#plans.get(eventName);
    if (plans === undefined) return undefined;
    for (const plan of plans) if (plan.family.eventSource === eventSource) return plan;
    return undefined;
  }
}

function planOf(query: Query, named: NamedCall): CallPlan {
  const { family, eventName, call } = named;
  const remaining = (name: string): Query => simplify(query, knownValues(family.eventSource, name));
  return {
    ...named,
    direct: remaining(eventName),
    ...(call.counts.as === 'batch'
      ? { asRetrieval: remaining(call.counts.of), withoutName: remaining('') }
      : { asRetrieval: MATCH_NONE, withoutName: MATCH_NONE }),
  };
}

function eventMatches(query: Query, event: ApiEvent): boolean {
  if (query.kind === 'everything') return true;
  return !matchesNothing(query) && matches(query, eventAttributes(event));
}
