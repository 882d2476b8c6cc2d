import type { Moments } from './baseline.js';

/**
 * What an identity's window totals are expected to be, as far as its own history and its peers together tell:
 * as if `peerWindows` windows of the median peer were added to its own.
 *
 * With n windows of its own, their mean m and variance v, and the peer's mean m₀, whose variance is that of a
 * Poisson, m₀ too:
 *
 *     mean     = m + w · max(0, m₀ − m)
 *     variance = v + w · max(0, m₀ − v)      w = peerWindows / (n + peerWindows)
 *
 * which is the weighted mean of both wherever the peer's is the larger. The peer only ever raises what is
 * expected: it keeps a new identity with an empty history from being judged as if it could do nothing, and it
 * never makes a busy one look as if it did less than it does.
 * @param peerWindows how many windows the peer weighs: one day of them.
 */
export function shrinkToPeer(moments: Moments, peerMean: number, peerWindows: number): Moments {
  const { windows, mean, variance } = moments;
  const weight = peerWindows / (windows + peerWindows);
  return {
    windows,
    mean: mean + weight * Math.max(0, peerMean - mean),
    variance: variance + weight * Math.max(0, peerMean - variance),
  };
}
