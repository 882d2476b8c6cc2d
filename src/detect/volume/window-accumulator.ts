import type { Occurrences, SparseCounts } from '../../profile/profile.js';

/**
 * What a window over sparse buckets holds, as it slides: entries come in at its end and go out at its start, each
 * once, in order. All that went in can come out again in any order.
 */
export interface HistogramCounts {
  readonly buckets: Uint32Array;
  /** What the entries in the window come to. */
  readonly total: number;
  enter(entry: number): void;
  leave(entry: number): void;
  /** What an entry in the window adds to those after it; over a window's last entries this sums to their total. */
  added(entry: number): number;
  /**
   * For each entry the total of the window of `length` buckets that ends with it, without what is before entry `first`.
   * To be asked of an empty window.
   */
  totals(length: number, first: number): Float64Array;
}

/** Adds the counts up. */
export class CountAccumulator implements HistogramCounts {
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

/** Counts each thing once, however many of the entries it is in. */
export class DistinctAccumulator implements HistogramCounts {
  readonly buckets: Uint32Array;
  total = 0;
  readonly #starts: Uint32Array;
  readonly #items: Uint32Array;
  readonly #entriesWith: Uint32Array;
  /** Of each thing the entry with it that came in last. */
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
    let fresh = 0;
    for (let at = this.#starts[entry]!; at < end; at++) {
      const thing = items[at]!;
      if (entriesWith[thing]!++ === 0) fresh++;
      last[thing] = entry;
    }
    this.total += fresh;
  }

  leave(entry: number): void {
    const items = this.#items;
    const entriesWith = this.#entriesWith;
    const end = this.#starts[entry + 1]!;
    let gone = 0;
    for (let at = this.#starts[entry]!; at < end; at++) if (--entriesWith[items[at]!]! === 0) gone++;
    this.total -= gone;
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
