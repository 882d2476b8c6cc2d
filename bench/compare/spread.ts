/** The median of some numbers, their minimum and their maximum. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @param values at least one; of an even number of them, the median is the mean of the two in the middle */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('there are no values');
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  return { median, least: sorted[0]!, most: sorted.at(-1)! };
}

export function median(values: readonly number[]): number {
  return spreadOf(values).median;
}
