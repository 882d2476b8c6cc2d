import { lowerBound } from '../../base/lower-bound.js';
import type { Series } from '../series/series.js';

/** Called with the first bucket of a window, its entries `[low, high)` in the series, and their sum. */
export type VisitWindow = (start: number, low: number, high: number, total: number) => void;

/**
 * Moves a window over buckets `[from, to)` by one bucket at a time and visits, in time order, the windows with a total
 * of at least `least`. Each window lies completely within these buckets; if there are fewer than `length` buckets,
 * they form one window. The time is proportional to the entries and the visited windows, not to the buckets.
 * @param length in buckets, at least 1
 * @param least at least 1
 */
export function forEachWindow(
  series: Series,
  from: number,
  to: number,
  length: number,
  least: number,
  visit: VisitWindow,
): void {
  const { buckets, counts } = series;
  if (from >= to) return;
  const last = Math.max(from, to - length);
  let low = lowerBound(buckets, from);
  let high = low;
  let total = 0;
  for (let start = from; start <= last;) {
    const end = Math.min(start + length, to);
    while (high < buckets.length && buckets[high]! < end) total += counts[high++]!;
    while (low < high && buckets[low]! < start) total -= counts[low++]!;
    if (total >= least) {
      visit(start, low, high, total);
      start++;
    } else {
      // The total grows only when the next entry comes in.
      if (high === buckets.length || buckets[high]! >= to) return;
      start = buckets[high]! - length + 1;
    }
  }
}
