import { LOSSES, type ObjectOutcome } from '../../model/coverage.js';
import { Examples } from '../../model/examples.js';

/** What may be lost in an object that was read: a reason why records are dropped, or values that hold no record. */
export type Loss = (typeof LOSSES)[number] | 'unknown';

/** One object for each loss. */
export class LossExamples {
  readonly #examples = new Examples<Loss>();

  add(uri: string, { dropped, unknown }: ObjectOutcome): void {
    for (const reason of LOSSES) if ((dropped[reason] ?? 0) > 0) this.#examples.note(reason, uri);
    if (unknown > 0) this.#examples.note('unknown', uri);
  }

  /** The URI of an object; undefined where none is known. */
  of(loss: Loss): string | undefined {
    return this.#examples.all[loss];
  }
}
