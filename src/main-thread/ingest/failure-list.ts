import { isContentSkip, type FailReason, type ObjectOutcome } from '../../model/coverage.js';

/** An object that could not be read, or not be decoded to its end. */
export interface ObjectFailure {
  readonly uri: string;
  readonly reason: FailReason;
  readonly detail: string;
}

/** Most failures kept; further ones are only counted by reason. */
const MOST = 1000;

/** The failed objects of a run: the first thousand by URI, so that the list does not depend on timing. */
export class FailureList {
  #failures: ObjectFailure[] = [];

  add(failure: ObjectFailure): void {
    this.#failures.push(failure);
    if (this.#failures.length >= 2 * MOST) this.#failures = this.list();
  }

  /** Adds the failure of an object, if its outcome is one. */
  addOutcome(uri: string, { failure }: ObjectOutcome): void {
    if (failure === null || isContentSkip(failure.reason)) return;
    this.add({ uri, reason: failure.reason, detail: failure.detail });
  }

  list(): ObjectFailure[] {
    return this.#failures.sort((a, b) => (a.uri < b.uri ? -1 : 1)).slice(0, MOST);
  }
}
