/** Daily counts of some days as exact sums, so that any grouping and order gives the same. */
export interface DayTotals {
  readonly days: number;
  readonly sum: number;
  readonly squares: number;
}

export const NO_DAYS: DayTotals = { days: 0, sum: 0, squares: 0 };

/** Weight, in days, of the estimate of the level above when it is mixed with the days of a level. */
const PRIOR_DAYS = 5;
/** With fewer days of others there is no estimate. */
const MIN_DAYS = 20;
/** The variance of a day is taken as at least this many times the mean: first-seen secrets come in groups. */
const MIN_DISPERSION = 1.5;

/** Totals of counts, one for each day. */
export function dayTotals(counts: Iterable<number>): DayTotals {
  let [days, sum, squares] = [0, 0, 0];
  for (const count of counts) {
    days++;
    sum += count;
    squares += count * count;
  }
  return { days, sum, squares };
}

export function plus(a: DayTotals, b: DayTotals): DayTotals {
  return { days: a.days + b.days, sum: a.sum + b.sum, squares: a.squares + b.squares };
}

/** @param b contained in `a` */
export function minus(a: DayTotals, b: DayTotals): DayTotals {
  return { days: a.days - b.days, sum: a.sum - b.sum, squares: a.squares - b.squares };
}

/**
 * The moments that are expected of a day of a role group with little history: a hierarchical prior in three levels.
 * Mean m and second moment of the population are drawn towards those of the account, and the result towards those of
 * the role group itself, more strongly the more days each of them has: (Σx + w·m)/(n + w) with w = 5 days. If a few
 * others had very high counts on one day, the variance is large and only a still higher count stands out.
 * @param population of the others, without the account
 * @returns `undefined` when the others have too few days
 */
export function expectedDay(
  own: DayTotals,
  account: DayTotals,
  population: DayTotals,
): { readonly mean: number; readonly variance: number } | undefined {
  if (account.days + population.days < MIN_DAYS) return undefined;
  let [mean, second] = [0, 0];
  let weight = 0;
  for (const { days, sum, squares } of [population, account, own]) {
    if (days + weight === 0) continue;
    mean = (sum + weight * mean) / (days + weight);
    second = (squares + weight * second) / (days + weight);
    weight = PRIOR_DAYS;
  }
  return { mean, variance: Math.max(MIN_DISPERSION * mean, second - mean * mean) };
}
