import type { DecodeLimits } from '../decode-limits.js';
import type { DecodeFailure } from '../decode-failure.js';
import { type Inflated, MIN_RATIO_BYTES } from './gunzip.js';
import { countValues } from './count-values.js';
import { openContent } from './open-content.js';

/** Keys of an object that take as long to look at as another object. */
const KEYS_LIKE_AN_OBJECT = 4;

/**
 * How much the texts in one object may become together: the limits of an object hold for their sum, so that many small
 * texts cannot do what one large object may not.
 */
export class TextBudget {
  readonly #limits: DecodeLimits;
  #stored = 0;
  #inflated = 0;
  /** Values of the texts that were parsed, as far as they are still needed. */
  #values = 0;
  #vain = 0;

  constructor(limits: DecodeLimits) {
    this.#limits = limits;
  }

  /** A budget for reading the same value again. */
  again(): TextBudget {
    const again = new TextBudget(this.#limits);
    again.#vain = this.#vain;
    return again;
  }

  /** Whether a text of JSON may be parsed, besides those that were. */
  takeValues(text: Uint8Array | string): boolean {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    this.#values += countValues(bytes, this.#limits.maxValues - this.#values);
    return this.#values <= this.#limits.maxValues;
  }

  /**
   * Whether objects may still be looked at, after one that is neither a record nor an envelope of any. That takes about
   * 10 µs, and longer for one with many keys.
   */
  takeVain(keys: number): boolean {
    this.#vain += 1 + keys / KEYS_LIKE_AN_OBJECT;
    return this.#vain <= this.#limits.maxOthers;
  }

  /** How many values were parsed so far and are still needed. */
  get parsedValues(): number {
    return this.#values;
  }

  /** Says that nothing is needed of the texts that were parsed since there were so many values. */
  giveValuesBack(parsedValues = 0): void {
    this.#values = parsedValues;
  }

  /** The content of one text. With a failure: the part before the damage; empty if a limit was exceeded. */
  open(stored: Buffer): Inflated {
    this.#stored += stored.length;
    const { maxInflatedBytes, maxRatio, maxEnvelopeBytes } = this.#limits;
    const byRatio = Math.max(MIN_RATIO_BYTES, Math.floor(this.#stored * maxRatio));
    const left = Math.min(byRatio, maxInflatedBytes) - this.#inflated;
    if (left <= 0) return { bytes: Buffer.alloc(0), failure: this.#exceeded(byRatio), verified: false };
    const most = Math.min(left, maxEnvelopeBytes);
    const opened = openContent(stored, { ...this.#limits, maxInflatedBytes: most });
    this.#inflated += opened.bytes.length;
    const isOver = opened.failure?.reason === 'inflatedTooLarge';
    if (!isOver) return opened;
    if (most < left) return opened;
    this.#inflated += left;
    return { ...opened, failure: this.#exceeded(byRatio) };
  }

  #exceeded(byRatio: number): DecodeFailure {
    const { maxInflatedBytes, maxRatio } = this.#limits;
    return byRatio < maxInflatedBytes
      ? {
          reason: 'ratioTooHigh',
          detail: `texts in base64 inflate to more than ${maxRatio} times their size`,
        }
      : {
          reason: 'inflatedTooLarge',
          detail: `texts in base64 inflate to more than ${maxInflatedBytes} bytes`,
        };
  }
}
