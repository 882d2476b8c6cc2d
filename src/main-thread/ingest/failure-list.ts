import { isContentSkip, type FailReason, type ObjectOutcome } from '../../model/coverage.js';

/** An object that could not be read, or not be decoded to its end. */
export interface ObjectFailure {
  readonly uri: string;
  readonly reason: FailReason;
  readonly detail: string;
}

/** Most failures in `list`. */
const MOST = 1000;
/** Most different details that are kept as they are. */
const MOST_DETAILS = 10_000;
/** Stands for the URI in a detail. It is in no text that a server or a file system gives. */
const URI = '\0';

/** What failures have in common: most name the object, and say of each the same. */
interface Cause {
  readonly reason: FailReason;
  /** With `URI` in place of the object's. */
  readonly detail: string;
}

/**
 * The failed objects of a run, all of them, by URI, so that the order does not depend on timing. A failure takes little
 * more memory than its URI.
 */
export class FailureList implements Iterable<ObjectFailure> {
  readonly #failures: { readonly uri: string; readonly cause: Cause }[] = [];
  readonly #causes = new Map<string, Cause>();
  #isSorted = true;

  add({ uri, reason, detail }: ObjectFailure): void {
    this.#failures.push({ uri, cause: this.#cause(reason, detail.replaceAll(uri, URI)) });
    this.#isSorted = false;
  }

  /** Adds the failure of an object, if its outcome is one. */
  addOutcome(uri: string, { failure }: ObjectOutcome): void {
    if (failure === null || isContentSkip(failure.reason)) return;
    this.add({ uri, reason: failure.reason, detail: failure.detail });
  }

  /** The first thousand. */
  list(): ObjectFailure[] {
    const first: ObjectFailure[] = [];
    for (const failure of this) {
      first.push(failure);
      if (first.length === MOST) break;
    }
    return first;
  }

  *[Symbol.iterator](): Generator<ObjectFailure> {
    if (!this.#isSorted) this.#failures.sort((a, b) => (a.uri < b.uri ? -1 : 1));
    this.#isSorted = true;
    for (const { uri, cause } of this.#failures) {
      yield { uri, reason: cause.reason, detail: cause.detail.replaceAll(URI, () => uri) };
    }
  }

  #cause(reason: FailReason, detail: string): Cause {
    const name = `${reason} ${detail}`;
    const known = this.#causes.get(name);
    if (known !== undefined) return known;
    const cause = { reason, detail };
    if (this.#causes.size < MOST_DETAILS) this.#causes.set(name, cause);
    return cause;
  }
}
