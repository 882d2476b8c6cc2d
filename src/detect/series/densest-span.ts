/** Buckets `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The span of at most `most` buckets that has most of them; of equal ones the first.
 * @param buckets ascending, at least one
 */
export function densestSpan(buckets: readonly number[], most: number): Span {
  let [from, to] = [0, 0];
  for (let low = 0, high = 0; high < buckets.length; high++) {
    while (buckets[high]! - buckets[low]! >= most) low++;
    if (high + 1 - low > to - from) [from, to] = [low, high + 1];
  }
  return { start: buckets[from]!, end: buckets[to - 1]! + 1 };
}
