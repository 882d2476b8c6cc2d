import { setMaxListeners } from 'node:events';

type Callback = (reason: Error) => void;

/** One that waits for a signal. */
export interface Member {
  readonly callback: Callback;
  readonly group: Member[];
  /** Where in the group; -1: not any more. */
  place: number;
}

/**
 * Calls back when a signal is aborted, as many as wait for it, at the cost of one listener for all of them.
 *
 * Members come and go with every request. Of a `Set` that costs more than the request: each table that it grows out of
 * leads V8 to the next one, so that once a table is old, all that is in later ones grows old with it.
 */
export class AbortGroup {
  readonly #groups = new WeakMap<AbortSignal, Member[]>();

  /** @throws the signal's reason when it is aborted already */
  add(signal: AbortSignal, callback: Callback): Member {
    signal.throwIfAborted();
    let group = this.#groups.get(signal);
    if (group === undefined) {
      const members: Member[] = [];
      setMaxListeners(0, signal); // any number of groups may listen to one signal: no leak to warn of
      const abort = (): void => {
        // Those that an earlier callback made leave are not called any more.
        for (const member of [...members]) if (member.place >= 0) member.callback(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#groups.set(signal, members);
      group = members;
    }
    const member = { callback, group, place: group.length };
    group.push(member);
    return member;
  }

  /** May be called again. */
  delete(member: Member): void {
    const { group, place } = member;
    if (place < 0) return;
    member.place = -1;
    const last = group.pop()!;
    if (last === member) return;
    group[place] = last;
    last.place = place;
  }
}
