import { lowerBound } from '../../base/lower-bound.js';
import { OrderStatistic } from './order-statistic.js';
import type { Series } from './series.js';

/** Mean and variance of the totals of some windows. */
export interface Moments {
  /** Number of windows. */
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
 * What is normal for a series, seen from the start of a window. The history consists of the buckets before that start,
 * beginning with the first bucket of the series but at most `lookback` of them; buckets without an entry count as 0.
 * Buckets of earlier findings are excluded: they are not 0, they do not exist. The starts must come in time order, so
 * that each step costs only what has changed.
 */
export class Baseline {
  readonly #series: Series;
  readonly #lookback: number;
  readonly #windowLength: number;
  readonly #values: OrderStatistic;
  /** 1 for the entries of the series that lie in an excluded interval. */
  readonly #excluded: Uint8Array;
  /** Excluded buckets: ascending, without overlap. */
  readonly #intervals: Interval[] = [];
  /** The history: buckets `[from, to)`, entries `[low, high)`. */
  #from: number;
  #to: number;
  #low = 0;
  #high = 0;

  /**
   * @param series not empty; the history begins with its first bucket
   * @param lookback longest history, in buckets
   * @param windowLength in buckets
   */
  constructor(series: Series, lookback: number, windowLength: number) {
    this.#series = series;
    this.#lookback = lookback;
    this.#windowLength = windowLength;
    this.#values = new OrderStatistic(series.counts);
    this.#excluded = new Uint8Array(series.buckets.length);
    this.#from = this.#to = series.buckets[0]!;
  }

  /** Moves forward to the history of a window that starts at bucket `start`. */
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
   * Excludes buckets `[from, to)` from every history from now on. Intervals must come in order: each one starts at or
   * after the end of the previous one, or has the same start as that one and a later end.
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
   * The percentile of the buckets of the history by nearest rank: of N values in ascending order the one at position
   * ⌈percentile · N⌉, counted from 1. 0 without a history.
   */
  upperBound(percentile: number): number {
    const size = this.#size();
    if (size === 0) return 0;
    // 0.995 · 1000 must give rank 995, also where the product is rounded up.
    const rank = Math.max(1, Math.ceil(percentile * size - 1e-9));
    return this.#values.kthLargest(size - rank + 1);
  }

  /**
   * The largest count in the history at the same time of day as `bucket`, one bucket earlier or later included. It
   * covers daily and weekly maxima, however few buckets they have.
   * @param day length of a day in buckets
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
   * Moments of the totals of adjacent windows, from the end of the history back to its beginning. The oldest window may
   * begin before the history, so that the first bucket is always included. Windows that touch an excluded bucket are
   * left out.
   */
  moments(): Moments {
    const { buckets, counts } = this.#series;
    const gaps = this.#gapWindows();
    let windows = Math.ceil((this.#to - this.#from) / this.#windowLength);
    for (const { first, last } of gaps) windows -= last - first + 1;
    // Sums of whole numbers are exact, in any order.
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

  /** Number of buckets in the history. */
  #size(): number {
    let size = this.#to - this.#from;
    for (let at = this.#intervals.length - 1; at >= 0 && this.#intervals[at]!.to > this.#from; at--) {
      const { from, to } = this.#intervals[at]!;
      size -= Math.max(0, Math.min(to, this.#to) - Math.max(from, this.#from));
    }
    return size;
  }

  /** Index of the window in which a bucket of the history lies, counted back from the latest one, 0. */
  #windowOf(bucket: number): number {
    return Math.floor((this.#to - 1 - bucket) / this.#windowLength);
  }

  /** The windows that touch excluded buckets, as ranges with both ends included: ascending, without overlap. */
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
