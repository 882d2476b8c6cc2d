import { OrderStatistic } from './order-statistic.js';
import { lowerBound, type Series } from './series.js';

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
   * Moments of the totals of the disjoint windows that end at the history's end and follow one another back
   * to its beginning. The oldest may reach back beyond the identity's first bucket, where there is nothing, so
   * that the first bucket itself is never left out. Windows that touch an excluded bucket are left out.
   */
  moments(): Moments {
    const { buckets, counts } = this.#series;
    const windowOf = (bucket: number): number => Math.floor((this.#to - 1 - bucket) / this.#windowLength);
    const totals = new Float64Array(Math.ceil((this.#to - this.#from) / this.#windowLength));
    for (let entry = this.#low; entry < this.#high; entry++) {
      totals[windowOf(buckets[entry]!)]! += counts[entry]!;
    }
    for (const [from, to] of this.#gaps()) totals.fill(Number.NaN, windowOf(to - 1), windowOf(from) + 1);
    const kept = totals.filter((total) => !Number.isNaN(total));
    const mean = kept.length === 0 ? 0 : sum(kept) / kept.length;
    const variance = kept.length < 2 ? 0 : sum(kept.map((x) => (x - mean) ** 2)) / (kept.length - 1);
    return { windows: kept.length, mean, variance };
  }

  /** Buckets in the history. */
  #size(): number {
    let size = this.#to - this.#from;
    for (const [from, to] of this.#gaps()) size -= to - from;
    return size;
  }

  /** The excluded intervals, cut to the history, latest first. */
  *#gaps(): Generator<[from: number, to: number]> {
    for (let at = this.#intervals.length - 1; at >= 0; at--) {
      const interval = this.#intervals[at]!;
      if (interval.to <= this.#from) return;
      const from = Math.max(interval.from, this.#from);
      const to = Math.min(interval.to, this.#to);
      if (from < to) yield [from, to];
    }
  }
}

/** Totals are whole numbers below 2⁵³, so their sum is exact; deviations are added in one order, oldest last. */
function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
