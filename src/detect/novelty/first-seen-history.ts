import { lowerBound } from '../../base/lower-bound.js';

/** What a family that never met a new secret is taken to have met in its history. */
const PRIOR_ITEMS = 0.0625;
/** New secrets come in handfuls: variance over mean of a window's count is at least this. */
const LEAST_DISPERSION = 1.5;

/** What is expected of a window by earlier ones, and the most that any of them held. */
export interface FirstSeenMoments {
  readonly mean: number;
  readonly variance: number;
  readonly most: number;
}

/** The arrivals that have not signalled, counted over ranges and windows. */
export class FirstSeenHistory {
  readonly #buckets: Uint32Array;
  /** How many of the arrivals before each one count; one number more than there are arrivals. */
  readonly #before: Uint32Array;

  /** @param buckets of all arrivals, ascending */
  constructor(buckets: Uint32Array) {
    this.#buckets = buckets;
    this.#before = Uint32Array.from({ length: buckets.length + 1 }, (_, at) => at);
  }

  /** Arrivals `[first, last)` have signalled and count no more. */
  leaveOut(first: number, last: number): void {
    const before = this.#before;
    const gone = before[last]! - before[first]!;
    before.fill(before[first]!, first, last);
    for (let at = last; at < before.length; at++) before[at]! -= gone;
  }

  /** How many of arrivals `[first, last)` count. */
  count(first: number, last: number): number {
    return this.#before[last]! - this.#before[first]!;
  }

  /**
   * Moments of the counts of the disjoint windows of `length` that follow one another back from bucket `to` to `from`;
   * `undefined` where there is not one.
   */
  windows(from: number, to: number, length: number): FirstSeenMoments | undefined {
    const windows = (to - from) / length;
    if (windows < 1) return undefined;
    let [sum, squares, most] = [0, 0, 0];
    let after = lowerBound(this.#buckets, to);
    const oldest = lowerBound(this.#buckets, from);
    while (after > oldest) {
      // The window that the last arrival left lies in: those without any need not be looked at.
      const window = Math.floor((to - 1 - this.#buckets[after - 1]!) / length);
      const first = Math.max(oldest, lowerBound(this.#buckets, to - (window + 1) * length));
      const count = this.count(first, after);
      sum += count;
      squares += count * count;
      most = Math.max(most, count);
      after = first;
    }
    const mean = (sum + PRIOR_ITEMS) / windows;
    const spread = Math.max(LEAST_DISPERSION * mean, squares / windows - (sum / windows) ** 2);
    // Of few windows the mean is hardly known, and services grow.
    return { mean, variance: spread + (mean * mean) / windows, most };
  }
}
