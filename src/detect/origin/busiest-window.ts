/** Buckets `[start, end)` from the first to the last entry of a window, and the sum of their counts. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/**
 * The window of `length` buckets with the largest count; of equal ones the first.
 * @param buckets ascending, not empty
 */
export function busiestWindow(buckets: Uint32Array, counts: Uint32Array, length: number): Window {
  let best: Window = { start: buckets[0]!, end: buckets[0]! + 1, count: -1 };
  let [low, count] = [0, 0];
  for (const [high, bucket] of buckets.entries()) {
    count += counts[high]!;
    while (buckets[low]! <= bucket - length) count -= counts[low++]!;
    if (count > best.count) best = { start: buckets[low]!, end: bucket + 1, count };
  }
  return best;
}
