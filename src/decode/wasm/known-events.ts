import type { ApiEvent } from '../cloudtrail/api-event.js';

/** Events that are kept; then it begins again with none. */
const MOST = 1 << 12;
const FIRST_SLOTS = 256;
/** Kinds of values are below 8. */
const KIND_BITS = 3;

/**
 * Events that were read before, by some of the values that they were made of: each value's kind and, where it is a text,
 * the number of the text. Equal numbers are equal texts, so no text is compared, and none is made.
 */
export class KnownEvents {
  readonly #places: readonly number[];
  readonly #valueWords: number;
  readonly #textKind: number;
  #events: ApiEvent[] = [];
  /** A word for each place of each event. */
  #keys: Uint32Array;
  /** 1 + the number of an event; 0: free. At most half are in use. */
  #slots = new Uint32Array(FIRST_SLOTS);
  /** The key that was looked up last, where it belongs, and whether it can be added. */
  readonly #key: Uint32Array;
  #slot = 0;
  #canAdd = false;

  /**
   * @param places of the values that tell events apart
   * @param valueWords 32-bit words of a value: its kind first, its number last
   * @param textKind the kind of texts
   */
  constructor(places: readonly number[], valueWords: number, textKind: number) {
    this.#places = places;
    this.#valueWords = valueWords;
    this.#textKind = textKind;
    this.#key = new Uint32Array(places.length);
    this.#keys = new Uint32Array((FIRST_SLOTS / 2) * places.length);
  }

  /** @returns the event that was added for equal values; undefined if none was, or a text has no number */
  find(values: Uint32Array): ApiEvent | undefined {
    const places = this.#places;
    const key = this.#key;
    let hash = 0;
    for (let n = 0; n < places.length; n++) {
      const at = places[n]! * this.#valueWords;
      const kind = values[at]!;
      const number = values[at + this.#valueWords - 1]!;
      if (kind === this.#textKind && number === 0) {
        this.#canAdd = false;
        return undefined;
      }
      const word = (number << KIND_BITS) | kind;
      key[n] = word;
      hash = hashed(hash, word);
    }
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let one = this.#slots[slot]!; one !== 0; one = this.#slots[slot]!) {
      if (this.#isAt(one - 1)) {
        this.#canAdd = false;
        return this.#events[one - 1];
      }
      slot = (slot + 1) & mask;
    }
    this.#slot = slot;
    this.#canAdd = true;
    return undefined;
  }

  /** Adds the event of the values that `find` was called with last, unless it found one or a text had no number. */
  add(event: ApiEvent): void {
    if (!this.#canAdd) return;
    this.#canAdd = false;
    if (this.#events.length === MOST) {
      this.#events = [];
      this.#slots = new Uint32Array(this.#slots.length);
      this.#slot = this.#freeSlot(this.#key, 0);
    }
    const words = this.#places.length;
    const number = this.#events.length;
    this.#keys.set(this.#key, number * words);
    this.#slots[this.#slot] = number + 1;
    this.#events.push(event);
    if (2 * this.#events.length >= this.#slots.length) this.#grow();
  }

  #isAt(number: number): boolean {
    const key = this.#key;
    const keys = this.#keys;
    const from = number * key.length;
    for (let n = 0; n < key.length; n++) if (key[n] !== keys[from + n]) return false;
    return true;
  }

  #grow(): void {
    const words = this.#places.length;
    const keys = this.#keys;
    this.#keys = new Uint32Array(keys.length * 2);
    this.#keys.set(keys);
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#events.length; number++) {
      this.#slots[this.#freeSlot(keys, number * words)] = number + 1;
    }
  }

  /** The free slot for the key whose words begin at `from`. */
  #freeSlot(keys: Uint32Array, from: number): number {
    let hash = 0;
    for (let n = 0; n < this.#places.length; n++) hash = hashed(hash, keys[from + n]!);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }
}

function hashed(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
