import { upperTail } from '../probability/tail.js';
import type { NewNetwork } from '../role-group/new-networks.js';

/** The variance of a window count is taken as at least this many times the mean. */
const MIN_DISPERSION = 1.5;

/** The counts of earlier new networks of a role group, each in its busiest window. */
export class NewNetworkHistory {
  readonly #past: {
    readonly newNetwork: NewNetwork;
    readonly bucket: number;
    readonly count: number;
  }[] = [];
  readonly #excluded = new Set<NewNetwork>();

  /** @param bucket start of the window */
  add(newNetwork: NewNetwork, bucket: number, count: number): void {
    this.#past.push({ newNetwork, bucket, count });
  }

  /** Removes a network with a finding from the history. */
  exclude(newNetwork: NewNetwork): void {
    this.#excluded.add(newNetwork);
  }

  /** The counts in buckets `[from, to)`. With `isWhollyNew` only those of networks with a new agent. */
  between(from: number, to: number, isWhollyNew: boolean): number[] {
    return this.#past
      .filter(
        ({ newNetwork, bucket }) =>
          bucket >= from &&
          bucket < to &&
          !this.#excluded.has(newNetwork) &&
          (!isWhollyNew || newNetwork.isWhollyNew),
      )
      .map(({ count }) => count);
  }
}

/**
 * Probability of at least `count` in a window: a negative binomial distribution with the moments of `windows` earlier
 * windows, of which some have the counts `earlier` from new networks and all others 0.
 * @param prior added to the sum of the counts, so that an empty history does not make everything impossible
 */
export function newNetworkTail(
  count: number,
  earlier: readonly number[],
  prior: number,
  windows: number,
): number {
  const sum = earlier.reduce((a, b) => a + b, 0);
  const squares = earlier.reduce((a, b) => a + b * b, 0);
  const mean = (sum + prior) / windows;
  return upperTail(count, mean, Math.max(MIN_DISPERSION * mean, squares / windows - (sum / windows) ** 2));
}
