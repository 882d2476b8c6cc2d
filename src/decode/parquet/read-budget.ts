import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';
import { capOf } from '../content/gunzip.js';
import { ParquetDamage } from './parquet-damage.js';

/** Bytes that a value takes at least once it is read: one run of a few bytes can be millions of values. */
const VALUE_BYTES = 8;

/** What may still be read of a file: as much content as an object of its size may inflate to. */
export class ReadBudget {
  readonly #failure: DecodeFailure;
  #left: number;
  #inflated = 0;

  /** @param stored size of the file, bytes */
  constructor(stored: number, limits: DecodeLimits) {
    const cap = capOf(stored, limits);
    this.#left = cap.bytes;
    this.#failure = cap.failure;
  }

  /** Bytes of content that were read. */
  get inflated(): number {
    return this.#inflated;
  }

  /** @throws {ParquetDamage} if that is more than is left */
  take(bytes: number, values: number): void {
    this.#left -= bytes + values * VALUE_BYTES;
    if (this.#left < 0) throw new ParquetDamage(this.#failure.reason, this.#failure.detail);
    this.#inflated += bytes;
  }
}
