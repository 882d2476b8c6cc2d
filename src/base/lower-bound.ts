/** Index of the first element of ascending `values` that is at least `least`; `values.length` when there is none. */
export function lowerBound(values: Uint32Array | Float64Array, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
