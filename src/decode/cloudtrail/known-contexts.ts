import type { Identity } from '../../model/identity.js';
import type { ContextEvent } from '../../model/retrieval.js';
import type { ApiEvent } from './api-event.js';
import { project, type Projection } from './project.js';
import type { SelectionSet } from './selection-set.js';

/** Events that are kept; then it begins again with none. */
const MOST = 1 << 12;
const NO_BYTES = new Uint8Array();

/**
 * What selections make of events of plain context (`Selection.isPlainContext`) whose caller and call were both seen before,
 * though not together: the identity depends on the caller alone, all else but the time on the call.
 */
export class KnownContexts {
  readonly #selections: SelectionSet;
  readonly #projections: readonly Projection[];
  /** By an event: the identity of its caller, for each selection. */
  #identities = new Map<ApiEvent, readonly (Identity | undefined)[]>();
  /** By an event: what each selection that is concerned makes of its call; undefined where it drops it. */
  #calls = new Map<ApiEvent, readonly KnownCall[]>();

  /** @param projections of the selections, in their order */
  constructor(selections: SelectionSet, projections: readonly Projection[]) {
    this.#selections = selections;
    this.#projections = projections;
  }

  /**
   * Gives what the selections make of a call by a caller at a time.
   * @param call an event with an account of its own and a time that can be read
   * @returns how many selections it is context for, whether they drop it or not
   */
  give(
    call: ApiEvent,
    { caller, time }: { readonly caller: ApiEvent; readonly time: number },
    sink: (one: ContextEvent, selection: number) => void,
  ): number {
    const calls = this.#callsOf(call);
    const identities = this.#identitiesOf(caller);
    for (const { selection, one } of calls) {
      const identity = identities[selection];
      if (one === undefined || identity === undefined) continue;
      sink({ kind: 'context', context: one.context, time, identity, items: one.items }, selection);
    }
    return calls.length;
  }

  #identitiesOf(caller: ApiEvent): readonly (Identity | undefined)[] {
    let known = this.#identities.get(caller);
    if (known === undefined) {
      if (this.#identities.size === MOST) this.#identities = new Map();
      known = this.#projections.map(({ selection, identityMode }) =>
        selection.identityOf(caller, identityMode),
      );
      this.#identities.set(caller, known);
    }
    return known;
  }

  #callsOf(call: ApiEvent): readonly KnownCall[] {
    let known = this.#calls.get(call);
    if (known === undefined) {
      if (this.#calls.size === MOST) this.#calls = new Map();
      known = this.#selections.interestedIn(call.eventSource, call.eventName).map((selection) => {
        const one = project(call, 'context', NO_BYTES, this.#projections[selection]!);
        return { selection, one: typeof one === 'string' || one.kind !== 'context' ? undefined : one };
      });
      this.#calls.set(call, known);
    }
    return known;
  }
}

interface KnownCall {
  /** Index of the selection. */
  readonly selection: number;
  readonly one: ContextEvent | undefined;
}
