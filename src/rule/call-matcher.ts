import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import type { NamedCall } from '../families/registry.js';
import type { Retrieval } from '../model/retrieval.js';
import {
  EVENT_NAME_FIELDS,
  EVENT_SOURCE_FIELDS,
  eventAttributes,
  knownValues,
} from './query/event-attributes.js';
import { decide, isNothing, NOTHING } from './query/decide.js';
import { fieldsOf, literalValues } from './query/fields-of.js';
import { matches } from './query/matches.js';
import type { Query } from './query/query.js';

/** What a query still asks of a family's call, once the call's name and source are known. */
interface CallPlan extends NamedCall {
  readonly direct: Query;
  /** Of a batch: the same under the name of its retrieval, … */
  readonly asRetrieval: Query;
  /** … and under no name: what matches so does not match by its name. */
  readonly nameless: Query;
}

/**
 * Matches API events against a query, with what is known of the calls of event families: most of a query about such
 * calls is decided by name and source alone, before any event is seen.
 */
export class CallMatcher {
  readonly #query: Query;
  readonly #plans = new Map<string, CallPlan[]>();
  /** Names that the query gives in full, without naming a source. */
  readonly #namesWithoutSource: ReadonlySet<string>;
  /** Names of batch calls that may count. */
  readonly batchNames: readonly string[];
  /** The retrievals of families that may count, where a call must have the name of one to count; else none. */
  readonly retrievals: readonly NamedCall[];
  /** Paths in records that the calls which may count are asked for. */
  readonly paths: readonly string[];

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
    const used = plans.filter(({ direct, asRetrieval }) => !isNothing(direct) || !isNothing(asRetrieval));
    this.batchNames = used.filter(({ asRetrieval }) => !isNothing(asRetrieval)).map((plan) => plan.eventName);
    const isByName = used.every(({ family }) =>
      isNothing(decide(query, knownValues(family.eventSource, ''))),
    );
    this.retrievals = isByName ? used.filter(({ call }) => call.counts.as === 'retrieval') : [];
    this.paths = used.flatMap(({ call }) => [...call.items, ...(call.reads ?? [])]);
  }

  /** The family's call that an event is, if it is one. */
  callOf({ eventSource, eventName }: ApiEvent): NamedCall | undefined {
    return this.#planOf(eventSource, eventName);
  }

  /**
   * What an event counts as. A batch call is context of the retrievals that it makes: it is one when the query would
   * match it as such a retrieval, and not by any other name.
   */
  kindOf(event: ApiEvent): Retrieval['kind'] | undefined {
    const { eventSource, eventName } = event;
    const plan = this.#planOf(eventSource, eventName);
    if (plan === undefined) {
      // Whoever asks for GetSecretValue means the one of Secrets Manager.
      if (this.#plans.has(eventName) && this.#namesWithoutSource.has(eventName)) return undefined;
      return holds(this.#query, event) ? 'get' : undefined;
    }
    if (holds(plan.direct, event)) return 'get';
    return holds(plan.asRetrieval, event) && !holds(plan.nameless, event) ? 'batch' : undefined;
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
  const under = (name: string): Query => decide(query, knownValues(family.eventSource, name));
  return {
    ...named,
    direct: under(eventName),
    ...(call.counts.as === 'batch'
      ? { asRetrieval: under(call.counts.of), nameless: under('') }
      : { asRetrieval: NOTHING, nameless: NOTHING }),
  };
}

function holds(query: Query, event: ApiEvent): boolean {
  if (query.kind === 'everything') return true;
  return !isNothing(query) && matches(query, eventAttributes(event));
}
