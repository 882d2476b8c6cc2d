import { setMaxListeners } from 'node:events';

type Callback = (reason: Error) => void;

/** Calls back when a signal is aborted, as many as wait for it, at the cost of one listener for all of them. */
export class AbortGroup {
  readonly #waiting = new WeakMap<AbortSignal, Set<Callback>>();

  /** @throws the signal's reason when it is aborted already */
  add(signal: AbortSignal, callback: Callback): void {
    signal.throwIfAborted();
    let waiting = this.#waiting.get(signal);
    if (waiting === undefined) {
      const callbacks = new Set<Callback>();
      setMaxListeners(0, signal); // any number of groups may listen to one signal: no leak to warn of
      const abort = (): void => {
        for (const one of [...callbacks]) one(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.set(signal, callbacks);
      waiting = callbacks;
    }
    waiting.add(callback);
  }

  delete(signal: AbortSignal, callback: Callback): void {
    this.#waiting.get(signal)?.delete(callback);
  }
}
