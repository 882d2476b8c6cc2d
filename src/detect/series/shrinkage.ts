import type { Moments } from './baseline.js';

/**
 * The moments that are expected of a window: those of the earlier windows, mixed with one day with one retrieval. (This
 * is a shrinkage estimator: with few windows the estimate is drawn towards that day.)
 *
 * With n windows of mean m and variance v, d windows in a day, and m₀ = 1/d, which is also the variance of a Poisson
 * distribution with that mean:
 *
 *     mean     = m + w · max(0, m₀ − m)
 *     variance = v + w · max(0, m₀ − v)      w = d / (n + d)
 *
 * This is the weighted mean of both wherever the value of the day is larger. So it can only raise the expectation: an
 * identity with an empty history is not expected to do nothing at all, and a busy one is not expected to do less than
 * it does. Other identities have no influence.
 * @param day number of windows in a day
 */
export function withOneReadDay(moments: Moments, day: number): Moments {
  const { windows, mean, variance } = moments;
  const weight = day / (windows + day);
  const one = 1 / day;
  return {
    windows,
    mean: mean + weight * Math.max(0, one - mean),
    variance: variance + weight * Math.max(0, one - variance),
  };
}
