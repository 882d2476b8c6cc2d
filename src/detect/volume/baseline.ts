import { OrderStatistic } from './order-statistic.js';
import { lowerBound } from '../../base/lower-bound.js';
import type { Series } from '../series.js';

/** Mean and variance of the totals of windows. */
export interface Moments {
  /** Windows that they are of. */
  readonly windows: number;
  readonly mean: number;
  /** Unbiased (divided by `windows - 1`); 0 for fewer than two windows. */
  readonly variance: number;
}

interface Interval {
  readonly from: number;
  to: number;
}

/**
 * What is normal for one identity, as seen from the start of a window: its history is the zero-filled buckets
 * from its first bucket, but no more than `lookback` of them, up to that start. Buckets of earlier signals are
 * taken out of it: they are not zero, they are not there. Asked in time order, so that each step costs only
 * what changed.
 */
export class Baseline {
  readonly #series: Series;
  readonly #lookback: number;
  readonly #windowLength: number;
  readonly #values: OrderStatistic;
  /** Which entries of the series lie in an excluded interval. */
  readonly #excluded: Uint8Array;
  /** Ascending, apart. */
  readonly #intervals: Interval[] = [];
  /** The history: buckets `[from, to)`, entries `[low, high)`. */
  #from: number;
  #to: number;
  #low = 0;
  #high = 0;

  /**
   * @param series not empty; its first bucket is the identity's first.
   * @param lookback longest history, in buckets.
   * @param windowLength in buckets.
   */
  constructor(series: Series, lookback: number, windowLength: number) {
    this.#series = series;
    this.#lookback = lookback;
    this.#windowLength = windowLength;
    this.#values = new OrderStatistic(series.counts);
    this.#excluded = new Uint8Array(series.buckets.length);
    this.#from = this.#to = series.buckets[0]!;
  }

  /** Moves on to the history of a window that starts at bucket `start`, never back. */
  moveTo(start: number): void {
    const { buckets } = this.#series;
    this.#to = Math.max(start, buckets[0]!);
    this.#from = Math.max(this.#to - this.#lookback, buckets[0]!);
    while (this.#high < buckets.length && buckets[this.#high]! < this.#to) {
      if (!this.#excluded[this.#high]) this.#values.add(this.#high);
      this.#high++;
    }
    while (this.#low < this.#high && buckets[this.#low]! < this.#from) {
      if (!this.#excluded[this.#low]) this.#values.remove(this.#low);
      this.#low++;
    }
  }

  /**
   * Takes buckets `[from, to)` out of every history from now on. Intervals must come in order: each one starts
   * at or after the end of the last, or is the last one grown.
   */
  exclude(from: number, to: number): void {
    const { buckets } = this.#series;
    const last = this.#intervals.at(-1);
    const grownFrom = last?.from === from ? last.to : from;
    if (last?.from === from) last.to = to;
    else this.#intervals.push({ from, to });
    for (let entry = lowerBound(buckets, grownFrom); entry < buckets.length; entry++) {
      if (buckets[entry]! >= to) break;
      this.#excluded[entry] = 1;
      if (entry >= this.#low && entry < this.#high) this.#values.remove(entry);
    }
  }

  /**
   * The percentile of the history's buckets by nearest rank: the smallest value that at least the fraction
   * `percentile` of them do not exceed; 0 for no history. So for N buckets in ascending order it is the one at
   * position ⌈percentile · N⌉, counting from 1.
   */
  upperBound(percentile: number): number {
    const size = this.#size();
    if (size === 0) return 0;
    // 0.995 · 1000 must be 995 and nothing above it, or the rank would be one too high.
    const rank = Math.max(1, Math.ceil(percentile * size - 1e-9));
    return this.#values.kthLargest(size - rank + 1);
  }

  /**
   * The most in any bucket of the history at the same time of day as `bucket`, one bucket more or less; so daily
   * and weekly peaks are in it, whatever their share of all buckets.
   * @param day in buckets
   */
  usualAt(bucket: number, day: number): number {
    const { buckets, counts } = this.#series;
    let most = 0;
    for (let at = bucket - day; at + 1 >= this.#from; at -= day) {
      for (
        let entry = lowerBound(buckets, at - 1);
        entry < this.#high && buckets[entry]! <= at + 1;
        entry++
      ) {
        if (entry >= this.#low && !this.#excluded[entry]) most = Math.max(most, counts[entry]!);
      }
    }
    return most;
  }

  /**
   * Moments of the totals of the disjoint windows that end at the history's end and follow one another back
   * to its beginning. The oldest may reach back beyond the identity's first bucket, where there is nothing, so
   * that the first bucket itself is never left out. Windows that touch an excluded bucket are left out.
   */
  moments(): Moments {
    const { buckets, counts } = this.#series;
    const gaps = this.#gapWindows();
    let windows = Math.ceil((this.#to - this.#from) / this.#windowLength);
    for (const { first, last } of gaps) windows -= last - first + 1;
    // Whole numbers, so exact, and the same in any order.
    let sum = 0;
    let squares = 0;
    let gap = 0;
    for (let entry = this.#high - 1; entry >= this.#low;) {
      const window = this.#windowOf(buckets[entry]!);
      let total = 0;
      while (entry >= this.#low && this.#windowOf(buckets[entry]!) === window) total += counts[entry--]!;
      while (gap < gaps.length && gaps[gap]!.last < window) gap++;
      if (gap < gaps.length && gaps[gap]!.first <= window) continue;
      sum += total;
      squares += total * total;
    }
    const mean = windows === 0 ? 0 : sum / windows;
    const variance = windows < 2 ? 0 : Math.max(0, (squares - sum * mean) / (windows - 1));
    return { windows, mean, variance };
  }

  /** Buckets in the history. */
  #size(): number {
    let size = this.#to - this.#from;
    for (let at = this.#intervals.length - 1; at >= 0 && this.#intervals[at]!.to > this.#from; at--) {
      const { from, to } = this.#intervals[at]!;
      size -= Math.max(0, Math.min(to, this.#to) - Math.max(from, this.#from));
    }
    return size;
  }

  /** Which of the disjoint windows a bucket of the history lies in, counted back from the latest, 0. */
  #windowOf(bucket: number): number {
    return Math.floor((this.#to - 1 - bucket) / this.#windowLength);
  }

  /** The windows that touch excluded buckets, as ranges, both ends included: ascending, apart. */
  #gapWindows(): { readonly first: number; readonly last: number }[] {
    const gaps = [];
    let next = 0;
    for (let at = this.#intervals.length - 1; at >= 0 && this.#intervals[at]!.to > this.#from; at--) {
      const { from, to } = this.#intervals[at]!;
      if (from >= this.#to) continue;
      const first = Math.max(next, this.#windowOf(Math.min(to, this.#to) - 1));
      const last = this.#windowOf(Math.max(from, this.#from));
      if (last >= first) gaps.push({ first, last });
      next = last + 1;
    }
    return gaps;
  }
}
