import type { ObjectOutcome } from '../../model/coverage.js';

/** What may be lost in an object that was read: a reason why records are dropped, or values that hold no record. */
export type Loss = 'badEventTime' | 'malformedRecord' | 'noGroupValue' | 'unknown';

const DROPPED = ['badEventTime', 'malformedRecord', 'noGroupValue'] as const;

/** One object for each loss: the first by URI, so that it does not depend on timing. */
export class LossExamples {
  readonly #uris = new Map<Loss, string>();

  add(uri: string, { dropped, unknown }: ObjectOutcome): void {
    for (const reason of DROPPED) if ((dropped[reason] ?? 0) > 0) this.#note(reason, uri);
    if (unknown > 0) this.#note('unknown', uri);
  }

  /** The URI of an object; undefined where none is known. */
  of(loss: Loss): string | undefined {
    return this.#uris.get(loss);
  }

  #note(loss: Loss, uri: string): void {
    const known = this.#uris.get(loss);
    if (known === undefined || uri < known) this.#uris.set(loss, uri);
  }
}
