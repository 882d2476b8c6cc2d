import type { Occurrences, SparseCounts } from '../../profile/profile.js';

/**
 * The content of a sliding window over sparse buckets. Entries are added at its end and removed at its start, each
 * once and in order; to empty the window they may be removed in any order.
 */
export interface WindowAccumulator {
  readonly buckets: Uint32Array;
  /** The total of the entries in the window. */
  readonly total: number;
  enter(entry: number): void;
  leave(entry: number): void;
  /** What an entry in the window adds to the later ones; the sum over the last entries of a window is their total. */
  added(entry: number): number;
  /**
   * For each entry from `first` on the total of the window of `length` buckets that ends with it, without the entries
   * before `first`. The window must be empty.
   */
  totals(length: number, first: number): Float64Array;
}

/** The total is the sum of the counts. */
export class CountAccumulator implements WindowAccumulator {
  readonly buckets: Uint32Array;
  total = 0;
  readonly #counts: Uint32Array;

  constructor({ buckets, counts }: SparseCounts) {
    this.buckets = buckets;
    this.#counts = counts;
  }

  enter(entry: number): void {
    this.total += this.#counts[entry]!;
  }

  leave(entry: number): void {
    this.total -= this.#counts[entry]!;
  }

  added(entry: number): number {
    return this.#counts[entry]!;
  }

  totals(length: number, first: number): Float64Array {
    const buckets = this.buckets;
    const counts = this.#counts;
    const totals = new Float64Array(buckets.length);
    let [low, total] = [first, 0];
    for (let high = first; high < buckets.length; high++) {
      total += counts[high]!;
      const start = buckets[high]! - length;
      while (buckets[low]! <= start) total -= counts[low++]!;
      totals[high] = total;
    }
    return totals;
  }
}

/** The total is the number of different items: each counts once, however many entries it is in. */
export class DistinctAccumulator implements WindowAccumulator {
  readonly buckets: Uint32Array;
  total = 0;
  readonly #starts: Uint32Array;
  readonly #items: Uint32Array;
  readonly #entriesWith: Uint32Array;
  /** For each item the entry with it that was added last. */
  readonly #last: Int32Array;

  constructor({ buckets, starts, items, itemCount }: Occurrences) {
    this.buckets = buckets;
    this.#starts = starts;
    this.#items = items;
    this.#entriesWith = new Uint32Array(itemCount);
    this.#last = new Int32Array(itemCount);
  }

  enter(entry: number): void {
    const items = this.#items;
    const entriesWith = this.#entriesWith;
    const last = this.#last;
    const end = this.#starts[entry + 1]!;
    let added = 0;
    for (let at = this.#starts[entry]!; at < end; at++) {
      const item = items[at]!;
      if (entriesWith[item]!++ === 0) added++;
      last[item] = entry;
    }
    this.total += added;
  }

  leave(entry: number): void {
    const items = this.#items;
    const entriesWith = this.#entriesWith;
    const end = this.#starts[entry + 1]!;
    let removed = 0;
    for (let at = this.#starts[entry]!; at < end; at++) if (--entriesWith[items[at]!]! === 0) removed++;
    this.total -= removed;
  }

  added(entry: number): number {
    const end = this.#starts[entry + 1]!;
    let added = 0;
    for (let at = this.#starts[entry]!; at < end; at++) if (this.#last[this.#items[at]!] === entry) added++;
    return added;
  }

  totals(length: number, first: number): Float64Array {
    const buckets = this.buckets;
    const starts = this.#starts;
    const items = this.#items;
    const entriesWith = this.#entriesWith;
    const totals = new Float64Array(buckets.length);
    let [entering, leaving, low, total] = [starts[first]!, starts[first]!, first, 0];
    for (let high = first; high < buckets.length; high++) {
      for (const end = starts[high + 1]!; entering < end; entering++) {
        if (entriesWith[items[entering]!]!++ === 0) total++;
      }
      const start = buckets[high]! - length;
      while (buckets[low]! <= start) low++;
      for (const end = starts[low]!; leaving < end; leaving++) {
        if (--entriesWith[items[leaving]!]! === 0) total--;
      }
      totals[high] = total;
    }
    entriesWith.fill(0);
    return totals;
  }
}
