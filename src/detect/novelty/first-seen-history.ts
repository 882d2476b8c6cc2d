import { lowerBound } from '../../base/lower-bound.js';

/** First-seen items that are added to every history, so that an empty one does not make a single item impossible. */
const PRIOR_ITEMS = 0.0625;
/** The variance of a window count is taken as at least this many times the mean: first-seen items come in groups. */
const MIN_DISPERSION = 1.5;

/** The moments that earlier windows make expect, and the largest count of any of them. */
export interface FirstSeenMoments {
  readonly mean: number;
  readonly variance: number;
  readonly most: number;
}

/** Counts first-seen items over ranges and windows, without those that were excluded. */
export class FirstSeenHistory {
  readonly #buckets: Uint32Array;
  /** For each item the number of counted items before it; one element more than there are items. */
  readonly #before: Uint32Array;

  /** @param buckets of all first-seen items, ascending */
  constructor(buckets: Uint32Array) {
    this.#buckets = buckets;
    this.#before = Uint32Array.from({ length: buckets.length + 1 }, (_, at) => at);
  }

  /** Items `[first, last)` belong to a finding and are not counted any more. */
  exclude(first: number, last: number): void {
    const before = this.#before;
    const excluded = before[last]! - before[first]!;
    before.fill(before[first]!, first, last);
    for (let at = last; at < before.length; at++) before[at]! -= excluded;
  }

  /** How many of items `[first, last)` are counted. */
  count(first: number, last: number): number {
    return this.#before[last]! - this.#before[first]!;
  }

  /**
   * Moments of the counts of adjacent windows of `length` buckets, from bucket `to` back to `from`; `undefined` when
   * there is no room for one window.
   */
  windows(from: number, to: number, length: number): FirstSeenMoments | undefined {
    const windows = (to - from) / length;
    if (windows < 1) return undefined;
    let [sum, squares, most] = [0, 0, 0];
    let after = lowerBound(this.#buckets, to);
    const oldest = lowerBound(this.#buckets, from);
    while (after > oldest) {
      // The window of the last remaining item; windows without an item are skipped.
      const window = Math.floor((to - 1 - this.#buckets[after - 1]!) / length);
      const first = Math.max(oldest, lowerBound(this.#buckets, to - (window + 1) * length));
      const count = this.count(first, after);
      sum += count;
      squares += count * count;
      most = Math.max(most, count);
      after = first;
    }
    const mean = (sum + PRIOR_ITEMS) / windows;
    const spread = Math.max(MIN_DISPERSION * mean, squares / windows - (sum / windows) ** 2);
    // With few windows the mean itself is uncertain, and services grow.
    return { mean, variance: spread + (mean * mean) / windows, most };
  }
}
