import { setMaxListeners } from 'node:events';

type Callback = (reason: Error) => void;

/** A callback that waits for a signal. */
export interface Member {
  readonly callback: Callback;
  readonly group: Member[];
  /** Index in the group; -1 once it has left. */
  index: number;
}

/**
 * Calls any number of callbacks when a signal is aborted, with one listener for all of them.
 *
 * Members come and go with every request, so they are kept in an array. A `Set` would cost more than the request:
 * when it grows, V8 links the old table to the new one, and a table in the old generation keeps everything in later
 * tables alive.
 */
export class AbortGroup {
  readonly #groups = new WeakMap<AbortSignal, Member[]>();

  /** @throws the signal's reason when it is already aborted */
  add(signal: AbortSignal, callback: Callback): Member {
    signal.throwIfAborted();
    let group = this.#groups.get(signal);
    if (group === undefined) {
      const members: Member[] = [];
      setMaxListeners(0, signal); // any number of groups may listen to one signal; that is not a leak
      const abort = (): void => {
        // A member that an earlier callback has deleted is not called.
        for (const member of [...members]) if (member.index >= 0) member.callback(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#groups.set(signal, members);
      group = members;
    }
    const member = { callback, group, index: group.length };
    group.push(member);
    return member;
  }

  /** Removes a member. Has no effect on one that is already removed. */
  delete(member: Member): void {
    const { group, index } = member;
    if (index < 0) return;
    member.index = -1;
    const last = group.pop()!;
    if (last === member) return;
    group[index] = last;
    last.index = index;
  }
}
