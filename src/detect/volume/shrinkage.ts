import type { Moments } from './baseline.js';

/**
 * What an identity's window totals are expected to be: its own moments, and a day besides on which it read once.
 *
 * With n windows of mean m and variance v, d windows to a day and m₀ = 1/d, whose variance is that of a Poisson:
 *
 *     mean     = m + w · max(0, m₀ − m)
 *     variance = v + w · max(0, m₀ − v)      w = d / (n + d)
 *
 * which is the weighted mean of both wherever the day's is the larger. It only ever raises what is expected: it keeps
 * an identity with an empty history from being judged as if it could do nothing, and it never makes a busy one look
 * as if it did less than it does. What others do is no part of it: an identity's volume is its own.
 * @param day how many windows make a day.
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
