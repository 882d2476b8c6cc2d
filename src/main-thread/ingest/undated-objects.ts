import { textNumber } from '../../base/hash-number.js';
import { THREAD_HASH_KEY } from '../../base/keyed-hash.js';
import type { ObjectOutcome } from '../../model/coverage.js';

/** Objects that are kept of a kind, about 40 MB; then nothing is known of this kind. */
const MOST = 1_000_000;

/**
 * What was in the objects whose names do not say when they were delivered. No time leads to these, so this decides
 * which of them are worth another read.
 */
export class UndatedObjects {
  readonly #withRetrievals: KeptAddresses;
  readonly #withoutRecords: KeptAddresses;

  /** @param most objects that are kept of a kind. @default 1,000,000 */
  constructor(most: number = MOST) {
    this.#withRetrievals = new KeptAddresses(most);
    this.#withoutRecords = new KeptAddresses(most);
  }

  note(uri: string, { matched, understood }: Pick<ObjectOutcome, 'matched' | 'understood'>): void {
    if (matched > 0) this.#withRetrievals.add(uri);
    else if (!understood) this.#withoutRecords.add(uri);
  }

  /** Whether a noted object may have a record that a rule counts. */
  mayHaveRetrievals(uri: string): boolean {
    return this.#withRetrievals.has(uri) ?? true;
  }

  /** Whether an object may have any record of CloudTrail. */
  mayHaveRecords(uri: string): boolean {
    return this.#withoutRecords.has(uri) !== true;
  }
}

/** Some addresses, as numbers: few are mixed up, and then an object more is read. */
class KeptAddresses {
  readonly #most: number;
  readonly #numbers = new Set<number>();
  #isFull = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(uri: string): void {
    if (this.#isFull) return;
    this.#numbers.add(textNumber(uri, THREAD_HASH_KEY));
    if (this.#numbers.size <= this.#most) return;
    this.#isFull = true;
    this.#numbers.clear();
  }

  /** @returns undefined when there were too many to keep */
  has(uri: string): boolean | undefined {
    return this.#isFull ? undefined : this.#numbers.has(textNumber(uri, THREAD_HASH_KEY));
  }
}
