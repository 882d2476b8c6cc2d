import type { FailReason } from '../../model/coverage.js';

/** An object that could not be read or decoded whole. */
export interface ObjectFailure {
  readonly uri: string;
  readonly reason: FailReason;
  readonly detail: string;
}

/** Failures kept one by one; beyond these only the counts by reason grow. */
const MOST = 1000;

/** The failed objects of a run, the first thousand in order of their URIs: the same ones whatever came first. */
export class FailureList {
  #failures: ObjectFailure[] = [];

  add(failure: ObjectFailure): void {
    this.#failures.push(failure);
    if (this.#failures.length >= 2 * MOST) this.#failures = this.list();
  }

  list(): ObjectFailure[] {
    return this.#failures.sort((a, b) => (a.uri < b.uri ? -1 : 1)).slice(0, MOST);
  }
}
