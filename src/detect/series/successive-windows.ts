import { lowerBound } from '../../base/lower-bound.js';

/**
 * Windows with at least `least` occurrences, one after the other: each begins with the first occurrence from which on there are so
 * many, and has all of the next `length` buckets.
 * @param all in the order of the buckets
 * @param length in buckets, at least 1
 * @param least at least 1
 */
export function successiveWindows<One extends { readonly bucket: number }>(
  all: readonly One[],
  length: number,
  least: number,
): One[][] {
  const buckets = Uint32Array.from(all, ({ bucket }) => bucket);
  const windows: One[][] = [];
  for (let first = 0; first < all.length;) {
    const end = lowerBound(buckets, buckets[first]! + length);
    if (end - first < least) {
      first++;
      continue;
    }
    windows.push(all.slice(first, end));
    first = end;
  }
  return windows;
}
