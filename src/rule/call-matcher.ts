import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import type { NamedCall } from '../families/registry.js';
import type { Projected } from '../model/retrieval.js';
import {
  EVENT_NAME_FIELDS,
  EVENT_SOURCE_FIELDS,
  eventAttributes,
  knownValues,
} from './query/event-attributes.js';
import { MATCH_NONE, matchesNothing, simplify } from './query/simplify.js';
import { fieldsOf, hasOnlyLiterals, literalValues } from './query/fields-of.js';
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
  /** Whether any of its events can count or be context. */
  readonly isWanted: boolean;
}

/** More names and sources than the APIs of AWS have in one trail; a damaged trail can have any number. */
const MOST_MEMOIZED = 20_000;

/** A name and a source that no clause of a query contains. */
const OTHER = '\0';

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
  /** Whether calls of no family are wanted, by source and name. */
  #wanted = new Map<string, boolean>();
  /** Event names that the query contains without wildcards; empty if the query restricts the event source. */
  readonly #namesWithoutSource: ReadonlySet<string>;
  /**
   * The retrieval calls that can count. Empty if the query also matches calls of the families by other clauses than
   * the name.
   */
  readonly retrievals: readonly NamedCall[];
  /**
   * Names of the calls that can be of interest where the query does not match them: batch calls that can count, and
   * context. Needles of the query do not find them.
   */
  readonly namesBesides: readonly string[];
  /** Event sources of the calls that can count or be context. */
  readonly sources: readonly string[];
  /** Whether only calls of the event families can count: the query contains names of their calls, and no others. */
  readonly countsCallsOnly: boolean;
  /** All paths in a record that the families read from the calls that can count. May contain duplicates. */
  readonly paths: readonly string[];

  /** @param calls the calls of all event families, no two with the same name and event source (`familyCalls`) */
  constructor(query: Query, calls: readonly NamedCall[]) {
    this.#query = query;
    const namesSource = [...fieldsOf(query)].some(({ field }) => EVENT_SOURCE_FIELDS.includes(field));
    this.#namesWithoutSource = new Set(namesSource ? [] : literalValues(query, EVENT_NAME_FIELDS));
    const plans = plansOf(query, calls);
    for (const plan of plans) {
      const others = this.#plans.get(plan.eventName);
      if (others === undefined) this.#plans.set(plan.eventName, [plan]);
      else others.push(plan);
    }
    const relevant = plans.filter(canCount);
    const requiresName = relevant.every(({ family }) =>
      matchesNothing(simplify(query, knownValues(family.eventSource, ''))),
    );
    this.retrievals = requiresName ? relevant.filter(({ call }) => call.counts.as === 'retrieval') : [];
    const wanted = plans.filter(({ isWanted }) => isWanted);
    this.namesBesides = wanted.filter(isReadBesides).map(({ eventName }) => eventName);
    this.sources = [...new Set(wanted.map(({ family }) => family.eventSource))];
    this.paths = wanted.flatMap(({ call }) => [
      ...call.items,
      ...(call.reads ?? []),
      ...(call.regions === undefined ? [] : [call.regions.path]),
    ]);
    this.countsCallsOnly = this.#countsCallsOnly();
  }

  /** The call of an event family that produced this event; undefined if no family has such a call. */
  familyCallOf({ eventSource, eventName }: ApiEvent): NamedCall | undefined {
    return this.#planOf(eventSource, eventName);
  }

  /**
   * How an event counts: `get` as a retrieval, `batch` as a batch call; undefined if it does not count. Every event
   * that matches the query is a `get`. A batch call that does not match the query is a `batch` if it would match
   * under the name of its retrieval, and would not match without a name. A context call that does not match the query
   * is `context` if a retrieval of its family can count. The clauses of the query about who called, and where, do not
   * matter for context: it explains to which role an item belongs, in whatever record it is, and an item can be created
   * in one region by a call in another. An event with the name of a retrieval or batch call, but from another event
   * source, does not count if the query contains that name and does not restrict the source.
   */
  kindOf(event: ApiEvent): Projected['kind'] | undefined {
    const { eventSource, eventName } = event;
    const plan = this.#planOf(eventSource, eventName);
    if (plan === undefined) {
      if (this.countsCallsOnly || this.#meansFamilyCall(eventName)) return undefined;
      return eventMatches(this.#query, event) ? 'get' : undefined;
    }
    if (eventMatches(plan.direct, event)) return 'get';
    if (plan.call.counts.as === 'context') return plan.isWanted ? 'context' : undefined;
    return eventMatches(plan.asRetrieval, event) && !eventMatches(plan.withoutName, event)
      ? 'batch'
      : undefined;
  }

  /** Whether `kindOf` can give anything but undefined for an event with this source and name. */
  wants(eventSource: string, eventName: string): boolean {
    return this.#planOf(eventSource, eventName)?.isWanted ?? this.#wantsOther(eventSource, eventName);
  }

  /**
   * Whether each event with this source and name is `context` whatever else is in it, and says the same kind of context
   * each time.
   */
  isPlainContext(eventSource: string, eventName: string): boolean {
    const plan = this.#planOf(eventSource, eventName);
    return (
      plan?.isWanted === true &&
      plan.call.counts.as === 'context' &&
      typeof plan.call.counts.of !== 'function' &&
      matchesNothing(plan.direct)
    );
  }

  /** Of a call of no family: whether the clauses about its name and source leave anything to match. */
  #wantsOther(eventSource: string, eventName: string): boolean {
    if (this.countsCallsOnly || this.#meansFamilyCall(eventName)) return false;
    // What is no text in the record may still match.
    if (eventSource === '' || eventName === '') return true;
    const call = `${eventSource} ${eventName}`;
    let wanted = this.#wanted.get(call);
    if (wanted === undefined) {
      wanted = !matchesNothing(simplify(this.#query, knownValues(eventSource, eventName)));
      if (this.#wanted.size >= MOST_MEMOIZED) this.#wanted = new Map();
      this.#wanted.set(call, wanted);
    }
    return wanted;
  }

  /**
   * A query for GetSecretValue means the call of Secrets Manager, not one of another service with the same name. That does
   * not hold for names of context calls: many services have a TagResource.
   */
  #meansFamilyCall(eventName: string): boolean {
    const isCounted = this.#plans.get(eventName)?.some(({ call }) => call.counts.as !== 'context');
    return isCounted === true && this.#namesWithoutSource.has(eventName);
  }

  /**
   * Clauses about the name and the source that have no wildcards cannot distinguish values that they do not contain.
   * So if no combination of the values that they contain, and of one other, is an event that counts without being a
   * call of a family, then no event is. A clause about a service holds for every source that begins with it.
   */
  #countsCallsOnly(): boolean {
    const query = this.#query;
    if (!hasOnlyLiterals(query, [...EVENT_NAME_FIELDS, ...EVENT_SOURCE_FIELDS])) return false;
    const names = [OTHER, ...literalValues(query, EVENT_NAME_FIELDS, 'all')];
    const sources = [OTHER, ...literalValues(query, EVENT_SOURCE_FIELDS, 'all')].flatMap((source) => [
      source,
      `${source}.${OTHER}`,
    ]);
    return sources.every((source) =>
      names.every(
        (name) =>
          this.#planOf(source, name) !== undefined ||
          this.#meansFamilyCall(name) ||
          matchesNothing(simplify(query, knownValues(source, name))),
      ),
    );
  }

  #planOf(eventSource: string, eventName: string): CallPlan | undefined {
    const plans = this.#plans.get(eventName);
    if (plans === undefined) return undefined;
    for (const plan of plans) if (plan.family.eventSource === eventSource) return plan;
    return undefined;
  }
}

function plansOf(query: Query, calls: readonly NamedCall[]): CallPlan[] {
  const plans = calls.map((named) => {
    const { family, eventName, call } = named;
    const remaining = (name: string): Query => simplify(query, knownValues(family.eventSource, name));
    return {
      ...named,
      direct: remaining(eventName),
      ...(call.counts.as === 'batch'
        ? { asRetrieval: remaining(call.counts.of), withoutName: remaining('') }
        : { asRetrieval: MATCH_NONE, withoutName: MATCH_NONE }),
    };
  });
  const counted = new Set(
    plans.filter((plan) => plan.call.counts.as === 'retrieval' && canCount(plan)).map(({ family }) => family),
  );
  return plans.map((plan) => ({
    ...plan,
    isWanted: canCount(plan) || (plan.call.counts.as === 'context' && counted.has(plan.family)),
  }));
}

function isReadBesides({ call, direct, asRetrieval }: CallPlan): boolean {
  return direct.kind !== 'everything' && (call.counts.as === 'context' || !matchesNothing(asRetrieval));
}

function canCount({ direct, asRetrieval }: Omit<CallPlan, 'isWanted'>): boolean {
  return !matchesNothing(direct) || !matchesNothing(asRetrieval);
}

function eventMatches(query: Query, event: ApiEvent): boolean {
  if (query.kind === 'everything') return true;
  return !matchesNothing(query) && matches(query, eventAttributes(event));
}
