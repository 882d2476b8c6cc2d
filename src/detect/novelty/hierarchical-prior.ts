/** Days and what was counted on them: exact sums, so that any grouping and order gives the same. */
export interface DayTotals {
  readonly days: number;
  readonly sum: number;
  readonly squares: number;
}

export const NO_DAYS: DayTotals = { days: 0, sum: 0, squares: 0 };

/** How many days of a family's own, or of its account, weigh as much as what the ancestor above says. */
const ANCESTOR_DAYS = 5;
/** Of fewer days of others nothing can be said of one that is not known itself. */
const LEAST_DAYS = 20;
/** Variance over mean is at least this: what is new comes in handfuls. */
const LEAST_DISPERSION = 1.5;

/** Totals of counts, one a day. */
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

/** @param b part of `a` */
export function minus(a: DayTotals, b: DayTotals): DayTotals {
  return { days: a.days - b.days, sum: a.sum - b.sum, squares: a.squares - b.squares };
}

/**
 * What a day of one who is hardly known is expected to bring: the population's mean and second moment, drawn towards
 * the account's, then towards its own, the more the more days each has: (Σx + w·m)/(n + w), with w = 5 days. A few
 * relatives who do much on one day make the variance large, and then nothing short of that stands out.
 * @param population of others, without the account's
 * @returns `undefined` when the others are too few to tell.
 */
export function expectedDay(
  own: DayTotals,
  account: DayTotals,
  population: DayTotals,
): { readonly mean: number; readonly variance: number } | undefined {
  if (account.days + population.days < LEAST_DAYS) return undefined;
  let [mean, second] = [0, 0];
  let weight = 0;
  for (const { days, sum, squares } of [population, account, own]) {
    if (days + weight === 0) continue;
    mean = (sum + weight * mean) / (days + weight);
    second = (squares + weight * second) / (days + weight);
    weight = ANCESTOR_DAYS;
  }
  return { mean, variance: Math.max(LEAST_DISPERSION * mean, second - mean * mean) };
}
